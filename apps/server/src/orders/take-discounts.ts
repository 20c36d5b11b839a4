import { addMoney, splitAmount } from '@flint/money'
import type { Minor } from '@flint/money'
import type { OrderDiscount } from './order.ts'

/** How much came off each target, and what each discount took from which of them. */
export type TakenDiscounts = { taken: Minor[]; parts: Map<OrderDiscount, readonly Minor[]> }

/**
 * Takes discounts off amounts, one discount after the other, each from what the ones before it left.
 * Nothing goes below zero.
 *
 * @param amounts What there is to discount, in minor units: line subtotals or charges.
 * @param partsOf What a discount takes from each of the amounts that are left; never more than there is.
 * Source: contract, flint-commerce 4.7, calculation order 2, 3 and 5.
 */
export function takeDiscounts(
  amounts: readonly Minor[],
  discounts: readonly OrderDiscount[],
  partsOf: (discount: OrderDiscount, left: readonly Minor[]) => readonly Minor[],
): TakenDiscounts {
  const left = [...amounts]
  const parts = new Map<OrderDiscount, readonly Minor[]>()
  for (const discount of discounts) {
    const taken = partsOf(discount, left)
    parts.set(discount, taken)
    taken.forEach((part, at) => (left[at]! -= part))
  }
  return { taken: amounts.map((amount, at) => amount - left[at]!), parts }
}

/**
 * A fixed amount in proportion to what is left: largest remainder, ties to the earlier target. One that is larger
 * than what is left applies in part.
 *
 * @param positions The positions that it aims at, ascending; null for all.
 */
export function spreadAmount(
  amount: Minor,
  left: readonly Minor[],
  positions: readonly number[] | null,
): Minor[] {
  const weights = positions === null ? left : positions.map((position) => left[position]!)
  const applied = Math.min(amount, addMoney(...weights))
  if (applied === 0) return left.map(() => 0)
  const split = splitAmount(applied, weights)
  if (positions === null) return split
  const parts = left.map(() => 0)
  positions.forEach((position, index) => (parts[position] = split[index]!))
  return parts
}

/** The positions of some ids, ascending and each once; ids that are no longer there are passed over. */
export function positionsOfIds(positions: ReadonlyMap<string, number>, ids: readonly string[]): number[] {
  const found = new Set<number>()
  for (const id of ids) {
    const position = positions.get(id)
    if (position !== undefined) found.add(position)
  }
  return [...found].toSorted((a, b) => a - b)
}
