import type { PaymentIntent } from '../payments/payment.ts'
import type { Context } from '../platform/context.ts'
import type { Order } from './order.ts'
import { outstandingOf } from './settlement.ts'
import { tipShare } from './tip-shares.ts'

const unconfirmed: ReadonlySet<string> = new Set(['requires_payment_method', 'requires_confirmation'])

/**
 * Unconfirmed payments of an order follow its balance, tip included; one whose amount the caller fixed keeps it
 * unless it is more than what is left. Once nothing is left they are canceled: there is nothing to collect.
 * Returns those that change. Source: contract, flint-commerce 4.10 and 6.6.
 */
export const followOrder = (
  ctx: Context,
  order: Order,
  intents: readonly PaymentIntent[],
): PaymentIntent[] => {
  const outstanding = outstandingOf(order)
  const openTip = openTipOf(order)
  return intents.flatMap((intent) => {
    if (!unconfirmed.has(intent.status)) return []
    const revised = { version: intent.version + 1, updatedAt: ctx.now }
    if (outstanding === 0 || order.status === 'closed')
      return [{ ...intent, ...revised, status: 'canceled' as const, cancellationReason: 'payment_canceled' }]
    const amount = intent.isAmountFixed ? Math.min(intent.amount, outstanding) : outstanding
    const tip = tipShare(amount, { outstanding, tip: openTip })
    return amount === intent.amount && tip === intent.tip ? [] : [{ ...intent, ...revised, amount, tip }]
  })
}

/** The part of what is left to pay that is the requested tip. */
export const openTipOf = (order: Order): number =>
  order.tips
    .filter((tip) => tip.status === 'requested')
    .reduce((sum, tip) => sum + tip.effective - tip.settledAmount, 0)
