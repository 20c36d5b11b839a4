import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { expandPaths, expandShown } from '../../platform/http/expand.ts'
import { defineRoute } from '../../platform/http/route.ts'
import {
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
import { orderList } from '../queries.ts'
import { Order } from '../schemas.ts'
import { toOrder } from '../to-order.ts'
import { orderExpansions } from './get-order.ts'

export const listOrdersRoute = defineRoute({
  method: 'GET',
  path: '/v1/orders',
  operationId: 'listOrders',
  tag: 'Orders',
  summary: 'List orders, newest first',
  callers: ['merchant'],
  scope: 'commerce.orders.read',
  idempotency: 'none',
  query: body({
    customer_id: Type.Optional(Type.String()),
    status: Type.Optional(oneOf(['open', 'closed'])),
    payment_status: Type.Optional(Type.Array(oneOf(['unpaid', 'partially_paid', 'paid']))),
    refund_status: Type.Optional(Type.Array(oneOf(['none', 'partially_refunded', 'refunded']))),
    fulfillment_status: Type.Optional(
      Type.Array(
        oneOf(['not_fulfilled', 'partially_fulfilled', 'fulfilled', 'canceled', 'not_applicable', 'closed']),
      ),
    ),
    order_number: Type.Optional(Type.String({ pattern: '^\\d{1,15}$' })),
    external_reference_id: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    origin: Type.Optional(
      oneOf(['virtual_terminal', 'payment_link', 'checkout', 'api', 'subscription', 'flowlix']),
    ),
    subscription_id: Type.Optional(Type.String()),
    subscription_delivery_changed: Type.Optional(Type.Boolean()),
    return_id: Type.Optional(Type.String()),
    return_resolution_id: Type.Optional(Type.String()),
    ...textQuery,
    ...amountQuery,
    ...createdQuery,
    ...updatedQuery,
    ...sortQuery(['created_at', 'updated_at', 'outstanding_money', 'total']),
    ...expandQuery,
    ...pageQuery,
  }),
  status: 200,
  data: Order,
  isList: true,
  errors: [],
  run: async ({ ctx, query }) => {
    const expand = expandPaths(ctx, query.expand, orderExpansions)
    const page = await listPage(ctx, orderList(expand.has('payment_intents')), query)
    const shown = page.items.map((item) => toOrder(ctx, item, expand))
    return { shown: await expandShown(ctx, orderExpansions, expand, shown), page }
  },
  show: ({ shown, page }) => answer(200, shown, { next_page_token: page.nextPageToken }),
})
