import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { disputeErrors } from '../errors.ts'
import { Dispute, EvidenceBody } from '../schemas.ts'
import { submitEvidence } from '../submit-evidence.ts'
import { toDispute } from '../to-dispute.ts'
import { DisputeParams } from './get-dispute.ts'

export const submitDisputeEvidenceRoute = defineRoute({
  method: 'POST',
  path: '/v1/disputes/{dispute_id}/evidence',
  operationId: 'submitDisputeEvidence',
  tag: 'Disputes',
  summary: 'Answer a dispute',
  description:
    'Sends evidence once, before `evidence_due_at`. The dispute goes under review. In live mode the bank decides; in a sandbox the text says how, a second later.',
  callers: ['merchant'],
  scope: 'payments.payment_intents.write',
  idempotency: 'optional',
  asksProcessor: true,
  isExtension: true,
  params: DisputeParams,
  body: EvidenceBody,
  status: 200,
  data: Dispute,
  errors: [disputeErrors.DISPUTE_NOT_FOUND, disputeErrors.INVALID_DISPUTE_REQUEST],
  run: ({ ctx, params, body }) => submitEvidence(ctx, params.dispute_id, body),
  show: (dispute, ctx) => answer(200, toDispute(dispute, ctx.now)),
})
