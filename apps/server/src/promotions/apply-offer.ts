import { type Minor, addMoney, percentOf, splitAmount } from '@flint/money'
import { rewardsOf } from './buy-x-get-y.ts'
import { shippingOf, taxOf } from './calculation-basis.ts'
import type { AmountOff, Basket, Offer, PercentOff } from './offer.ts'
import { oncePerBasket } from './once-per-basket.ts'
import { areForAll, failureOf, linesMeant } from './rules.ts'

/**
 * What the offer takes off each target, in minor units, by position: in `basket.lines` for the classes order and
 * line_item, in `basket.charges` for service_charge. Percentages are half-up, splits go by what is left, largest
 * remainder, ties to the earlier target.
 *
 * @param left What earlier discounts left of each target, from zero up.
 * @returns For each target a part, `0 <= part <= left`. All zero when the basket is not eligible; dates and uses are
 *          for others to judge (`declineReasonOf`, `lockOffers`).
 * Source: contract, flint-commerce 4.7 and 15.1; rounding: 19 row 6.
 */
export function applyOffer(offer: Offer, basket: Basket, left: readonly Minor[]): Minor[] {
  if (!isEligible(offer, basket)) return left.map(() => 0)
  return withinMaximum(partsOf(offer, basket, left), offer.method.maxDiscount?.amount ?? null)
}

const isEligible = (offer: Offer, basket: Basket): boolean =>
  isCurrencyOf(offer, basket) && failureOf(offer.eligibility, basket) === null

/** Amounts in another currency than the basket's cannot be compared with it. */
export const isCurrencyOf = ({ method }: Offer, { currency }: Basket): boolean =>
  (method.maxDiscount === null || method.maxDiscount.currency === currency) &&
  (method.type !== 'amount_off' || method.currency === currency)

/** The amounts that an offer of this class is taken off, before any discount. */
export const targetsOf = ({ discountClass }: Offer, basket: Basket): Minor[] =>
  discountClass === 'service_charge'
    ? basket.charges.map((charge) => charge.amount)
    : basket.lines.map((line) => line.subtotal)

const partsOf = (offer: Offer, basket: Basket, left: readonly Minor[]): Minor[] => {
  const { method } = offer
  // A type that a later version has put on an order takes nothing rather than failing the order.
  if (method.type === 'buy_x_get_y')
    return offer.discountClass === 'service_charge' ? left.map(() => 0) : rewardsOf(method, basket, left)
  if (method.type !== 'percent_off' && method.type !== 'amount_off') return left.map(() => 0)
  const weights = weightsOf(offer, method, basket, left)
  return method.allocation === 'across'
    ? split(amountAcross(offer, method, basket, weights), weights)
    : weights.map((weight, position) => amountOfEach(offer, method, basket, weight, position))
}

/** What is left of the targets that the offer is about; zero for the others. */
const weightsOf = (
  { discountClass }: Offer,
  { discountedItems }: PercentOff | AmountOff,
  basket: Basket,
  left: readonly Minor[],
): readonly Minor[] => {
  if (discountClass === 'service_charge' || areForAll(discountedItems)) return left
  const isMeant = linesMeant(discountedItems, basket)
  return left.map((amount, position) => (isMeant[position] ? amount : 0))
}

/** The one amount that is taken over all targets together, before it is split. */
const amountAcross = (
  offer: Offer,
  method: PercentOff | AmountOff,
  basket: Basket,
  weights: readonly Minor[],
): Minor => {
  if (method.type === 'amount_off') return method.amountOff
  const { calculationBasis: basis } = method
  const countsTax = basis !== 'subtotal_pre_tax' && offer.discountClass !== 'service_charge'
  const taxes = countsTax
    ? weights.map((weight, position) => (weight === 0 ? 0 : taxOf(basis, basket, position)))
    : []
  return percentOf(addMoney(...weights, ...taxes, shippingOf(basis, basket)), method.percentOff, 'half_up')
}

const amountOfEach = (
  offer: Offer,
  method: PercentOff | AmountOff,
  basket: Basket,
  weight: Minor,
  position: number,
): Minor => {
  const isCharge = offer.discountClass === 'service_charge'
  if (method.type === 'percent_off') {
    const tax = isCharge || weight === 0 ? 0 : taxOf(method.calculationBasis, basket, position)
    return Math.min(weight, percentOf(weight + tax, method.percentOff, 'half_up'))
  }
  const units = isCharge ? 1 : (basket.lines[position]?.quantity ?? 0)
  // Asked this way round because amount times units may pass the safe range.
  return units > weight / method.amountOff ? weight : Math.min(weight, method.amountOff * units)
}

/**
 * What the offer takes off in all if there is no other, in minor units. An amount that is spread over all targets is
 * not split for that: there are long orders with many offers.
 */
export const amountAlone = oncePerBasket<Offer, Minor>((offer, basket) => {
  const { method } = offer
  const targets = targetsOf(offer, basket)
  if (method.type === 'buy_x_get_y' || method.allocation === 'each' || !isEligible(offer, basket))
    return addMoney(...applyOffer(offer, basket, targets))
  const weights = weightsOf(offer, method, basket, targets)
  const amount = Math.min(amountAcross(offer, method, basket, weights), addMoney(...weights))
  return Math.min(amount, method.maxDiscount?.amount ?? amount)
})

const split = (amount: Minor, weights: readonly Minor[]): Minor[] => {
  const all = addMoney(...weights)
  return all === 0 ? [...weights] : splitAmount(Math.min(amount, all), weights)
}

const withinMaximum = (parts: Minor[], maximum: Minor | null): Minor[] =>
  maximum === null || addMoney(...parts) <= maximum ? parts : splitAmount(maximum, parts)
