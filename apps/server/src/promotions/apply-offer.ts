import { type Minor, addMoney, percentOf, splitAmount } from '@flint/money'
import { rewardsOf } from './buy-x-get-y.ts'
import { shippingOf, taxOf } from './calculation-basis.ts'
import type { AmountOff, Basket, Offer, PercentOff } from './offer.ts'
import { failureOf, linesMeant } from './rules.ts'

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
  if (!isCurrencyOf(offer, basket) || failureOf(offer.eligibility, basket) !== null) return left.map(() => 0)
  return withinMaximum(partsOf(offer, basket, left), offer.method.maxDiscount?.amount ?? null)
}

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
  const weights = weightsOf(offer, method, basket, left)
  if (method.type === 'percent_off') return percentParts(offer, method, basket, weights)
  if (method.type === 'amount_off') return amountParts(offer, method, basket, weights)
  return left.map(() => 0)
}

/** What is left of the targets that the offer is about; zero for the others. */
const weightsOf = (
  { discountClass }: Offer,
  { discountedItems }: PercentOff | AmountOff,
  basket: Basket,
  left: readonly Minor[],
): readonly Minor[] => {
  if (discountClass === 'service_charge') return left
  const isMeant = linesMeant(discountedItems, basket)
  return left.map((amount, position) => (isMeant[position] ? amount : 0))
}

const percentParts = (
  offer: Offer,
  method: PercentOff,
  basket: Basket,
  weights: readonly Minor[],
): Minor[] => {
  const taxes = weights.map((weight, position) =>
    offer.discountClass === 'service_charge' || weight === 0
      ? 0
      : taxOf(method.calculationBasis, basket, position),
  )
  const percent = (amount: Minor) => percentOf(amount, method.percentOff, 'half_up')
  if (method.allocation === 'each')
    return weights.map((weight, position) => Math.min(weight, percent(weight + (taxes[position] ?? 0))))
  return split(percent(addMoney(...weights, ...taxes, shippingOf(method.calculationBasis, basket))), weights)
}

const amountParts = (offer: Offer, method: AmountOff, basket: Basket, weights: readonly Minor[]): Minor[] => {
  if (method.allocation === 'across') return split(method.amountOff, weights)
  return weights.map((weight, position) => {
    const units = offer.discountClass === 'service_charge' ? 1 : (basket.lines[position]?.quantity ?? 0)
    // Asked this way round because amount times units may pass the safe range.
    return units > weight / method.amountOff ? weight : Math.min(weight, method.amountOff * units)
  })
}

const split = (amount: Minor, weights: readonly Minor[]): Minor[] => {
  const all = addMoney(...weights)
  return all === 0 ? [...weights] : splitAmount(Math.min(amount, all), weights)
}

const withinMaximum = (parts: Minor[], maximum: Minor | null): Minor[] =>
  maximum === null || addMoney(...parts) <= maximum ? parts : splitAmount(maximum, parts)
