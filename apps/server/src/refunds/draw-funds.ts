import { addMoney } from '@flint/money'
import type { Minor } from '@flint/money'
import { isDisputed } from '../payments/dispute-status.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import type { RefundRefusal, RefundTargets } from './refund-allocation.ts'
import { type LegShare, refundableOf } from './split-over-legs.ts'

export type Funds = { goods: Minor; tip: Minor }

export const sumOfFunds = (intents: readonly PaymentIntent[]): Funds => {
  const funds = intents.map(refundableOf)
  return { goods: addMoney(...funds.map((one) => one.goods)), tip: addMoney(...funds.map((one) => one.tip)) }
}

/** The payments that may give money back: the ones that were named, or all that succeeded and are not disputed. */
export function legsOf(
  intents: readonly PaymentIntent[],
  { paymentIntentId, tenders }: Pick<RefundTargets, 'paymentIntentId' | 'tenders'>,
): PaymentIntent[] | RefundRefusal {
  if (paymentIntentId === null && tenders.length === 0)
    return intents.filter((intent) => intent.status === 'succeeded')
  const named = [
    ...(paymentIntentId === null ? [] : [{ id: paymentIntentId, param: 'payment_intent_id' }]),
    ...tenders.map((tender, at) => ({
      id: tender.paymentIntentId,
      param: `tender_allocations[${at}].payment_intent_id`,
    })),
  ]
  const legs: PaymentIntent[] = []
  for (const { id, param } of named) {
    const intent = intents.find((one) => one.paymentIntentId === id)
    if (!intent) return { refusal: 'PAYMENT_INTENT_ORDER_MISMATCH', param }
    if (intent.status !== 'succeeded') return { refusal: 'PAYMENT_INTENT_NOT_REFUNDABLE', param }
    if (isDisputed(intent)) return { refusal: 'PAYMENT_INTENT_DISPUTED', param }
    if (legs.includes(intent))
      return {
        refusal: 'INVALID_REQUEST',
        param,
        message: `"${param}" names a payment that was named before.`,
      }
    legs.push(intent)
  }
  return legs
}

/** What they hold in all, leaving out disputed ones; or why there is nothing. */
export function fundsOf(
  legs: readonly PaymentIntent[],
): { legs: PaymentIntent[]; funds: Funds } | RefundRefusal {
  if (legs.every((leg) => leg.captured === 0)) return { refusal: 'NO_PAYMENTS_FOR_ORDER', param: null }
  const free = legs.filter((leg) => !isDisputed(leg))
  const funds = sumOfFunds(free)
  if (funds.goods + funds.tip > 0) return { legs: free, funds }
  const all = sumOfFunds(legs)
  return all.goods + all.tip > 0
    ? { refusal: 'PAYMENT_INTENT_DISPUTED', param: null }
    : { refusal: 'NOTHING_TO_REFUND', param: null, refundable: 0 }
}

/**
 * What the caller takes from each payment: of each the goods before the tip, or the goods only.
 *
 * @param legs The payments that were named, in the same order.
 */
export function drawTenders(
  legs: readonly PaymentIntent[],
  tenders: RefundTargets['tenders'],
  isGoodsOnly: boolean,
): { legs: LegShare[] } | RefundRefusal {
  const shares: LegShare[] = []
  for (const [at, { amount }] of tenders.entries()) {
    const leg = legs[at]!
    const { goods, tip } = refundableOf(leg)
    const most = isGoodsOnly ? goods : goods + tip
    if (amount.amount > most)
      return {
        refusal: 'AMOUNT_EXCEEDS_REFUNDABLE',
        param: `tender_allocations[${at}].amount_money`,
        refundable: most,
        submitted: amount.amount,
      }
    shares.push({
      paymentIntentId: leg.paymentIntentId,
      amount: amount.amount,
      tip: Math.max(0, amount.amount - goods),
    })
  }
  return { legs: shares }
}
