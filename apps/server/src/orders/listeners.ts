import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { Order } from './order.ts'

/** What changed an order: a merchant's or buyer's edit, a payment, a refund, its closing. */
export type OrderChangeCause = 'edit' | 'payment' | 'refund' | 'close'

/**
 * Capabilities above orders (checkout sessions, links, invoices) say here what they write when an order changes,
 * in the same transaction. They are given the order before and after and may change its references to them.
 */
export type OrderListener = (
  ctx: Context,
  before: Order,
  after: Order,
  cause: OrderChangeCause,
) => { order: Order; writes: Statement<void>[] }

const listeners: OrderListener[] = []

export const onOrderChange = (listener: OrderListener) => {
  listeners.push(listener)
}

export const tellListeners = (
  ctx: Context,
  before: Order,
  after: Order,
  cause: OrderChangeCause,
): { order: Order; writes: Statement<void>[] } => {
  let order = after
  const writes: Statement<void>[] = []
  for (const listener of listeners) {
    const told = listener(ctx, before, order, cause)
    order = told.order
    writes.push(...told.writes)
  }
  return { order, writes }
}
