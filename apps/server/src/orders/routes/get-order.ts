import { Type } from 'typebox'
import { expandedCustomer } from '../../customers/index.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { expandPaths, expandShown } from '../../platform/http/expand.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, expandQuery, id } from '../../platform/http/schema.ts'
import { orderErrors } from '../errors.ts'
import { findOrder } from '../queries.ts'
import { Order } from '../schemas.ts'
import { toOrder } from '../to-order.ts'

export const OrderParams = Type.Object({ order_id: id('ord', 'The order') })

/** What an order can be expanded by. */
export const orderExpansions = {
  customer: expandedCustomer,
  payment_intents: 'payments.payment_intents.read',
  subscription: 'commerce.subscriptions.read',
  subscription_plan: 'commerce.subscription_plans.read',
}

export const getOrderRoute = defineRoute({
  method: 'GET',
  path: '/v1/orders/{order_id}',
  operationId: 'getOrder',
  tag: 'Orders',
  summary: 'Read an order',
  callers: ['merchant', 'checkout'],
  scope: 'commerce.orders.read',
  idempotency: 'none',
  params: OrderParams,
  query: body(expandQuery),
  status: 200,
  data: Order,
  errors: [orderErrors.ORDER_NOT_FOUND, httpErrors.INVALID_EXPAND, httpErrors.EXPANSION_LIMIT_EXCEEDED],
  run: async ({ ctx, params, query }) => {
    const expand = expandPaths(ctx, query.expand, orderExpansions)
    const found = await ctx.db.run(findOrder(ctx, params.order_id))
    if (!found) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
    const [shown] = await expandShown(ctx, orderExpansions, expand, [toOrder(ctx, found, expand)])
    return shown
  },
  show: (shown) => answer(200, shown),
})
