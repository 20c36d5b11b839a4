import type { Collected } from '../orders/collect.ts'
import type { Context } from '../platform/context.ts'
import type { FlowlixPayment } from './flowlix-payment.ts'
import { type NewPayment, paymentFor } from './new-payment.ts'
import { stateOf } from './payment-state.ts'

/** A direct payment as its order and its try leave it: what is stored, and what is shown. */
export const createdPayment = (
  ctx: Context,
  made: NewPayment,
  { order, intents }: Collected,
): FlowlixPayment => {
  const payment = paymentFor(ctx, made, order)
  const state = stateOf(order, intents, ctx.now)
  return {
    ...payment,
    ...state,
    enteredAt: { ...payment.enteredAt, [state.status]: order.updatedAt },
    updatedAt: order.updatedAt,
  }
}
