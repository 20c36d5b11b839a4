import { plusMs, dayMs } from '../platform/clock/clock.ts'
import type { Instant } from '../platform/clock/clock.ts'

/** What a sample needs from outside: fresh ids that resolve to nothing, and the time. */
export type SampleContext = {
  /** Prefix without its underscore, as `ids.newId` of the platform takes it. */
  newId: (prefix: string) => string
  now: Instant
  merchantId: string
}

export type SampleData = Readonly<Record<string, unknown>>

const usd = (amount: number) => ({ amount, currency: 'USD' })

// One purchase runs through all samples: two mugs at 14.50 and a tip of 10 %, paid with a test card.
const subtotal = 2900
const tip = 290
const total = subtotal + tip

export function sampleLineItem({ newId }: SampleContext) {
  return {
    order_line_item_id: newId('li'),
    name: 'Enamel mug',
    quantity: 2,
    unit_price_money: usd(1450),
    base_subtotal_money: usd(subtotal),
    modifier_total_money: usd(0),
    subtotal_money: usd(subtotal),
    discount_money: usd(0),
    tax_money: usd(0),
    total_money: usd(subtotal),
  }
}

export type SampleSettlement = { paid: number; refunded: number; authorized: number }

export const unpaid: SampleSettlement = { paid: 0, refunded: 0, authorized: 0 }
export const authorized: SampleSettlement = { paid: 0, refunded: 0, authorized: total }
export const paid: SampleSettlement = { paid: total, refunded: 0, authorized: 0 }
export const partiallyPaid: SampleSettlement = { paid: 1000, refunded: 0, authorized: 0 }
export const refunded: SampleSettlement = { paid: total, refunded: total, authorized: 0 }

export const paymentStatus = (settlement: SampleSettlement) =>
  settlement.paid === 0 ? 'unpaid' : settlement.paid < total ? 'partially_paid' : 'paid'

export const refundStatus = (settlement: SampleSettlement) =>
  settlement.refunded === 0
    ? 'none'
    : settlement.refunded < settlement.paid
      ? 'partially_refunded'
      : 'refunded'

/** A whole order. Source: contract, flint-commerce 4.1 and 4.7. */
export function sampleOrder(sample: SampleContext, settlement: SampleSettlement): SampleData {
  const outstanding = total - settlement.paid
  const { newId, now } = sample
  return {
    order_id: newId('ord'),
    order_number: '1001',
    merchant_id: sample.merchantId,
    customer_id: newId('cus'),
    status: 'open',
    payment_status: paymentStatus(settlement),
    refund_status: refundStatus(settlement),
    fulfillment_status: 'not_applicable',
    origin: 'api',
    order_revision: 1,
    line_items: [{ ...sampleLineItem(sample), refunded_money: usd(0), refunded_quantity: 0, version: 1 }],
    pricing_amounts: {
      subtotal_money: usd(subtotal),
      discount_money: usd(0),
      charge_money: usd(0),
      tax_money: usd(0),
      requested_tip_money: usd(tip),
      total_money: usd(total),
    },
    settlement_amounts: {
      paid_money: usd(settlement.paid),
      refunded_money: usd(settlement.refunded),
      net_collected_money: usd(settlement.paid - settlement.refunded),
      outstanding_money: usd(outstanding),
      balance_money: usd(outstanding),
      credit_money: usd(0),
      settled_tip_money: usd(settlement.paid === total ? tip : 0),
    },
    ...(settlement.authorized === 0
      ? {}
      : {
          authorization_amounts: {
            authorized_money: usd(settlement.authorized),
            capturable_money: usd(settlement.authorized),
            expires_at: plusMs(now, 7 * dayMs),
          },
        }),
    tax: { enabled: false, mode: 'automatic', status: 'not_required', taxability_reason: 'tax_disabled' },
    buyer_actions: [],
    payment_intent_ids: [newId('pi')],
    refund_ids: settlement.refunded === 0 ? [] : [newId('ref')],
    checkout_session_ids: [],
    created_at: now,
    updated_at: now,
  }
}

/** The short form of an order that its life-cycle events carry. Source: contract, flint-platform 18.2. */
export function sampleOrderSummary({ newId, now }: SampleContext, status: 'open' | 'closed'): SampleData {
  return {
    order_id: newId('ord'),
    order_number: '1001',
    customer_id: newId('cus'),
    status,
    payment_status: 'unpaid',
    refund_status: 'none',
    resource_updated_at: now,
  }
}

export function sampleOrderPayment(sample: SampleContext, settlement: SampleSettlement): SampleData {
  return {
    order_id: sample.newId('ord'),
    status: 'open',
    payment_status: paymentStatus(settlement),
    total_money: usd(total),
    paid_money: usd(settlement.paid),
    outstanding_money: usd(total - settlement.paid),
    order_payment_intent_ids: [sample.newId('pi')],
    line_items: [{ ...sampleLineItem(sample), categories: [], modifiers: [], selected_options: [] }],
  }
}

/** The older era's companion of `order.paid`, whose `status` says paid. */
export function sampleOrderPaymentSucceeded(sample: SampleContext): SampleData {
  const { order_line_item_id, name, quantity, unit_price_money } = sampleLineItem(sample)
  return {
    order_id: sample.newId('ord'),
    payment_intent_id: sample.newId('pi'),
    status: 'paid',
    payment_intent_status: 'succeeded',
    paid_money: usd(total),
    line_items: [{ order_line_item_id, name, quantity, unit_price_money, gross_money: usd(subtotal) }],
  }
}

export type SampleIntentStatus =
  'succeeded' | 'requires_payment_method' | 'processing' | 'requires_action' | 'requires_capture' | 'canceled'

/** A whole payment intent in one status. Source: contract, flint-commerce 6.1. */
export function samplePaymentIntent(
  { newId, now, merchantId }: SampleContext,
  status: SampleIntentStatus,
): SampleData {
  const isHeld = status === 'requires_capture'
  const isTaken = status === 'succeeded'
  const card = { brand: 'visa', last4: status === 'requires_payment_method' ? '9995' : '4242' }
  return {
    payment_intent_id: newId('pi'),
    amount_money: usd(total),
    tip_money: usd(tip),
    status,
    capture_method: isHeld ? 'manual' : 'automatic',
    payment_options: ['card'],
    selected_payment_option: 'card',
    payment_source: { type: 'card', card },
    order_id: newId('ord'),
    customer_id: newId('cus'),
    merchant_id: merchantId,
    origin: 'api',
    payment_flow: 'api',
    ...(isHeld
      ? { authorized_money: usd(total), authorized_at: now, authorization_expires_at: plusMs(now, 7 * dayMs) }
      : {}),
    capturable_money: usd(isHeld ? total : 0),
    captured_money: usd(isTaken ? total : 0),
    ...(isTaken ? { captured_at: now } : {}),
    released_money: usd(0),
    refunded_money: usd(0),
    refund_status: 'none',
    settlement_status: 'none',
    dispute_status: 'none',
    last_payment_error:
      status === 'requires_payment_method'
        ? { code: 'insufficient_funds', message: 'The card has insufficient funds.', failed_at: now }
        : null,
    ...(status === 'canceled' ? { cancellation_reason: 'requested_by_customer' } : {}),
    risk: null,
    support_reference: 'SAMPLE',
    metadata: {},
    created_at: now,
    updated_at: now,
  }
}

export function sampleFulfillmentHold({ newId, now }: SampleContext): SampleData {
  return {
    payment_intent_id: newId('pi'),
    order_id: newId('ord'),
    fulfillment_hold: {
      status: 'active',
      reason: 'external_payment_hold',
      requested_at: now,
      updated_at: now,
      released_at: null,
      required_action: 'pause_fulfillment',
    },
  }
}

/** A whole refund of the sample purchase. Source: contract, flint-commerce 10.3. */
export function sampleRefund(
  { newId, now }: SampleContext,
  status: 'pending' | 'succeeded' | 'failed',
): SampleData {
  const failureReason = status === 'failed' ? 'declined' : null
  const intentId = newId('pi')
  const amounts = { amount_money: usd(total), refunded_tip_money: usd(tip) }
  return {
    refund_id: newId('ref'),
    ...amounts,
    status,
    reason: 'requested_by_customer',
    order_id: newId('ord'),
    payment_intent_id: intentId,
    customer_id: newId('cus'),
    return_id: null,
    return_resolution_id: null,
    refund_method: 'original_payment',
    failure_reason: failureReason,
    payment_refunds: [{ payment_intent_id: intentId, ...amounts, status, failure_reason: failureReason }],
    line_item_allocations: [],
    metadata: {},
    created_at: now,
    updated_at: now,
  }
}

export type SampleDisputeStatus =
  'needs_response' | 'under_review' | 'won' | 'lost' | 'prevented' | 'warning_closed'

/** A whole dispute in one status. Source: contract, flint-commerce 12. */
export function sampleDispute(
  { newId, now, merchantId }: SampleContext,
  status: SampleDisputeStatus,
): SampleData {
  const isOpen = status === 'needs_response'
  const hasEvidence = status !== 'needs_response' && status !== 'prevented'
  return {
    dispute_id: newId('du'),
    amount_money: usd(total),
    payment_intent_id: newId('pi'),
    order_id: newId('ord'),
    customer_id: newId('cus'),
    merchant_id: merchantId,
    payment_option: 'card',
    status,
    reason: 'product_not_received',
    case_type: status === 'warning_closed' ? 'inquiry' : 'chargeback',
    action_required: isOpen,
    evidence_due_at: isOpen ? plusMs(now, 7 * dayMs) : null,
    evidence_deadline_passed: false,
    evidence_response_allowed: isOpen,
    evidence_submission_count: hasEvidence ? 1 : 0,
    evidence_submission_past_due: false,
    has_evidence: hasEvidence,
    status_changed_at: now,
    metadata: {},
    created_at: now,
    updated_at: now,
  }
}

/** A whole customer. Source: contract, flint-commerce 13. */
export function sampleCustomer({ newId, now, merchantId }: SampleContext): SampleData {
  return {
    customer_id: newId('cus'),
    merchant_id: merchantId,
    version: 1,
    email: 'jamie.sample@example.com',
    name: 'Jamie Sample',
    is_verified: false,
    tax_exempt: false,
    metadata: {},
    created_at: now,
    updated_at: now,
  }
}

export function sampleCustomerDeletion(
  { newId, now }: SampleContext,
  status: 'pending_review' | 'completed' | 'rejected',
): SampleData {
  return {
    customer_deletion_request_id: newId('cdel'),
    customer_id: newId('cus'),
    status,
    retention_policy: 'retain_required_commerce_records',
    requested_at: now,
    resolved_at: status === 'pending_review' ? null : now,
  }
}

/** The short form of a session that its endings carry. Source: contract, flint-platform 18.2. */
export function sampleEndedSession(
  { newId, now }: SampleContext,
  ending: { status: 'closed' | 'expired' | 'invalidated'; reason: 'api' | 'expired' | 'order_mutated' },
): SampleData {
  return {
    checkout_session_id: newId('cs'),
    ...ending,
    resource_updated_at: now,
    order_id: newId('ord'),
    invoice_id: null,
    payment_link_id: null,
    expired_at: ending.status === 'expired' ? now : null,
    superseding_checkout_session_id: null,
  }
}

/** A whole paid session. Source: contract, flint-commerce 8.2. */
export function samplePaidSession({ newId, now }: SampleContext): SampleData {
  return {
    checkout_session_id: newId('cs'),
    status: 'paid',
    terminal_reason: 'payment_succeeded',
    surface: 'hosted',
    order_id: newId('ord'),
    customer_id: newId('cus'),
    origin: 'checkout',
    payment_intent_ids: [newId('pi')],
    expires_at: plusMs(now, dayMs),
    recovery_mode: 'none',
    delivery_method_ids: [],
    delivery_selection_required: false,
    problems: [],
    redirects: { success_redirect_url: 'https://shop.example/thanks' },
    metadata: {},
    created_at: now,
    updated_at: now,
  }
}

/** Source: contract, flint-platform 14. */
export function sampleCapability({ now }: SampleContext): SampleData {
  return {
    capability: 'accept_card_payments',
    domain: 'payments',
    status: 'ready',
    requirements: {
      currently_due_fields: [],
      past_due_fields: [],
      eventually_due_fields: [],
      pending_verification_fields: [],
      current_deadline_at: null,
      disabled_reason: null,
    },
    blocked_reasons: [],
    next_actions: [],
    observed_at: now,
  }
}

/** Source: contract, flint-platform 13.2 and 18.2. */
export function sampleReadiness({ newId, now, merchantId }: SampleContext): SampleData {
  const ready = { status: 'ready', status_reason: null, next_actions: [] }
  return {
    merchant_id: merchantId,
    merchant_environment_id: newId('menv'),
    business_name: 'Sample Shop',
    payments: ready,
    payouts: ready,
    requirements: {
      currently_due: [],
      past_due: [],
      eventually_due: [],
      pending_verification: [],
      disabled_reason: null,
    },
    observed_at: now,
  }
}
