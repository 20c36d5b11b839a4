import { attemptList } from '../../payments/queries.ts'
import { Attempt } from '../../payments/schemas.ts'
import { toAttempt } from '../../payments/to-payment-intent.ts'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, pageQuery } from '../../platform/http/schema.ts'
import { orderErrors } from '../errors.ts'
import { findOrder } from '../queries.ts'
import { OrderParams } from './get-order.ts'

export const listOrderPaymentAttemptsRoute = defineRoute({
  method: 'GET',
  path: '/v1/orders/{order_id}/payment-attempts',
  operationId: 'listOrderPaymentAttempts',
  tag: 'Orders',
  summary: "List an order's payment attempts, newest first",
  callers: ['merchant', 'checkout'],
  scope: 'commerce.orders.read',
  idempotency: 'none',
  params: OrderParams,
  query: body(pageQuery),
  status: 200,
  data: Attempt,
  isList: true,
  errors: [orderErrors.ORDER_NOT_FOUND],
  run: async ({ ctx, params, query }) => {
    const found = await ctx.db.run(findOrder(ctx, params.order_id))
    if (!found) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
    const page = await listPage(ctx, attemptList(params.order_id), { ...query, order_id: params.order_id })
    return { page, intents: found.intents }
  },
  show: ({ page, intents }, ctx) =>
    answer(
      200,
      page.items.map((attempt) => toAttempt(ctx, attempt, intents)),
      { next_page_token: page.nextPageToken },
    ),
})
