import { Type, type Static } from 'typebox'
import { CustomerSummary } from '../customers/index.ts'
import { Order } from '../orders/schemas.ts'
import { disputeStatuses } from '../payments/dispute-status.ts'
import type { DisputeStatus } from '../payments/payment.ts'
import { PaymentIntent } from '../payments/schemas.ts'
import { Metadata, Timestamp, TotalMoney, body, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { caseTypes, disputeReasons } from './dispute.ts'

/** Source: contract, flint-commerce 12 and flint-billing 8. */
export const DisputeStatusWord = oneOf(
  disputeStatuses.filter((status): status is DisputeStatus => status !== 'none'),
)

const disputeFields = {
  dispute_id: id('du', 'The dispute'),
  merchant_id: Type.String(),
  amount_money: TotalMoney,
  status: DisputeStatusWord,
  status_changed_at: Timestamp,
  reason: oneOf(disputeReasons),
  case_type: oneOf(caseTypes),
  payment_intent_id: id('pi', 'The payment'),
  order_id: nullable(Type.String()),
  customer_id: nullable(Type.String()),
  fraud_warning_id: nullable(Type.String()),
  payment_option: nullable(Type.String()),
  action_required: Type.Boolean({ description: 'It waits for the merchant.' }),
  evidence_due_at: nullable(Timestamp),
  evidence_deadline_passed: Type.Boolean(),
  evidence_response_allowed: Type.Boolean(),
  evidence_submission_count: Type.Integer({ minimum: 0 }),
  evidence_submission_past_due: Type.Boolean({ description: 'The deadline passed without any evidence.' }),
  has_evidence: Type.Boolean(),
  response_unavailable_reason: nullable(
    oneOf(['bank_return_not_contestable', 'provider_response_unavailable']),
  ),
  metadata: Metadata,
  version: Type.Integer({ minimum: 1 }),
  created_at: Timestamp,
  updated_at: Timestamp,
}

export const Dispute = named('Dispute', Type.Object(disputeFields))

/** As read with `expand`. */
export const ExpandedDispute = Type.Object({
  ...disputeFields,
  customer: Type.Optional(CustomerSummary),
  order: Type.Optional(Order),
  payment_intent: Type.Optional(PaymentIntent),
})

export const EvidenceBody = body({
  uncategorized_text: Type.String({
    minLength: 1,
    maxLength: 20_000,
    description:
      'In a sandbox `winning_evidence` wins, `losing_evidence` loses, `escalate_inquiry_evidence` turns an inquiry into a dispute. With any other text the bank does not decide before the deadline.',
  }),
})
export type EvidenceBody = Static<typeof EvidenceBody>
