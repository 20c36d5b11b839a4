import { eventResource } from './event-resources.ts'
import type { EventType } from './event-types.ts'
import type { SampleContext, SampleData } from './sample-context.ts'
import {
  paid,
  partiallyPaid,
  sampleOrderAuthorization,
  sampleOrderPayment,
  sampleOrderPaymentSucceeded,
  sampleOrderRefunded,
  sampleOrderSummary,
} from './sample-orders.ts'
import { sampleFailedMethod, sampleRemovedMethod, sampleSavedMethod } from './sample-payment-methods.ts'
import { sampleDispute, sampleFulfillmentHold, samplePaymentIntent, sampleRefund } from './sample-payments.ts'
import {
  sampleAlert,
  sampleCapability,
  sampleCustomer,
  sampleCustomerDeletion,
  sampleEndedSession,
  samplePaidSession,
  sampleReadiness,
} from './sample-resources.ts'

/** A test event's payload and the resource it claims to be about; the id is null for what has none. */
export type SamplePayload = { resourceType: string; resourceId: string | null; data: SampleData }

const samples: Partial<Record<EventType, (sample: SampleContext) => SampleData>> = {
  'alert.closed': (sample) => sampleAlert(sample, 'closed'),
  'alert.opened': (sample) => sampleAlert(sample, 'open'),
  'capability.updated': sampleCapability,
  'checkout_session.closed': (sample) => sampleEndedSession(sample, { status: 'closed', reason: 'api' }),
  'checkout_session.completed': samplePaidSession,
  'checkout_session.expired': (sample) =>
    sampleEndedSession(sample, { status: 'expired', reason: 'expired' }),
  'checkout_session.invalidated': (sample) =>
    sampleEndedSession(sample, { status: 'invalidated', reason: 'order_mutated' }),
  'customer.created': sampleCustomer,
  'customer.deletion_completed': (sample) => sampleCustomerDeletion(sample, 'completed'),
  'customer.deletion_rejected': (sample) => sampleCustomerDeletion(sample, 'rejected'),
  'customer.deletion_requested': (sample) => sampleCustomerDeletion(sample, 'pending_review'),
  'customer.updated': sampleCustomer,
  'dispute.closed': (sample) => sampleDispute(sample, 'lost'),
  'dispute.created': (sample) => sampleDispute(sample, 'needs_response'),
  'dispute.lost': (sample) => sampleDispute(sample, 'lost'),
  'dispute.needs_response': (sample) => sampleDispute(sample, 'needs_response'),
  'dispute.prevented': (sample) => sampleDispute(sample, 'prevented'),
  'dispute.updated': (sample) => sampleDispute(sample, 'under_review'),
  'dispute.warning_closed': (sample) => sampleDispute(sample, 'warning_closed'),
  'dispute.won': (sample) => sampleDispute(sample, 'won'),
  'merchant.readiness.updated': sampleReadiness,
  'order.closed': (sample) => sampleOrderSummary(sample, 'closed'),
  'order.created': (sample) => ({ ...sampleOrderSummary(sample, 'open'), origin: 'api' }),
  'order.paid': (sample) => sampleOrderPayment(sample, paid),
  'order.partially_paid': (sample) => sampleOrderPayment(sample, partiallyPaid),
  'order.payment_authorization_canceled': (sample) => sampleOrderAuthorization(sample, 'canceled'),
  'order.payment_authorization_expired': (sample) => sampleOrderAuthorization(sample, 'canceled'),
  'order.payment_authorized': (sample) => sampleOrderAuthorization(sample, 'requires_capture'),
  'order.payment_captured': (sample) => sampleOrderAuthorization(sample, 'succeeded'),
  'order.payment_succeeded': sampleOrderPaymentSucceeded,
  'order.refunded': sampleOrderRefunded,
  'order.updated': (sample) => sampleOrderSummary(sample, 'open'),
  'payment_intent.canceled': (sample) => samplePaymentIntent(sample, 'canceled'),
  'payment_intent.fulfillment_hold.updated': sampleFulfillmentHold,
  'payment_intent.payment_failed': (sample) => samplePaymentIntent(sample, 'requires_payment_method'),
  'payment_intent.processing': (sample) => samplePaymentIntent(sample, 'processing'),
  'payment_intent.requires_action': (sample) => samplePaymentIntent(sample, 'requires_action'),
  'payment_intent.requires_capture': (sample) => samplePaymentIntent(sample, 'requires_capture'),
  'payment_intent.succeeded': (sample) => samplePaymentIntent(sample, 'succeeded'),
  'payment_method.failed': sampleFailedMethod,
  'payment_method.removed': sampleRemovedMethod,
  'payment_method.saved': sampleSavedMethod,
  'refund.created': (sample) => sampleRefund(sample, 'pending'),
  'refund.failed': (sample) => sampleRefund(sample, 'failed'),
  'refund.updated': (sample) => sampleRefund(sample, 'succeeded'),
}

/**
 * What a test event carries: shaped like the real event where this product emits it, else just the resource's id.
 * Its ids are fresh and resolve to nothing. Source: contract, flint-platform 18.2 and 28 row 20.
 */
export function samplePayload(eventType: EventType, sample: SampleContext): SamplePayload {
  const { resourceType, idField, idPrefix } = eventResource(eventType)
  const data = samples[eventType]?.(sample) ?? { [idField]: sample.newId(idPrefix ?? resourceType) }
  return { resourceType, resourceId: idPrefix === null ? null : String(data[idField]), data }
}
