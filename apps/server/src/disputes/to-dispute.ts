import { money } from '../payments/to-payment-intent.ts'
import type { Instant } from '../platform/clock/clock.ts'
import type { Dispute } from './dispute.ts'
import { needsResponse } from './states.ts'

/** Null where no deadline was set. */
export const isPastDue = ({ evidenceDueAt }: Dispute, now: Instant): boolean =>
  evidenceDueAt !== null && evidenceDueAt < now

/** A bank's return of a debit cannot be contested; otherwise until the deadline, once. */
export const mayRespond = (dispute: Dispute, now: Instant): boolean =>
  needsResponse(dispute.status) && !isPastDue(dispute, now)

/**
 * The dispute in the contract's words; what depends on the time is as of `now`.
 * Source: contract, flint-commerce 12 and flint-billing 8.
 */
export const toDispute = (dispute: Dispute, now: Instant) => ({
  dispute_id: dispute.disputeId,
  merchant_id: dispute.merchantId,
  amount_money: money(dispute.amount, dispute.currency),
  status: dispute.status,
  status_changed_at: dispute.statusChangedAt,
  reason: dispute.reason,
  case_type: dispute.caseType,
  payment_intent_id: dispute.paymentIntentId,
  order_id: dispute.orderId,
  customer_id: dispute.customerId,
  fraud_warning_id: null,
  payment_option: dispute.paymentOption,
  action_required: mayRespond(dispute, now),
  evidence_due_at: dispute.evidenceDueAt,
  evidence_deadline_passed: isPastDue(dispute, now),
  evidence_response_allowed: mayRespond(dispute, now),
  evidence_submission_count: dispute.evidenceCount,
  evidence_submission_past_due: isPastDue(dispute, now) && dispute.evidenceCount === 0,
  has_evidence: dispute.evidenceCount > 0,
  response_unavailable_reason:
    dispute.caseType === 'bank_return' ? ('bank_return_not_contestable' as const) : null,
  metadata: dispute.metadata,
  version: dispute.version,
  created_at: dispute.createdAt,
  updated_at: dispute.updatedAt,
})
