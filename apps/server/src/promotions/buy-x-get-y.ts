import { type Minor, percentOf, shareOf } from '@flint/money'
import { taxOf } from './calculation-basis.ts'
import type { Basket, BuyXGetY, RewardSelection } from './offer.ts'
import { oncePerBasket } from './once-per-basket.ts'
import { linesMeant } from './rules.ts'

/**
 * Of the units in the basket, every `buyMinQuantity` qualifying ones that are paid in full give `getQuantity` others
 * at a lower price. No unit does both. As many full applications as the basket has items for.
 * Which units are rewarded goes by `rewardSelection`, ties to the earlier line.
 */
export const rewardsOf = (method: BuyXGetY, basket: Basket, left: readonly Minor[]): Minor[] => {
  const rewarded = rewardedUnits(method, basket)
  return left.map((amount, position) => {
    const units = rewarded.get(position)
    const quantity = basket.lines[position]?.quantity ?? 0
    if (!units || quantity === 0) return 0
    const share = shareOf(amount, units, quantity)
    const tax = shareOf(taxOf(method.calculationBasis, basket, position), units, quantity)
    return Math.min(share, percentOf(share + tax, method.getPercentOff, 'half_up'))
  })
}

/** Whether the basket has what it takes to have the offer once. */
export const isBuyItemMissing = (method: BuyXGetY, basket: Basket): boolean =>
  rewardedUnits(method, basket).size === 0

type Candidate = { position: number; units: number; unitPrice: Minor; isQualifying: boolean }

/** How many units of which line are rewarded. What earlier discounts left of them plays no part. */
const rewardedUnits = oncePerBasket<BuyXGetY, ReadonlyMap<number, number>>((method, basket) => {
  const qualifies = linesMeant(method.qualifyingItems, basket)
  const discounts = linesMeant(method.discountedItems, basket)
  let qualifying = 0
  let onlyQualifying = 0
  let discountable = 0
  const candidates: Candidate[] = []
  for (const [position, line] of basket.lines.entries()) {
    const isQualifying = qualifies[position]!
    const isDiscounted = discounts[position]!
    if (isQualifying) qualifying += line.quantity
    if (isQualifying && !isDiscounted) onlyQualifying += line.quantity
    if (!isDiscounted) continue
    discountable += line.quantity
    candidates.push({ position, units: line.quantity, unitPrice: line.unitPrice, isQualifying })
  }
  const applications = Math.min(
    Math.floor(qualifying / method.buyMinQuantity),
    Math.floor(discountable / method.getQuantity),
    Math.floor((onlyQualifying + discountable) / (method.buyMinQuantity + method.getQuantity)),
    method.maxApplications ?? Number.MAX_SAFE_INTEGER,
  )
  return pick(
    candidates.toSorted(inSelection[method.rewardSelection]),
    applications * method.getQuantity,
    // So many of the qualifying units can be spared.
    qualifying - applications * method.buyMinQuantity,
  )
})

const inSelection: Record<RewardSelection, (a: Candidate, b: Candidate) => number> = {
  cheapest: (a, b) => a.unitPrice - b.unitPrice || a.position - b.position,
  highest_price: (a, b) => b.unitPrice - a.unitPrice || a.position - b.position,
  first_added: (a, b) => a.position - b.position,
}

const pick = (candidates: readonly Candidate[], wanted: number, spare: number): Map<number, number> => {
  const rewarded = new Map<number, number>()
  for (const { position, units, isQualifying } of candidates) {
    const taken = Math.min(units, wanted, isQualifying ? spare : units)
    if (taken === 0) continue
    rewarded.set(position, taken)
    wanted -= taken
    if (isQualifying) spare -= taken
  }
  return rewarded
}
