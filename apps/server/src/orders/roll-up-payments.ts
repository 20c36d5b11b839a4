import { formatMoney } from '@flint/money'
import type { OrderPaymentAttempt, OrderPaymentAttemptStatus, PaymentIntent } from '../payments/payment.ts'
import { capturedTipOf } from '../payments/captured-tip.ts'
import type { Recorded } from '../payments/record-answer.ts'
import type { Context } from '../platform/context.ts'
import type { EventInput } from '../platform/events/events.ts'
import type { ActivityNote } from './activities.ts'
import { orderPaid, orderPaymentEvent, orderPaymentSucceeded } from './events.ts'
import type { Order, OrderTip } from './order.ts'
import { settleRestOfTips } from './settle-rest-of-tips.ts'
import { outstandingOf } from './settlement.ts'
import { priced } from './new-order.ts'
import { discountShares } from './pricing.ts'

/**
 * What the results of one or several payments make of their order and of the attempt that ran them.
 * Pure: the order, all its intents with the results in them, and the attempt go in; the new ones come out.
 */
export type RolledUp = {
  order: Order
  attempt: OrderPaymentAttempt | null
  /** Payments whose share of the tip grows, although nothing was taken with them now. */
  retipped: PaymentIntent[]
  notes: ActivityNote[]
  events: EventInput[]
}

/** How a caller ends an attempt, whatever its legs say. */
export type EndedAs = 'canceled' | 'expired'

export const rollUpPayments = (
  ctx: Context,
  before: Order,
  intents: readonly PaymentIntent[],
  attempt: OrderPaymentAttempt | null,
  recorded: readonly Recorded[],
  endedAs?: EndedAs,
): RolledUp => {
  const taken = recorded.filter(({ before: was, intent }) => intent.captured > was.captured)
  const paid = taken.reduce((sum, { before: was, intent }) => sum + intent.captured - was.captured, 0)
  const newAttempt = attempt ? { ...attempt, ...attemptOutcome(ctx, attempt, intents, endedAs) } : null
  const tips = taken.reduce((all, { intent }) => settleTips(ctx, all, intent), before.tips)

  const settled = priced({
    ...before,
    lines: paid > 0 ? before.lines.map((line) => ({ ...line, isCollected: true })) : before.lines,
    tips,
    settlement: {
      ...before.settlement,
      paid: before.settlement.paid + paid,
      settledTip:
        before.settlement.settledTip + taken.reduce((sum, { intent }) => sum + capturedTipOf(intent), 0),
    },
    authorization: authorizationOf(intents),
    // A leg that no attempt runs says nothing about the attempt that does.
    activeAttemptId: newAttempt
      ? isEnded(newAttempt.status)
        ? null
        : newAttempt.attemptId
      : before.activeAttemptId,
    paymentIntentIds: [
      ...new Set([...before.paymentIntentIds, ...intents.map((intent) => intent.paymentIntentId)]),
    ],
    revision: before.revision + 1,
    updatedAt: ctx.now,
  })
  const isPaidNow = paid > 0 && outstandingOf(settled) === 0
  const rest = isPaidNow ? settleRestOfTips(ctx, settled, intents) : { order: settled, intents: [] }
  const order = isPaidNow ? redeemDiscounts(rest.order) : settled
  return {
    order,
    attempt: newAttempt,
    retipped: rest.intents,
    notes: recorded.flatMap(noteOf),
    events: eventsOf(order, recorded, taken),
  }
}

const settleTips = (ctx: Context, tips: OrderTip[], intent: PaymentIntent): OrderTip[] => {
  let left = capturedTipOf(intent)
  if (left === 0) return tips
  return tips.map((tip) => {
    if (tip.status !== 'requested' || left === 0) return tip
    const part = Math.min(left, tip.effective - tip.settledAmount)
    left -= part
    const settledAmount = tip.settledAmount + part
    return {
      ...tip,
      settledAmount,
      status: settledAmount === tip.effective ? ('settled' as const) : tip.status,
      allocations: [...tip.allocations, { paymentIntentId: intent.paymentIntentId, amount: part }],
      updatedAt: ctx.now,
    }
  })
}

/** A paid order's discounts are used, and what they took stays where it came off. Source: contract, flint-commerce 4.3. */
export const redeemDiscounts = (order: Order): Order => {
  if (!order.discounts.some((discount) => discount.status === 'pending')) return order
  const shares = discountShares(order)
  return {
    ...order,
    discounts: order.discounts.map((discount) => {
      if (discount.status !== 'pending') return discount
      if (discount.declined) return { ...discount, status: 'canceled' as const }
      return { ...discount, status: 'redeemed' as const, shares: shares.get(discount.discountId) ?? {} }
    }),
  }
}

const authorizationOf = (intents: readonly PaymentIntent[]): Order['authorization'] => {
  const holds = intents.filter((intent) => intent.status === 'requires_capture')
  if (holds.length === 0) return null
  const authorized = holds.reduce((sum, intent) => sum + intent.authorized, 0)
  const expiresAt = holds.map((intent) => intent.authorizationExpiresAt!).sort()[0]!
  return { authorized, capturable: authorized, expiresAt }
}

const ended: ReadonlySet<OrderPaymentAttemptStatus> = new Set([
  'succeeded',
  'failed',
  'canceled',
  'expired',
  'partially_succeeded',
])
export const isEnded = (status: OrderPaymentAttemptStatus): boolean => ended.has(status)

/** An attempt's status follows from its legs. Source: contract, flint-commerce 5.3. */
const attemptOutcome = (
  ctx: Context,
  attempt: OrderPaymentAttempt,
  intents: readonly PaymentIntent[],
  endedAs?: EndedAs,
) => {
  const legs = intents.filter((intent) => attempt.paymentIntentIds.includes(intent.paymentIntentId))
  const status = endedAs ?? attemptStatusOf(legs)
  const error = legs.find((leg) => leg.lastError)?.lastError ?? null
  const hasFailed = status === 'failed' || status === 'partially_succeeded'
  const ending = endedAs ? endingsByCaller[endedAs] : hasFailed ? error : endings[status]
  return {
    status,
    failureCode: ending?.code ?? null,
    failureMessage: ending?.message ?? null,
    completedAt: isEnded(status) ? ctx.now : null,
  }
}

type Ending = { code: string; message: string }
const endingsByCaller: Record<EndedAs, Ending> = {
  canceled: { code: 'payment_attempt_canceled', message: 'The attempt was canceled.' },
  expired: { code: 'payment_attempt_expired', message: 'The time to finish this payment ran out.' },
}

const endings: Partial<Record<OrderPaymentAttemptStatus, Ending>> = {
  expired: { code: 'payment_authorization_expired', message: 'The hold lapsed before it was captured.' },
  canceled: { code: 'payment_authorization_canceled', message: 'The payment was canceled.' },
}

const attemptStatusOf = (legs: readonly PaymentIntent[]): OrderPaymentAttemptStatus => {
  const are = (...statuses: PaymentIntent['status'][]) =>
    legs.filter((leg) => statuses.includes(leg.status)).length
  if (are('requires_action') > 0) return 'requires_action'
  if (are('processing') > 0) return 'processing'
  if (are('requires_capture') > 0) return 'requires_capture'
  if (are('succeeded') === legs.length) return 'succeeded'
  if (are('succeeded') > 0) return 'partially_succeeded'
  if (are('expired') > 0) return 'expired'
  if (are('canceled') === legs.length) return 'canceled'
  return 'failed'
}

const noteOf = ({ before, intent }: Recorded): ActivityNote[] => {
  const reference = { referenceType: 'payment_intent' as const, referenceId: intent.paymentIntentId }
  if (intent.captured > before.captured)
    return [
      {
        type: 'payment',
        description: `Payment of ${formatMoney(intent.captured, intent.currency)} received`,
        ...reference,
      },
    ]
  if (intent.status === 'requires_payment_method' && intent.lastError)
    return [
      { type: 'payment_failed', description: `Payment failed: ${intent.lastError.message}`, ...reference },
    ]
  return []
}

const eventsOf = (order: Order, recorded: readonly Recorded[], taken: readonly Recorded[]): EventInput[] => {
  const events = recorded.flatMap(({ before, intent, events: own }) => {
    const wasHeld = before.status === 'requires_capture'
    if (intent.captured > before.captured)
      return [
        ...own,
        ...(wasHeld ? [orderPaymentEvent('payment_captured', order, intent)] : []),
        orderPaymentSucceeded(order, intent),
      ]
    if (!wasHeld && intent.status === 'requires_capture')
      return [...own, orderPaymentEvent('payment_authorized', order, intent)]
    if (wasHeld && intent.status === 'canceled')
      return [...own, orderPaymentEvent('payment_authorization_canceled', order, intent)]
    if (wasHeld && intent.status === 'expired')
      return [...own, orderPaymentEvent('payment_authorization_expired', order, intent)]
    return own
  })
  return taken.length > 0 ? [...events, orderPaid(order)] : events
}
