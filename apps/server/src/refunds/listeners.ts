import type { Order } from '../orders/order.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { Refund } from './refund.ts'

/** A processor has said what becomes of a refund. `order` is null for one of a payment without an order. */
export type RefundChange = { before: Refund; after: Refund; order: Order | null }

/** Capabilities above refunds say here what they write when a refund moves on, in the same transaction. */
export type RefundListener = (ctx: Context, change: RefundChange) => Statement<void>[]

const listeners: RefundListener[] = []

export const onRefundChange = (listener: RefundListener) => {
  listeners.push(listener)
}

export const tellOfRefund = (ctx: Context, change: RefundChange): Statement<void>[] =>
  change.before.status === change.after.status ? [] : listeners.flatMap((listener) => listener(ctx, change))
