import type Stripe from 'stripe'
import type { Minor } from '@flint/money'
import type { DisputeStatus, PaymentIntent } from '../payments/payment.ts'
import { fromStripeAmount, fromStripeCurrency } from '../payments/processors/stripe/amounts.ts'
import type { Instant } from '../platform/clock/clock.ts'
import { type CaseType, type DisputeReason, caseTypes, disputeReasons } from './dispute.ts'

/** What Stripe says of a dispute, in our words. */
export type DisputeFacts = {
  reference: string
  status: DisputeStatus
  reason: DisputeReason
  caseType: CaseType
  /** Null where it is in another currency than the payment, or in no whole minor units. */
  amount: Minor | null
  evidenceDueAt: Instant | null
  evidenceCount: number
}

/** An appeal follows a decision against the merchant, whose money is still away. */
const statuses: Readonly<Record<string, DisputeStatus>> = {
  appeal_needs_response: 'lost',
  appeal_under_review: 'lost',
  lost: 'lost',
  needs_response: 'needs_response',
  prevented: 'prevented',
  under_review: 'under_review',
  warning_closed: 'warning_closed',
  warning_needs_response: 'warning_needs_response',
  warning_under_review: 'warning_under_review',
  won: 'won',
}

/** Source: docs.stripe.com/api/disputes/object. Null for a status that we have no word for. */
export const factsOf = (
  dispute: Stripe.Dispute,
  { currency }: Pick<PaymentIntent, 'currency'>,
): DisputeFacts | null => {
  const status = Object.hasOwn(statuses, dispute.status) ? statuses[dispute.status] : undefined
  if (!status) return null
  const { due_by: dueBy, submission_count: evidenceCount } = dispute.evidence_details
  return {
    reference: dispute.id,
    status,
    reason: disputeReasons.find((reason) => reason === dispute.reason) ?? 'other',
    caseType: caseTypeOf(dispute, status),
    amount:
      fromStripeCurrency(dispute.currency) === currency ? fromStripeAmount(dispute.amount, currency) : null,
    evidenceDueAt: dueBy === null ? null : new Date(dueBy * 1000).toISOString(),
    evidenceCount,
  }
}

const caseTypeOf = ({ payment_method_details: details }: Stripe.Dispute, status: DisputeStatus): CaseType =>
  caseTypes.find((one) => one === details?.card?.case_type) ??
  (status.startsWith('warning_') ? 'inquiry' : 'chargeback')
