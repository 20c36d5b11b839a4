import { findOrder } from '../orders/queries.ts'
import type { Context } from '../platform/context.ts'
import { areDetailsKept } from './details-kept.ts'

/** Whose cards the buyer of a checkout may see and use: those of their order's customer. Null where it has none. */
export const customerOfBuyer = async (ctx: Context): Promise<string | null> => {
  if (ctx.caller.kind !== 'checkout_session' || ctx.caller.orderId === null || !areDetailsKept(ctx))
    return null
  const found = await ctx.db.run(findOrder(ctx, ctx.caller.orderId))
  return found?.order.customerId ?? null
}
