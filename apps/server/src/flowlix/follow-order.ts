import { announceClosing, asClosed } from '../orders/close-order.ts'
import { orderErrors } from '../orders/errors.ts'
import { type OrderListener, onOrderChangeFirst } from '../orders/listeners.ts'
import type { FlowlixReference, Order } from '../orders/order.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { refuse } from '../platform/http/errors.ts'
import type { FlowlixStatus } from './flowlix-payment.ts'
import { changePaymentOfOrder } from './payment-queries.ts'
import { type PaymentState, closedReasons, stateOf } from './payment-state.ts'

/** A payment came into another status. `payment` is what its order knows of it: the row is not read. */
export type PaymentChange = {
  payment: FlowlixReference & { orderId: string }
  /** Null when the payment is made by this very change: its row is not stored yet. */
  from: FlowlixStatus | null
  to: FlowlixStatus
}

/** Says what is written when a payment changes, in the same transaction. Its row is written by it already. */
export type PaymentListener = (ctx: Context, change: PaymentChange) => Statement<void>[]

const listeners: PaymentListener[] = []

export const onPaymentChange = (listener: PaymentListener) => {
  listeners.push(listener)
}

export const tellOfPayment = (ctx: Context, change: PaymentChange): Statement<void>[] =>
  listeners.flatMap((listener) => listener(ctx, change))

/**
 * Keeps a payment in step with its order, whoever changed that: the processor's answer, the worker, the buyer, a refund by
 * either API. A payment is one try: an order whose try has failed for good is closed, so that nothing can pay it later.
 * Source: contract, flowlix 17.3.
 */
const followOrder: OrderListener = (ctx, before, after, cause, payments) => {
  const { flowlix } = after
  if (!flowlix) return { order: after, writes: [] }
  if (cause === 'edit') expectSamePrice(before, after)
  const state = stateOf(after, payments.after, ctx.now)
  const ending = endings.find((one) => one === state.status)
  const order = ending && after.status === 'open' ? asClosed(after, closedReasons[ending]) : after
  const closing = order === after ? [] : announceClosing(ctx, after, order)
  // What is made now is written whole by who makes it.
  if (payments.isOrderNew) return { order, writes: closing }
  return {
    order,
    writes: [...closing, ...follow(ctx, flowlix, stateOf(before, payments.before, ctx.now), state, after)],
  }
}

onOrderChangeFirst(followOrder)

const endings = ['failed', 'canceled', 'expired'] as const

const follow = (
  ctx: Context,
  flowlix: FlowlixReference,
  was: PaymentState,
  state: PaymentState,
  { orderId }: Order,
): Statement<void>[] => {
  if (JSON.stringify(was) === JSON.stringify(state)) return []
  const hasEntered = was.status !== state.status
  return [
    changePaymentOfOrder(ctx, flowlix.paymentId, state, isFirstTime(was, state) ? state.status : null),
    ...(hasEntered
      ? tellOfPayment(ctx, { payment: { ...flowlix, orderId }, from: was.status, to: state.status })
      : []),
  ]
}

/** A refund that failed after all leaves the payment as it was, with the time at which it succeeded. */
const isFirstTime = (was: PaymentState, { status }: PaymentState): boolean =>
  was.status !== status && !(was.status === 'refunded' && status === 'succeeded')

/** Its amount was told to whoever made the payment: another price would make that untrue. */
const expectSamePrice = (before: Order, after: Order) => {
  if (before.amounts.total === after.amounts.total) return
  throw refuse(orderErrors.ORDER_PAYMENT_ATTEMPT_ACTIVE, {
    message: 'The order stands for a Flowlix payment: its price was told to the payer and stays.',
    extra: { current_status: before.status, supported_actions: ['get_order', 'close_order'] },
  })
}
