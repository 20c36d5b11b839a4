import { Type } from 'typebox'
import { expandedCustomer } from '../../customers/index.ts'
import { expandedOrder } from '../../orders/expand-order.ts'
import { expandedIntent } from '../../payments/expand-intent.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { expandPaths, expandShown } from '../../platform/http/expand.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, expandQuery, id } from '../../platform/http/schema.ts'
import { refuseUnknownDispute } from '../change-dispute.ts'
import { disputeErrors } from '../errors.ts'
import { findDispute } from '../queries.ts'
import { ExpandedDispute } from '../schemas.ts'
import { toDispute } from '../to-dispute.ts'

export const DisputeParams = Type.Object({ dispute_id: id('du', 'The dispute') })

/** What a dispute can be expanded by. Source: contract, flint-billing 1.5. */
export const disputeExpansions = {
  customer: expandedCustomer,
  order: expandedOrder,
  payment_intent: expandedIntent,
}

export const getDisputeRoute = defineRoute({
  method: 'GET',
  path: '/v1/disputes/{dispute_id}',
  operationId: 'getDispute',
  tag: 'Disputes',
  summary: 'Read a dispute',
  callers: ['merchant'],
  scope: 'payments.disputes.read',
  idempotency: 'none',
  params: DisputeParams,
  query: body(expandQuery),
  status: 200,
  data: ExpandedDispute,
  errors: [disputeErrors.DISPUTE_NOT_FOUND, httpErrors.INVALID_EXPAND, httpErrors.EXPANSION_LIMIT_EXCEEDED],
  run: async ({ ctx, params, query }) => {
    const expand = expandPaths(ctx, query.expand, disputeExpansions)
    const dispute = await ctx.db.run(findDispute(ctx, params.dispute_id))
    if (!dispute) throw refuseUnknownDispute()
    const [shown] = await expandShown(ctx, disputeExpansions, expand, [toDispute(dispute, ctx.now)])
    return shown
  },
  show: (shown) => answer(200, shown),
})
