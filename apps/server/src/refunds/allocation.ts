import { addMoney } from '@flint/money'
import type { Minor } from '@flint/money'
import type { Order } from '../orders/order.ts'
import { flatTaxOf } from '../orders/tax.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { allocateRest, allocateTargets } from './allocate-targets.ts'
import { isRefusal } from './refund-allocation.ts'
import type { RefundAllocation, RefundMoney, RefundRefusal, RefundTargets } from './refund-allocation.ts'
import { refundableOf, splitOverLegs } from './split-over-legs.ts'

/**
 * Decides a refund of an order: what is given back and from which payments, or why not.
 *
 * - By amount: goods and fees first, the tip last. Lines and charges are not marked as refunded, because
 *   nobody said which ones.
 * - By lines and charges: they are marked. They draw on goods and fees only, never on the tip; where refunds
 *   by amount have already taken too much of those, the answer is AMOUNT_EXCEEDS_REFUNDABLE.
 * - Everything that is left, tip included. Lines and charges are marked when what is left of them is
 *   exactly the money that is left, which is so unless refunds by amount came before.
 *
 * @param order   A priced order; pending refunds are already counted on it.
 * @param intents All payments of the order. Only succeeded ones give money back. Leave disputed ones out.
 * @param targets Amounts from one minor unit up, quantities from one up, `withheld` from zero up.
 * Source: contract, flint-commerce 10.2 and 10.5.
 */
export function allocateRefund(
  order: Order,
  intents: readonly PaymentIntent[],
  targets: RefundTargets,
): RefundAllocation | RefundRefusal {
  const misfit = foreignCurrencyOf(targets, order.currency)
  if (misfit) return misfit
  const legs = legsOf(intents, targets.paymentIntentId)
  if (isRefusal(legs)) return legs
  const funds = fundsOf(legs)
  if (isRefusal(funds)) return funds

  return targets.lines.length === 0 && targets.charges.length === 0
    ? allocateAmount(order, intents, legs, targets)
    : allocateNamed(order, legs, targets)
}

/** Decides a refund of a payment that belongs to no order. Source: contract, flint-commerce 10.1. */
export function allocateIntentRefund(
  intent: PaymentIntent,
  amount: RefundMoney | null,
): RefundAllocation | RefundRefusal {
  if (amount && amount.currency !== intent.currency)
    return { refusal: 'CURRENCY_MISMATCH', param: 'amount_money' }
  if (intent.status !== 'succeeded')
    return { refusal: 'PAYMENT_INTENT_NOT_REFUNDABLE', param: 'payment_intent_id' }
  const funds = fundsOf([intent])
  if (isRefusal(funds)) return funds
  const wanted = amount?.amount ?? funds.goods + funds.tip
  if (wanted > funds.goods + funds.tip) return exceeds(funds.goods + funds.tip, wanted)
  const goods = Math.min(wanted, funds.goods)
  const tip = wanted - goods
  return {
    amount: wanted,
    currency: intent.currency,
    tip,
    lines: [],
    charges: [],
    untargeted: goods,
    legs: splitOverLegs([intent], goods, tip),
    tips: [],
  }
}

function allocateAmount(
  order: Order,
  intents: readonly PaymentIntent[],
  legs: readonly PaymentIntent[],
  targets: RefundTargets,
): RefundAllocation | RefundRefusal {
  const funds = sumOfFunds(legs)
  const refundable = funds.goods + funds.tip
  const amount = targets.amount?.amount ?? refundable
  if (amount > refundable) return exceeds(refundable, amount)
  const goods = Math.min(amount, funds.goods)
  const tip = amount - goods

  const all = sumOfFunds(intents)
  const rest = amount === all.goods + all.tip ? restOfExactly(order, goods) : null
  return {
    amount,
    currency: order.currency,
    tip,
    lines: rest?.lines ?? [],
    charges: rest?.charges ?? [],
    untargeted: goods - (rest ? sumOf(rest) : 0),
    legs: splitOverLegs(legs, goods, tip),
    tips: tipsOf(order, tip),
  }
}

function allocateNamed(
  order: Order,
  legs: readonly PaymentIntent[],
  targets: RefundTargets,
): RefundAllocation | RefundRefusal {
  const named = allocateTargets(order, targets)
  if (isRefusal(named)) return named
  const amount = sumOf(named)
  if (amount === 0) return { refusal: 'NOTHING_TO_REFUND', param: null, refundable: 0 }
  if (targets.amount && targets.amount.amount > amount) return exceeds(amount, targets.amount.amount)
  if (targets.amount && targets.amount.amount < amount) {
    return { refusal: 'INVALID_REQUEST', param: 'amount_money', refundable: amount }
  }
  const { goods } = sumOfFunds(legs)
  if (amount > goods) return exceeds(goods, amount)
  const { currency } = order
  return { amount, currency, tip: 0, ...named, untargeted: 0, legs: splitOverLegs(legs, amount, 0), tips: [] }
}

const exceeds = (refundable: Minor, submitted: Minor): RefundRefusal => ({
  refusal: 'AMOUNT_EXCEEDS_REFUNDABLE',
  param: 'amount_money',
  refundable,
  submitted,
})

const foreignCurrencyAt = (param: string): RefundRefusal => ({ refusal: 'CURRENCY_MISMATCH', param })

function foreignCurrencyOf(targets: RefundTargets, currency: string): RefundRefusal | null {
  const isForeign = (money: RefundMoney | null): boolean => money !== null && money.currency !== currency
  if (isForeign(targets.amount)) return foreignCurrencyAt('amount_money')
  const line = targets.lines.findIndex((one) => isForeign(one.amount))
  if (line >= 0) return foreignCurrencyAt(`line_items[${line}].amount_money`)
  const charge = targets.charges.findIndex((one) => isForeign(one.amount))
  return charge >= 0 ? foreignCurrencyAt(`charges[${charge}].amount_money`) : null
}

function legsOf(intents: readonly PaymentIntent[], chosenId: string | null): PaymentIntent[] | RefundRefusal {
  if (chosenId === null) return intents.filter((intent) => intent.status === 'succeeded')
  const chosen = intents.find((intent) => intent.paymentIntentId === chosenId)
  if (!chosen) return { refusal: 'PAYMENT_INTENT_ORDER_MISMATCH', param: 'payment_intent_id' }
  if (chosen.status === 'succeeded') return [chosen]
  return { refusal: 'PAYMENT_INTENT_NOT_REFUNDABLE', param: 'payment_intent_id' }
}

function fundsOf(legs: readonly PaymentIntent[]): { goods: Minor; tip: Minor } | RefundRefusal {
  if (legs.every((leg) => leg.captured === 0)) return { refusal: 'NO_PAYMENTS_FOR_ORDER', param: null }
  const funds = sumOfFunds(legs)
  if (funds.goods + funds.tip === 0) return { refusal: 'NOTHING_TO_REFUND', param: null, refundable: 0 }
  return funds
}

function sumOfFunds(legs: readonly PaymentIntent[]): { goods: Minor; tip: Minor } {
  const funds = legs.map(refundableOf)
  return { goods: addMoney(...funds.map((one) => one.goods)), tip: addMoney(...funds.map((one) => one.tip)) }
}

/** Every line and charge with what is left of it, if that and the flat taxes come to exactly this money. */
function restOfExactly(order: Order, goods: Minor): ReturnType<typeof allocateRest> | null {
  const rest = allocateRest(order)
  return sumOf(rest) + flatTaxOf(order.tax) === goods ? rest : null
}

const sumOf = ({ lines, charges }: Pick<RefundAllocation, 'lines' | 'charges'>): Minor =>
  addMoney(...lines.map((line) => line.refunded), ...charges.map((charge) => charge.amount))

function tipsOf(order: Order, tip: Minor): { tipId: string; amount: Minor }[] {
  let toTake = tip
  const parts = order.tips.map((one) => {
    const amount = Math.min(toTake, Math.max(0, one.settledAmount - one.refundedAmount))
    toTake -= amount
    return { tipId: one.tipId, amount }
  })
  return parts.filter((part) => part.amount > 0)
}
