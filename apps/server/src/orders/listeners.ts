import type { PaymentIntent } from '../payments/payment.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { Order } from './order.ts'

/** What changed an order: a merchant's or buyer's edit, a payment, a refund, its closing. */
export type OrderChangeCause = 'edit' | 'payment' | 'refund' | 'close'

/** All payments of the order, before the change and with it. */
export type PaymentsOfChange = {
  before: readonly PaymentIntent[]
  after: readonly PaymentIntent[]
  /** The order is made by this very change: nothing that belongs to it is stored yet. */
  isOrderNew?: true
}

/**
 * Capabilities above orders (checkout sessions, links, invoices) say here what they write when an order changes,
 * in the same transaction. They are given the order before and after and may change its references to them.
 */
export type OrderListener = (
  ctx: Context,
  before: Order,
  after: Order,
  cause: OrderChangeCause,
  payments: PaymentsOfChange,
) => { order: Order; writes: Statement<void>[] }

const closers: OrderListener[] = []
const listeners: OrderListener[] = []

export const onOrderChange = (listener: OrderListener) => {
  listeners.push(listener)
}

/** For who may close the order because of the change: heard first, so that all others see an order that is closed. */
export const onOrderChangeFirst = (listener: OrderListener) => {
  closers.push(listener)
}

export const tellListeners = (
  ctx: Context,
  before: Order,
  after: Order,
  cause: OrderChangeCause,
  payments: PaymentsOfChange,
): { order: Order; writes: Statement<void>[] } => {
  let order = after
  const writes: Statement<void>[] = []
  for (const listener of [...closers, ...listeners]) {
    const told = listener(ctx, before, order, cause, payments)
    order = told.order
    writes.push(...told.writes)
  }
  return { order, writes }
}
