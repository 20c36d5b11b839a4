import { lockOrder } from '../orders/queries.ts'
import type { Order } from '../orders/order.ts'
import { lockIntentsOfOrder } from '../payments/queries.ts'
import { dayMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { inSteps } from '../platform/db/in-steps.ts'
import { transact } from '../platform/db/transact.ts'
import { beforeAnswer } from '../platform/idempotency/answer-later.ts'
import { refundOf } from '../refunds/create-refund.ts'
import { finishRefund } from '../refunds/finish-refund.ts'
import { findRefund, findRefundsOfOrder } from '../refunds/queries.ts'
import { type Refund, type RefundReason, refundReasons } from '../refunds/refund.ts'
import { refuseFlowlix } from './face/errors.ts'
import type { FlowlixPayment, Profile } from './flowlix-payment.ts'
import { type PaymentWithRefunds, findPayment, findPaymentWithRefunds } from './payment-queries.ts'
import { refundStatusOf } from './to-refund.ts'

export type RefundInput = {
  /** All that is left, where it is not said. */
  amount?: unknown
  reason?: string | null
  metadata?: Record<string, string>
}

export type RefundedPayment = PaymentWithRefunds & { refund: Refund }

/** Of form B. Source: contract, flowlix 9. */
const windowMs = 180 * dayMs

/**
 * Gives money back under the order's lock, which the other API's refunds take too: together they never give back more than
 * was taken. Form A answers once the processor has; the others at once, and the worker asks. Source: contract, flowlix 9, 17.3.
 */
export const refundPayment = async (
  ctx: Context,
  paymentId: string,
  profile: Profile,
  input: RefundInput,
): Promise<RefundedPayment> => {
  // Which order it stands for never changes, so it may be found out before the lock.
  const found = await ctx.db.run(findPayment(ctx, paymentId))
  if (!found) throw refuseFlowlix('resource_not_found')
  const { orderId } = found
  return inSteps(
    ctx,
    {
      order: lockOrder(ctx, orderId),
      intents: lockIntentsOfOrder(ctx, orderId),
      payment: findPayment(ctx, paymentId),
      earlier: findRefundsOfOrder(ctx, orderId),
    },
    ({ order, intents, payment, earlier }) => {
      const amount = amountOf(ctx, profile, { payment: payment!, order: order! }, input)
      const decision = refundOf(ctx, { order: order!, intents }, bodyOf(orderId, payment!, amount, input))
      const { result: refund } = decision
      return {
        ...decision,
        result: { payment: withRefund(ctx, payment!, order!, refund), refunds: [...earlier, refund], refund },
        ...(profile === 'a' ? { begun: refund.refundId } : {}),
      }
    },
    (refundId) => finish(ctx, paymentId, refundId),
  )
}

/** How much is asked for; null for all that is left. */
const amountOf = (
  ctx: Context,
  profile: Profile,
  { payment, order }: { payment: FlowlixPayment; order: Order },
  { amount }: RefundInput,
): number | null => {
  const left = order.settlement.paid - order.settlement.refunded
  if (payment.status === 'refunded' && profile !== 'c') throw refuseFlowlix('payment_already_refunded')
  if (payment.status !== 'succeeded' && payment.status !== 'refunded')
    throw refuseFlowlix('payment_not_refundable')
  if (profile === 'b' && plusMs(payment.createdAt, windowMs) <= ctx.now)
    throw refuseFlowlix('refund_window_expired')
  if (amount === undefined || amount === null) return null
  if (profile === 'a' && amount !== left)
    // A part is never silently made the whole. Source: contract, flowlix Q18.
    throw refuseFlowlix('parameter_invalid', {
      param: 'amount',
      message: `"amount" must be left out, or be all that is left to refund: ${left}.`,
    })
  if ((amount as number) > left) throw refuseFlowlix('refund_amount_exceeded')
  return amount as number
}

const bodyOf = (
  orderId: string,
  { currency }: FlowlixPayment,
  amount: number | null,
  { reason, metadata }: RefundInput,
) => ({
  order_id: orderId,
  ...(amount === null ? {} : { amount_money: { amount, currency } }),
  // Kept verbatim; the engine's list has a word of its own for it.
  ...(reason ? { reason: engineReasonOf(reason), reason_message: reason } : {}),
  ...(metadata ? { metadata } : {}),
})

const engineReasonOf = (reason: string): RefundReason =>
  refundReasons.find((one) => one === reason) ?? 'other'

/** As its row will be: the order's listener writes it in the same statement. */
const withRefund = (
  ctx: Context,
  payment: FlowlixPayment,
  order: Order,
  { amount }: Refund,
): FlowlixPayment => {
  const refunded = order.settlement.refunded + amount
  const isWhole = refunded >= order.settlement.paid
  return {
    ...payment,
    refunded,
    ...(isWhole
      ? { status: 'refunded' as const, enteredAt: { ...payment.enteredAt, refunded: ctx.now } }
      : {}),
    updatedAt: ctx.now,
  }
}

/** A refund that the processor has not answered yet counts as made; one that it has refused is refused. */
const finish = async (ctx: Context, paymentId: string, refundId: string): Promise<RefundedPayment> => {
  await finishRefund(beforeAnswer(ctx), refundId)
  return transact(
    ctx,
    { found: findPaymentWithRefunds(ctx, paymentId), refund: findRefund(ctx, refundId) },
    ({ found, refund }) => {
      if (refundStatusOf(refund!) === 'failed')
        throw refuseFlowlix('payment_not_refundable', {
          message: 'The processor refused the refund: the money stays where it is.',
        })
      return { result: { ...found!, refund: refund! }, writes: [] }
    },
  )
}
