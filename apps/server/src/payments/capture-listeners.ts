import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { PaymentIntent } from './payment.ts'

/** Capabilities above payments (disputes) say here what they write when money was taken, in the same transaction. */
export type CaptureListener = (ctx: Context, taken: PaymentIntent) => Statement<void>[]

const listeners: CaptureListener[] = []

export const onCapture = (listener: CaptureListener) => {
  listeners.push(listener)
}

export const tellOfCapture = (ctx: Context, taken: PaymentIntent): Statement<void>[] =>
  listeners.flatMap((listener) => listener(ctx, taken))
