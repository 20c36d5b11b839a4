import type { Minor } from '@flint/money'
import { capturedTipOf } from '../payments/captured-tip.ts'
import type { PaymentIntent } from '../payments/payment.ts'

export type LegShare = { paymentIntentId: string; amount: Minor; tip: Minor }

/** What a succeeded payment can still give back, goods and fees apart from the tip. */
export function refundableOf(intent: PaymentIntent): { goods: Minor; tip: Minor } {
  if (intent.status !== 'succeeded') return { goods: 0, tip: 0 }
  const tip = Math.max(0, capturedTipOf(intent) - intent.refundedTip)
  return { goods: Math.max(0, intent.captured - intent.refunded - tip), tip }
}

/**
 * Takes money from payments, newest first: goods and fees from every payment before the tip of any, so that
 * the tip goes last on the order as a whole.
 *
 * @throws Error when the payments do not hold that much: the caller must have checked.
 * Source: contract, flint-commerce 10.2.
 */
export function splitOverLegs(intents: readonly PaymentIntent[], goods: Minor, tip: Minor): LegShare[] {
  const newestFirst = intents.toSorted(byNewest)
  let goodsToTake = goods
  let tipToTake = tip
  const shares: LegShare[] = []
  for (const intent of newestFirst) {
    const refundable = refundableOf(intent)
    const goodsPart = Math.min(refundable.goods, goodsToTake)
    const tipPart = Math.min(refundable.tip, tipToTake)
    goodsToTake -= goodsPart
    tipToTake -= tipPart
    if (goodsPart + tipPart > 0) {
      shares.push({ paymentIntentId: intent.paymentIntentId, amount: goodsPart + tipPart, tip: tipPart })
    }
  }
  if (goodsToTake > 0 || tipToTake > 0)
    throw new Error('A refund was split over payments that do not hold it.')
  return shares
}

/** Ids are time-ordered, so they decide between payments captured in the same millisecond. */
const byNewest = (a: PaymentIntent, b: PaymentIntent): number =>
  compareText(b.capturedAt ?? '', a.capturedAt ?? '') || compareText(b.paymentIntentId, a.paymentIntentId)

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
