import type { Minor } from '@flint/money'
import { capturedTipOf } from '../payments/captured-tip.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import type { Context } from '../platform/context.ts'
import type { Order, OrderTip } from './order.ts'
import { outstandingOf } from './settlement.ts'

type Settled = { order: Order; intents: PaymentIntent[] }

/**
 * A discount after a part was paid can leave less to pay than the tip: what was taken for goods pays for the tip then.
 * Once nothing is left to pay, that part of the tip is settled with the payments that took the money, newest first.
 * Returns the payments that change. Source: contract, flint-commerce 4.5.
 */
export const settleRestOfTips = (
  ctx: Pick<Context, 'now'>,
  order: Order,
  intents: readonly PaymentIntent[],
): Settled => {
  const at = order.tips.findIndex((tip) => tip.status === 'requested' && tip.effective > tip.settledAmount)
  const tip = order.tips[at]
  if (!tip || order.settlement.paid === 0 || outstandingOf(order) > 0) return { order, intents: [] }
  const parts = partsOf(intents, tip.effective - tip.settledAmount)
  const moved = parts.reduce((sum, { part }) => sum + part, 0)
  if (moved === 0) return { order, intents: [] }
  return {
    order: {
      ...order,
      tips: order.tips.with(at, withParts(ctx, tip, parts)),
      settlement: { ...order.settlement, settledTip: order.settlement.settledTip + moved },
    },
    intents: parts.map(({ intent, part }) => ({
      ...intent,
      // What was not captured counts as tip before what was: only so is the part of what was captured as large as this.
      tip: intent.amount - intent.captured + capturedTipOf(intent) + part,
      version: intent.version + 1,
      updatedAt: ctx.now,
    })),
  }
}

type Part = { intent: PaymentIntent; part: Minor }

/** What each payment still has of money for goods, up to this amount in all. */
const partsOf = (intents: readonly PaymentIntent[], wanted: Minor): Part[] => {
  let left = wanted
  return intents
    .filter(({ status }) => status === 'succeeded')
    .toSorted((a, b) => (a.paymentIntentId < b.paymentIntentId ? 1 : -1))
    .flatMap((intent) => {
      const goods = intent.captured - intent.refunded - (capturedTipOf(intent) - intent.refundedTip)
      const part = Math.min(left, Math.max(0, goods))
      left -= part
      return part > 0 ? [{ intent, part }] : []
    })
}

const withParts = (ctx: Pick<Context, 'now'>, tip: OrderTip, parts: readonly Part[]): OrderTip => {
  const byPayment = new Map(tip.allocations.map(({ paymentIntentId, amount }) => [paymentIntentId, amount]))
  for (const { intent, part } of parts)
    byPayment.set(intent.paymentIntentId, (byPayment.get(intent.paymentIntentId) ?? 0) + part)
  const settledAmount = tip.settledAmount + parts.reduce((sum, { part }) => sum + part, 0)
  return {
    ...tip,
    settledAmount,
    status: settledAmount === tip.effective ? 'settled' : tip.status,
    allocations: [...byPayment].map(([paymentIntentId, amount]) => ({ paymentIntentId, amount })),
    updatedAt: ctx.now,
  }
}
