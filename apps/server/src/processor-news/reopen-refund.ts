import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { lockRefund, saveRefund } from '../refunds/queries.ts'

/**
 * A refund that had succeeded may come back from the bank days later: what has succeeded is asked about once more.
 * Source: contract, flint-commerce 10.4, "late bounce".
 */
export const reopenRefund = (ctx: Context, refundId: string): Promise<void> =>
  transact(ctx, { refund: lockRefund(ctx, refundId) }, ({ refund }) => {
    const hasSucceeded = refund?.legs.some((leg) => leg.status === 'succeeded' && !leg.mayBounce)
    if (!refund || !hasSucceeded) return { result: undefined, writes: [] }
    const legs = refund.legs.map((leg) =>
      leg.status === 'succeeded' ? { ...leg, mayBounce: true as const } : leg,
    )
    const reopened = { ...refund, legs, version: refund.version + 1, updatedAt: ctx.now }
    return { result: undefined, writes: [saveRefund(reopened)] }
  })
