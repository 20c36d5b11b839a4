import { formatMoney } from '@flint/money'
import { refundEntries } from '../ledger/entries.ts'
import { appendEntries } from '../ledger/queries.ts'
import { orderErrors } from '../orders/errors.ts'
import { orderUpdated } from '../orders/events.ts'
import type { Order } from '../orders/order.ts'
import { lockOrder } from '../orders/queries.ts'
import { paymentErrors } from '../payments/errors.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { expectProcessor } from '../payments/expect-takes-payments.ts'
import { findIntent, lockIntentsOfOrder, lockIntent } from '../payments/queries.ts'
import { plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { type Decision, transact } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { refuse } from '../platform/http/errors.ts'
import { checkMetadata } from '../platform/http/metadata.ts'
import { setTimer } from '../platform/jobs/timers.ts'
import { allocateIntentRefund, allocateRefund } from './allocation.ts'
import { applyRefund, applyRefundToIntents } from './apply-refund.ts'
import { checkRefundInput } from './check-refund-input.ts'
import { refundCreated } from './events.ts'
import { finishAfterMs, finishTimer } from './finish-timer.ts'
import { expectLeftOfAdjustments } from './kept-back.ts'
import { newRefund } from './new-refund.ts'
import { findRefundsOfOrder, insertRefund } from './queries.ts'
import { expectOneCurrency, targetsOf } from './read-targets.ts'
import { type Funds, recordMovement } from './record-movement.ts'
import type { Refund } from './refund.ts'
import { isRefusal } from './refund-allocation.ts'
import { refuseAllocation } from './refuse-allocation.ts'
import type { CreateRefundBody } from './schemas.ts'

/**
 * Gives money back, by order or by payment. It is decided under the lock of the order, or of a payment that has
 * none; the processor is asked later, by the worker, so that nothing is sent that was not first recorded.
 *
 * The ledger is posted here and not when the processor confirms: from now on the money is spoken for and counts
 * as refunded on order and payment, and the books must say the same at every moment. A failure is posted
 * as the opposite entry.
 *
 * Source: contract, flint-commerce 10.1, 10.2, 10.4.
 */
export const createRefund = async (ctx: Context, input: CreateRefundBody): Promise<Refund> => {
  const payment = checkRefundInput(ctx, input)
  checkMetadata(input.metadata ?? {})
  if (payment === null || input.order_id !== undefined) return refundOrder(ctx, input.order_id!, input)
  // Which row guards it never changes, so it may be found out before the lock.
  const intent = await ctx.db.run(findIntent(ctx, payment.id))
  if (!intent) throw refuse(paymentErrors.PAYMENT_INTENT_NOT_FOUND, { param: payment.param })
  return intent.orderId === null
    ? refundIntent(ctx, intent.paymentIntentId, input)
    : refundOrder(ctx, intent.orderId, input)
}

/**
 * Records money that was given back at the processor, as if it had been asked for here: it counts from now on, and is looked up
 * there but never sent. By one payment, of which `input` names the amount.
 *
 * @throws Refusal when more went back than the payment has left.
 */
export const recordRefundMadeThere = (
  ctx: Context,
  { paymentIntentId, orderId }: Pick<PaymentIntent, 'paymentIntentId' | 'orderId'>,
  input: CreateRefundBody,
  refundId: string,
): Promise<Refund> => {
  const asMade = (refund: Refund): Refund => ({
    ...refund,
    refundId,
    legs: refund.legs.map((leg) => ({ ...leg, sentAt: ctx.now, isMadeThere: true })),
  })
  return orderId === null
    ? refundIntent(ctx, paymentIntentId, input, asMade)
    : refundOrder(ctx, orderId, input, asMade)
}

const asAsked = (refund: Refund): Refund => refund

const refundOrder = (
  ctx: Context,
  orderId: string,
  input: CreateRefundBody,
  as = asAsked,
): Promise<Refund> => {
  const releases = (input.line_items ?? []).some((line) => line.adjustment_refunds)
  return transact(
    ctx,
    {
      order: lockOrder(ctx, orderId),
      intents: lockIntentsOfOrder(ctx, orderId),
      ...(releases ? { earlier: findRefundsOfOrder(ctx, orderId) } : {}),
    },
    ({ order, intents, earlier = [] }) => {
      if (!order) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
      if (releases) expectLeftOfAdjustments(earlier, input, order.currency)
      return refundOf(ctx, { order, intents }, input, as)
    },
  )
}

/** A refund of an order that is locked, with its payments, and everything that is written with it. */
export const refundOf = (
  ctx: Context,
  { order, intents }: { order: Order; intents: readonly PaymentIntent[] },
  input: CreateRefundBody,
  as = asAsked,
): Decision<Refund> => {
  expectProcessor(ctx)
  expectOneCurrency(input, order.currency)
  const targets = targetsOf(input)
  const allocation = allocateRefund(order, intents, targets)
  if (isRefusal(allocation)) throw refuseAllocation(allocation, targets, order.currency)
  const { orderId, customerId } = order
  const refund = as(newRefund(ctx, input, allocation, { orderId, customerId }))
  const applied = applyRefund(order, intents, allocation)
  const refunded = { ...applied.order, refundIds: [...order.refundIds, refund.refundId] }
  return created(ctx, refund, { order, intents }, { order: refunded, intents: applied.intents })
}

const refundIntent = (
  ctx: Context,
  paymentIntentId: string,
  input: CreateRefundBody,
  as = asAsked,
): Promise<Refund> =>
  transact(ctx, { intent: lockIntent(ctx, paymentIntentId) }, ({ intent }) => {
    if (!intent) throw refuse(paymentErrors.PAYMENT_INTENT_NOT_FOUND, { param: 'payment_intent_id' })
    expectProcessor(ctx)
    const targets = targetsOf(input)
    const allocation = allocateIntentRefund(intent, targets)
    if (isRefusal(allocation)) throw refuseAllocation(allocation, targets, intent.currency)
    const refund = as(newRefund(ctx, input, allocation, { orderId: null, customerId: intent.customerId }))
    const applied = applyRefundToIntents([intent], allocation)
    return created(ctx, refund, { order: null, intents: [intent] }, { order: null, intents: applied })
  })

const created = (ctx: Context, refund: Refund, before: Funds, after: Funds): Decision<Refund> => {
  const movement = recordMovement(ctx, before, after, {
    type: 'refund',
    description: `Refund of ${formatMoney(refund.amount, refund.currency)} created`,
    referenceType: 'refund',
    referenceId: refund.refundId,
  })
  const postings = refund.legs.map((leg) => {
    const intent = before.intents.find((one) => one.paymentIntentId === leg.paymentIntentId)!
    return refundEntries(intent, refund.refundId, leg.amount)
  })
  return {
    result: refund,
    writes: [
      insertRefund(refund),
      ...movement.writes,
      ...appendEntries(ctx, postings),
      ...recordEvents(ctx, [
        refundCreated(refund),
        ...(movement.order ? [orderUpdated(movement.order)] : []),
      ]),
      setTimer(ctx, finishTimer, refund.refundId, plusMs(ctx.now, finishAfterMs)),
    ],
    wake: ['events', 'timers'],
  }
}
