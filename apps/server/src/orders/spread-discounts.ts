import { addMoney, splitAmount } from '@flint/money'
import type { Minor } from '@flint/money'
import type { OrderDiscount } from './order.ts'

/** How much came off each target, and how much each discount really took. */
export type SpreadDiscounts = { taken: Minor[]; applied: Map<OrderDiscount, Minor> }

/**
 * Takes discounts off amounts, one discount after the other, each in proportion to what the ones before it
 * left. Largest remainder, ties to the earlier target. Nothing goes below zero: a discount larger than what
 * is left of its targets applies only in part.
 *
 * @param amounts     What there is to discount, in minor units: line subtotals or charges.
 * @param positionsOf The positions in `amounts` that a discount aims at, ascending; null for all of them.
 * Source: contract, flint-commerce 4.7, calculation order 2, 3 and 5.
 */
export function spreadDiscounts(
  amounts: readonly Minor[],
  discounts: readonly OrderDiscount[],
  positionsOf: (discount: OrderDiscount) => readonly number[] | null,
): SpreadDiscounts {
  const left = [...amounts]
  const applied = new Map<OrderDiscount, Minor>()
  for (const discount of discounts) {
    const positions = positionsOf(discount)
    const weights = positions === null ? left : positions.map((position) => left[position] ?? 0)
    const amount = Math.min(discount.amount, addMoney(...weights))
    applied.set(discount, amount)
    if (amount === 0) continue
    splitAmount(amount, weights).forEach((part, index) => {
      const position = positions === null ? index : positions[index]
      if (position !== undefined) left[position] = (left[position] ?? 0) - part
    })
  }
  return { taken: amounts.map((amount, position) => amount - (left[position] ?? 0)), applied }
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
