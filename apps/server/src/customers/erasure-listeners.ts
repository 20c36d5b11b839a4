import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'

/**
 * Capabilities above customers say here what else they hold of a person: contact details, receipt addresses, stored
 * answers. Their writes go into the transaction that erases the customer, in one statement with it.
 */
export type ErasureListener = (ctx: Context, customerId: string) => Statement<void>[]

const listeners: ErasureListener[] = []

export const onCustomerErased = (listener: ErasureListener) => {
  listeners.push(listener)
}

export const listenersErase = (ctx: Context, customerId: string): Statement<void>[] =>
  listeners.flatMap((listener) => listener(ctx, customerId))
