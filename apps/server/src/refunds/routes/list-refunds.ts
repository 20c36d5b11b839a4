import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { expandPaths, expandShown } from '../../platform/http/expand.ts'
import { defineRoute } from '../../platform/http/route.ts'
import {
  ExternalReferenceId,
  amountQuery,
  body,
  createdQuery,
  expandQuery,
  oneOf,
  pageQuery,
  sortQuery,
  textQuery,
  updatedQuery,
} from '../../platform/http/schema.ts'
import { refundList } from '../queries.ts'
import { refundStatuses } from '../refund.ts'
import { ExpandedRefund, RefundMethodWord, RefundReasonWord } from '../schemas.ts'
import { toRefund } from '../to-refund.ts'
import { refundExpansions } from './get-refund.ts'

export const listRefundsRoute = defineRoute({
  method: 'GET',
  path: '/v1/refunds',
  operationId: 'listRefunds',
  tag: 'Refunds',
  summary: 'List refunds, newest first',
  callers: ['merchant'],
  scope: 'commerce.refunds.read',
  idempotency: 'none',
  query: body({
    order_id: Type.Optional(Type.String()),
    payment_intent_id: Type.Optional(
      Type.String({ description: 'Refunds that give back money of this payment.' }),
    ),
    customer_id: Type.Optional(Type.String()),
    status: Type.Optional(oneOf(refundStatuses, { 'x-flint-error': 'INVALID_REFUND_STATUS' })),
    reason: Type.Optional(Type.Array(RefundReasonWord)),
    refund_method: Type.Optional(RefundMethodWord),
    external_reference_id: Type.Optional(ExternalReferenceId),
    return_id: Type.Optional(Type.String()),
    return_resolution_id: Type.Optional(Type.String()),
    ...textQuery,
    ...amountQuery,
    ...createdQuery,
    ...updatedQuery,
    ...sortQuery(['created_at', 'updated_at', 'amount']),
    ...expandQuery,
    ...pageQuery,
  }),
  status: 200,
  data: ExpandedRefund,
  isList: true,
  errors: [httpErrors.INVALID_EXPAND, httpErrors.EXPANSION_LIMIT_EXCEEDED],
  run: async ({ ctx, query }) => {
    const expand = expandPaths(ctx, query.expand, refundExpansions)
    const page = await listPage(ctx, refundList, query)
    const shown = page.items.map(toRefund)
    return { shown: await expandShown(ctx, refundExpansions, expand, shown), page }
  },
  show: ({ shown, page }) => answer(200, shown, { next_page_token: page.nextPageToken }),
})
