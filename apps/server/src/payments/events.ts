import type { EventInput } from '../platform/events/events.ts'
import type { PaymentIntent } from './payment.ts'
import { toPaymentIntent } from './to-payment-intent.ts'

/** The intent's status in the event's name; a decline is `payment_failed`. Source: contract, flint-platform 18. */
export const paymentIntentEvent = (
  what: 'succeeded' | 'payment_failed' | 'processing' | 'requires_action' | 'requires_capture' | 'canceled',
  intent: PaymentIntent,
): EventInput => ({
  type: `payment_intent.${what}`,
  resourceType: 'payment_intent',
  resourceId: intent.paymentIntentId,
  resourceVersion: intent.version,
  data: toPaymentIntent(intent),
})
