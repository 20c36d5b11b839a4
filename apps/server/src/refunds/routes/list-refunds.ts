import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import {
  ExternalReferenceId,
  amountQuery,
  body,
  createdQuery,
  oneOf,
  pageQuery,
  sortQuery,
  textQuery,
  updatedQuery,
} from '../../platform/http/schema.ts'
import { refundList } from '../queries.ts'
import { refundStatuses } from '../refund.ts'
import { Refund, RefundMethodWord, RefundReasonWord } from '../schemas.ts'
import { toRefund } from '../to-refund.ts'

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
    ...pageQuery,
  }),
  status: 200,
  data: Refund,
  isList: true,
  errors: [],
  run: ({ ctx, query }) => listPage(ctx, refundList, query),
  show: (page) => answer(200, page.items.map(toRefund), { next_page_token: page.nextPageToken }),
})
