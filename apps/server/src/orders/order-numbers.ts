import type { Context } from '../platform/context.ts'

const firstNumber = 1001
const largestBlock = 64
const idleMs = 1000

type Block = { next: number; end: number; size: number; takenAtMs: number }

/**
 * Hands out order numbers. A counter row updated by every order would make all orders of a merchant wait for each
 * other's commit, so a process takes numbers in blocks: of one while orders are rare, so that nobody sees a gap,
 * doubling up to 64 while they are frequent. What is left of a block when the process ends is never used.
 * See docs/decisions/0006-order-numbers.md.
 */
export type OrderNumbers = {
  next(ctx: Context): Promise<number>
  /** One that no order has, after `next` gave one that an order has: the environment began to count anew meanwhile. */
  nextFree(ctx: Context): Promise<number>
  /** What is left of its block is not given any more. */
  forget(environmentId: string): void
}

export const orderNumbers = (): OrderNumbers => {
  const blocks = new Map<string, Block>()
  const waiting = new Map<string, Promise<Block>>()

  const take = async (ctx: Context, size: number): Promise<Block> => {
    const end = await ctx.db.run({
      name: 'take_order_numbers',
      text: `INSERT INTO counters (environment_id, name, next_value) VALUES ($1, 'order_number', ${firstNumber} + $2::bigint)
             ON CONFLICT (environment_id, name) DO UPDATE SET next_value = counters.next_value + $2::bigint
             RETURNING next_value`,
      values: [ctx.environmentId, size],
      read: (rows) => rows[0].next_value as number,
    })
    return { next: end - size, end, size, takenAtMs: ctx.systemClock.nowMs() }
  }

  const skipTaken = (ctx: Context): Promise<void> =>
    ctx.db.run({
      name: 'skip_taken_order_numbers',
      text: `UPDATE counters SET next_value = greatest(next_value,
               (SELECT coalesce(max(order_number) + 1, 0) FROM orders WHERE environment_id = $1))
             WHERE environment_id = $1 AND name = 'order_number'`,
      values: [ctx.environmentId],
      read: () => undefined,
    })

  const refill = (ctx: Context): Promise<Block> => {
    const running = waiting.get(ctx.environmentId)
    if (running) return running
    const last = blocks.get(ctx.environmentId)
    const isBusy = last !== undefined && ctx.systemClock.nowMs() - last.takenAtMs < idleMs
    const taken = take(ctx, isBusy ? Math.min(last.size * 2, largestBlock) : 1)
      .then((block) => {
        blocks.set(ctx.environmentId, block)
        return block
      })
      .finally(() => waiting.delete(ctx.environmentId))
    waiting.set(ctx.environmentId, taken)
    return taken
  }

  const next = async (ctx: Context): Promise<number> => {
    for (;;) {
      const block = blocks.get(ctx.environmentId)
      if (block && block.next < block.end) return block.next++
      await refill(ctx)
    }
  }

  return {
    next,
    nextFree: async (ctx) => {
      blocks.delete(ctx.environmentId)
      await skipTaken(ctx)
      return next(ctx)
    },
    forget: (environmentId) => void blocks.delete(environmentId),
  }
}
