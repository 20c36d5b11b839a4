import { Type } from 'typebox'
import { expandedCustomer } from '../../customers/index.ts'
import { expandedOrder } from '../../orders/expand-order.ts'
import { expandedIntent } from '../../payments/expand-intent.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { expandPaths, expandShown } from '../../platform/http/expand.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, expandQuery, id } from '../../platform/http/schema.ts'
import { findRefund } from '../queries.ts'
import { ExpandedRefund } from '../schemas.ts'
import { toRefund } from '../to-refund.ts'
import { refuseUnknownRefund } from '../update-refund.ts'

export const RefundParams = Type.Object({ refund_id: id('ref', 'The refund') })

/** What a refund can be expanded by. */
export const refundExpansions = {
  customer: expandedCustomer,
  order: expandedOrder,
  payment_intent: expandedIntent,
  'payment_refunds.payment_intent': expandedIntent,
}

export const getRefundRoute = defineRoute({
  method: 'GET',
  path: '/v1/refunds/{refund_id}',
  operationId: 'getRefund',
  tag: 'Refunds',
  summary: 'Read a refund',
  callers: ['merchant'],
  scope: 'commerce.refunds.read',
  idempotency: 'none',
  params: RefundParams,
  query: body(expandQuery),
  status: 200,
  data: ExpandedRefund,
  errors: [httpErrors.RESOURCE_NOT_FOUND, httpErrors.INVALID_EXPAND, httpErrors.EXPANSION_LIMIT_EXCEEDED],
  run: async ({ ctx, params, query }) => {
    const expand = expandPaths(ctx, query.expand, refundExpansions)
    const refund = await ctx.db.run(findRefund(ctx, params.refund_id))
    if (!refund) throw refuseUnknownRefund()
    const [shown] = await expandShown(ctx, refundExpansions, expand, [toRefund(refund)])
    return shown
  },
  show: (shown) => answer(200, shown),
})
