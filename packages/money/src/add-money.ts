import { assertMinor } from './minor.ts'
import type { Minor } from './minor.ts'

/**
 * Adds amounts of one currency; negative ones are taken away. Every step is checked, so a sum that
 * wandered out of the exact range and came back is refused as well.
 *
 * @throws AmountTooLarge, InvalidAmount
 * @example addMoney(1999, 499, -100) // 2398
 */
export function addMoney(...amounts: readonly Minor[]): Minor {
  let sum = 0
  for (const amount of amounts) sum = assertMinor(sum + assertMinor(amount))
  return sum
}

/**
 * Price of several units: `multiplyMoney(2500, 2)` is 5000.
 *
 * @throws AmountTooLarge, InvalidAmount
 */
export function multiplyMoney(unitPrice: Minor, quantity: number): Minor {
  return assertMinor(assertMinor(unitPrice) * assertMinor(quantity))
}
