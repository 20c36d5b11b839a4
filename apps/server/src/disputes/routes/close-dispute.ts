import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { closeDispute } from '../close-dispute.ts'
import { disputeErrors } from '../errors.ts'
import { Dispute } from '../schemas.ts'
import { toDispute } from '../to-dispute.ts'
import { DisputeParams } from './get-dispute.ts'

export const closeDisputeRoute = defineRoute({
  method: 'POST',
  path: '/v1/disputes/{dispute_id}/close',
  operationId: 'closeDispute',
  tag: 'Disputes',
  summary: 'Give in to a dispute',
  description: 'An open dispute is lost, an inquiry closed, without waiting for the deadline.',
  callers: ['merchant'],
  scope: 'payments.payment_intents.write',
  idempotency: 'optional',
  asksProcessor: true,
  isExtension: true,
  params: DisputeParams,
  status: 200,
  data: Dispute,
  errors: [disputeErrors.DISPUTE_NOT_FOUND, disputeErrors.INVALID_DISPUTE_REQUEST],
  run: ({ ctx, params }) => closeDispute(ctx, params.dispute_id),
  show: (dispute, ctx) => answer(200, toDispute(dispute, ctx.now)),
})
