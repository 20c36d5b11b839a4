import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, oneOf, pageQuery } from '../../platform/http/schema.ts'
import { activityTypes, toActivity } from '../activities.ts'
import { orderErrors } from '../errors.ts'
import { activityList, findOrder } from '../queries.ts'
import { OrderActivity } from '../schemas.ts'
import { OrderParams } from './get-order.ts'

export const listOrderActivitiesRoute = defineRoute({
  method: 'GET',
  path: '/v1/orders/{order_id}/activities',
  operationId: 'listOrderActivities',
  tag: 'Orders',
  summary: "List an order's activities, newest first",
  callers: ['merchant'],
  scope: 'commerce.orders.read',
  idempotency: 'none',
  params: OrderParams,
  query: body({
    type: Type.Optional(Type.Array(oneOf(activityTypes))),
    sort_direction: Type.Optional(oneOf(['asc', 'desc'], { 'x-flint-error': 'INVALID_SORT_DIRECTION' })),
    ...pageQuery,
  }),
  status: 200,
  data: OrderActivity,
  isList: true,
  errors: [orderErrors.ORDER_NOT_FOUND],
  run: async ({ ctx, params, query }) => {
    const order = await ctx.db.run(findOrder(ctx, params.order_id))
    if (!order) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
    return listPage(ctx, activityList(params.order_id), { ...query, order_id: params.order_id })
  },
  show: (page) => answer(200, page.items.map(toActivity), { next_page_token: page.nextPageToken }),
})
