import { dayMs, plusMs } from '../platform/clock/clock.ts'
import { type SampleContext, type SampleData, tip, total, usd } from './sample-context.ts'

type SampleIntentStatus =
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

type SampleDisputeStatus = 'needs_response' | 'under_review' | 'won' | 'lost' | 'prevented' | 'warning_closed'

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
    case_type: status === 'warning_closed' ? 'inquiry' : status === 'prevented' ? 'resolution' : 'chargeback',
    fraud_warning_id: null,
    action_required: isOpen,
    evidence_due_at: isOpen ? plusMs(now, 14 * dayMs) : null,
    evidence_deadline_passed: false,
    evidence_response_allowed: isOpen,
    evidence_submission_count: hasEvidence ? 1 : 0,
    evidence_submission_past_due: false,
    has_evidence: hasEvidence,
    response_unavailable_reason: null,
    status_changed_at: now,
    metadata: {},
    version: 1,
    created_at: now,
    updated_at: now,
  }
}
