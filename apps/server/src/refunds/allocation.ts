import { addMoney } from '@flint/money'
import type { Minor } from '@flint/money'
import type { Order } from '../orders/order.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { allocateRest, allocateTargets } from './allocate-targets.ts'
import { type Funds, drawTenders, fundsOf, legsOf, sumOfFunds } from './draw-funds.ts'
import { foreignCurrencyOf } from './foreign-currency.ts'
import { isRefusal } from './refund-allocation.ts'
import type { RefundAllocation, RefundRefusal, RefundTargets } from './refund-allocation.ts'
import { type LegShare, splitOverLegs } from './split-over-legs.ts'

/**
 * Decides a refund of an order: what is given back and from which payments, or why not.
 *
 * - By amount: goods and fees first, the tip last. Lines and charges are not marked as refunded, because
 *   nobody said which ones.
 * - By lines, charges and flat taxes: they are marked. They draw on goods and fees only, never on the tip; where
 *   refunds by amount have already taken too much of those, the answer is AMOUNT_EXCEEDS_REFUNDABLE.
 * - Everything that is left, tip included. Lines, charges and flat taxes are marked when what is left of them is
 *   exactly the money that is left, which is so unless refunds by amount came before.
 *
 * The money comes from the newest payment first, or as tenders say. Disputed payments give nothing: they are passed
 * over, and refused where only they could give.
 *
 * @param order   A priced order; pending refunds are already counted on it.
 * @param intents All payments of the order. Only succeeded ones give money back.
 * @param targets Amounts from one minor unit up, quantities from one up.
 * Source: contract, flint-commerce 10.2, 10.5 and 12.
 */
export function allocateRefund(
  order: Order,
  intents: readonly PaymentIntent[],
  targets: RefundTargets,
): RefundAllocation | RefundRefusal {
  const misfit = foreignCurrencyOf(targets, order.currency)
  if (misfit) return misfit
  const legs = legsOf(intents, targets)
  if (isRefusal(legs)) return legs
  const found = fundsOf(legs)
  if (isRefusal(found)) return found
  const isNamed = targets.lines.length + targets.charges.length + targets.flats.length > 0
  return isNamed ? allocateNamed(order, found, targets) : allocateAmount(order, intents, found, targets)
}

type Source = { legs: readonly PaymentIntent[]; funds: Funds }

/** Decides a refund of a payment that belongs to no order. Source: contract, flint-commerce 10.1. */
export function allocateIntentRefund(
  intent: PaymentIntent,
  targets: RefundTargets,
): RefundAllocation | RefundRefusal {
  const misfit = foreignCurrencyOf(targets, intent.currency)
  if (misfit) return misfit
  const { paymentIntentId } = intent
  const legs = legsOf([intent], targets.tenders.length > 0 ? targets : { paymentIntentId, tenders: [] })
  if (isRefusal(legs)) return legs
  const found = fundsOf(legs)
  if (isRefusal(found)) return found
  const drawn = drawFunds(found, targets)
  if (isRefusal(drawn)) return drawn
  const { goods, tip } = drawn
  return {
    amount: goods + tip,
    currency: intent.currency,
    tip,
    lines: [],
    charges: [],
    flats: [],
    untargeted: goods,
    legs: drawn.legs,
    tips: [],
  }
}

function allocateAmount(
  order: Order,
  intents: readonly PaymentIntent[],
  source: Source,
  targets: RefundTargets,
): RefundAllocation | RefundRefusal {
  const drawn = drawFunds(source, targets)
  if (isRefusal(drawn)) return drawn
  const { goods, tip, legs } = drawn
  const amount = goods + tip
  const all = sumOfFunds(intents)
  const rest = amount === all.goods + all.tip ? restOfExactly(order, goods) : null
  return {
    amount,
    currency: order.currency,
    tip,
    lines: rest?.lines ?? [],
    charges: rest?.charges ?? [],
    flats: rest?.flats ?? [],
    untargeted: goods - (rest ? sumOf(rest) : 0),
    legs,
    tips: tipsOf(order, tip),
  }
}

function allocateNamed(
  order: Order,
  source: Source,
  targets: RefundTargets,
): RefundAllocation | RefundRefusal {
  const named = allocateTargets(order, targets)
  if (isRefusal(named)) return named
  const sum = sumOf(named)
  const asked = targets.amount?.amount ?? sum
  const flats = addMoney(...named.flats.map((flat) => flat.amount))
  if (flats > asked)
    return {
      refusal: 'TAX_BREAKDOWN_TARGETS_EXCEED_REFUND_AMOUNT',
      param: 'amount_money',
      refundable: flats,
      submitted: asked,
    }
  // Flat taxes can be a part of an amount; lines and charges are all that they come to.
  const mayBeMore = targets.lines.length + targets.charges.length === 0
  const amount = mayBeMore ? asked : sum
  if (amount === 0) return { refusal: 'NOTHING_TO_REFUND', param: null, refundable: 0 }
  if (asked > amount) return exceeds(amount, asked)
  if (asked < amount) {
    const message = 'amount_money is less than the named line items and charges come to.'
    return { refusal: 'INVALID_REQUEST', param: 'amount_money', refundable: amount, message }
  }
  if (amount > source.funds.goods) return exceeds(source.funds.goods, amount)
  const drawn =
    targets.tenders.length > 0
      ? drawAsTold(source, targets.tenders, amount, true)
      : { legs: splitOverLegs(source.legs, amount, 0) }
  if (isRefusal(drawn)) return drawn
  const { currency } = order
  return { amount, currency, tip: 0, ...named, untargeted: amount - sum, legs: drawn.legs, tips: [] }
}

type Drawn = Funds & { legs: LegShare[] }

const drawFunds = (source: Source, { amount, tenders }: RefundTargets): Drawn | RefundRefusal =>
  tenders.length > 0
    ? drawAsTold(source, tenders, amount?.amount ?? null, false)
    : drawAmount(source, amount?.amount ?? null)

/** An amount, or everything: goods and fees before the tip, the newest payment first. */
function drawAmount({ legs, funds }: Source, asked: Minor | null): Drawn | RefundRefusal {
  const refundable = funds.goods + funds.tip
  const amount = asked ?? refundable
  if (amount > refundable) return exceeds(refundable, amount)
  const goods = Math.min(amount, funds.goods)
  const tip = amount - goods
  return { goods, tip, legs: splitOverLegs(legs, goods, tip) }
}

/** As the tenders say, which must come to the amount where there is one. */
function drawAsTold(
  { legs }: Source,
  tenders: RefundTargets['tenders'],
  amount: Minor | null,
  isGoodsOnly: boolean,
): Drawn | RefundRefusal {
  const sum = addMoney(...tenders.map((tender) => tender.amount.amount))
  if (amount !== null && amount !== sum)
    return {
      refusal: 'INVALID_REQUEST',
      param: 'tender_allocations',
      refundable: amount,
      submitted: sum,
      message: 'tender_allocations do not come to the amount of the refund.',
    }
  const drawn = drawTenders(legs, tenders, isGoodsOnly)
  if (isRefusal(drawn)) return drawn
  const tip = addMoney(...drawn.legs.map((leg) => leg.tip))
  return { goods: sum - tip, tip, legs: drawn.legs }
}

const exceeds = (refundable: Minor, submitted: Minor): RefundRefusal => ({
  refusal: 'AMOUNT_EXCEEDS_REFUNDABLE',
  param: 'amount_money',
  refundable,
  submitted,
})

/** Every line, charge and flat tax with what is left of it, if that comes to exactly this money. */
function restOfExactly(order: Order, goods: Minor): ReturnType<typeof allocateRest> | null {
  const rest = allocateRest(order)
  return sumOf(rest) === goods ? rest : null
}

const sumOf = ({ lines, charges, flats }: Pick<RefundAllocation, 'lines' | 'charges' | 'flats'>): Minor =>
  addMoney(
    ...lines.map((line) => line.refunded),
    ...charges.map((charge) => charge.amount),
    ...flats.map((flat) => flat.amount),
  )

function tipsOf(order: Order, tip: Minor): { tipId: string; amount: Minor }[] {
  let toTake = tip
  const parts = order.tips.map((one) => {
    const amount = Math.min(toTake, Math.max(0, one.settledAmount - one.refundedAmount))
    toTake -= amount
    return { tipId: one.tipId, amount }
  })
  return parts.filter((part) => part.amount > 0)
}
