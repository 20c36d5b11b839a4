import { dayMs, plusMs } from '../platform/clock/clock.ts'
import { type SampleContext, type SampleData, tip, total, usd } from './sample-context.ts'

const fee = 123

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
    invoice_id: null,
    customer_id: newId('cus'),
    merchant_id: merchantId,
    origin: 'api',
    payment_flow: 'api',
    ...(isHeld ? { authorized_money: usd(total) } : {}),
    authorized_at: isHeld ? now : null,
    authorization_expires_at: isHeld ? plusMs(now, 7 * dayMs) : null,
    capturable_money: usd(isHeld ? total : 0),
    captured_money: usd(isTaken ? total : 0),
    captured_at: isTaken ? now : null,
    released_money: usd(0),
    refunded_money: usd(0),
    refunded_tip_money: usd(0),
    refund_status: 'none',
    settlement_status: 'none',
    dispute_status: 'none',
    last_payment_error:
      status === 'requires_payment_method'
        ? { code: 'insufficient_funds', message: 'The card has insufficient funds.', failed_at: now }
        : null,
    current_payment_action: null,
    cancellation_reason: status === 'canceled' ? 'requested_by_customer' : null,
    processing_fee_money: isTaken ? usd(fee) : null,
    fulfillment_hold: null,
    merchant_net_money: isTaken ? usd(total - fee) : null,
    add_on_fees: [],
    risk: null,
    receipt_email: null,
    payment_return_url: null,
    support_reference: 'SAMPLE',
    transaction_purpose: null,
    external_reference_id: null,
    metadata: {},
    version: 1,
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
    reason_message: null,
    order_id: newId('ord'),
    payment_intent_id: intentId,
    customer_id: newId('cus'),
    invoice_id: null,
    credit_note_id: null,
    return_id: null,
    return_resolution_id: null,
    review_id: null,
    refund_method: 'original_payment',
    failure_reason: failureReason,
    payment_refunds: [{ payment_intent_id: intentId, ...amounts, status, failure_reason: failureReason }],
    line_item_allocations: [],
    charge_allocations: [],
    tender_allocations: [],
    tax_breakdown_refunds: [],
    idempotency_key: null,
    metadata: {},
    external_reference_id: null,
    version: 1,
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
