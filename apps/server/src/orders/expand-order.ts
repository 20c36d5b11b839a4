import type { ExpandedKind } from '../platform/http/expand.ts'
import { findOrders } from './queries.ts'
import { toOrder } from './to-order.ts'

/** For `expand=order`. */
export const expandedOrder: ExpandedKind = {
  scope: 'commerce.orders.read',
  load: async (ctx, orderIds) =>
    new Map(
      (await ctx.db.run(findOrders(ctx, orderIds))).map((found) => [
        found.order.orderId,
        toOrder(ctx, found),
      ]),
    ),
}
