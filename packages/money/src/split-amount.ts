import { InvalidSplit } from './errors.ts'
import { assertNotNegative } from './minor.ts'
import type { Minor } from './minor.ts'
import { multiplyDivide } from './multiply-divide.ts'

/**
 * Splits an amount by weight so that the parts always add up to the amount.
 *
 * When the amount is no larger than the sum of the weights, no part is larger than its weight: a discount
 * spread over what is left of each line never takes a line below zero.
 *
 * @param amount  Minor units of one currency, a safe integer from zero up: 1999 is 19.99 EUR, or 1999 JPY.
 * @param weights Integers from zero up, at least one above zero; no unit.
 * @returns One part per weight, same order, same minor units. What rounding down leaves over goes to the
 *          largest remainders, the earliest first.
 * @throws  InvalidSplit when no weight is above zero, or a weight is not a whole number from zero up.
 * @throws  AmountTooLarge when the weights add up to more than the safe range.
 * @example splitAmount(100, [1, 1, 1]) // [34, 33, 33]
 */
export function splitAmount(amount: Minor, weights: readonly number[]): Minor[] {
  assertNotNegative(amount)
  let weightSum = 0
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0) throw new InvalidSplit(`${weight} is not a weight.`)
    weightSum = assertNotNegative(weightSum + weight)
  }
  if (weightSum === 0) throw new InvalidSplit('No weight is above zero.')

  const remainders: number[] = []
  let left = amount
  const parts = weights.map((weight) => {
    const { quotient, remainder } = multiplyDivide(amount, weight, weightSum)
    remainders.push(remainder)
    left -= quotient
    return quotient
  })
  if (left === 0) return parts

  const byRemainder = remainders.map((_, index) => index)
  byRemainder.sort((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0) || a - b)
  for (const index of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1
  return parts
}

/**
 * The share of an amount for `part` of `whole`, rounded down: two of three units, say.
 *
 * @throws InvalidSplit unless part and whole are whole numbers and 0 <= part <= whole, whole above zero.
 * @example shareOf(371, 1, 2) // 185
 */
export function shareOf(amount: Minor, part: number, whole: number): Minor {
  assertNotNegative(amount)
  if (!Number.isSafeInteger(part) || !Number.isSafeInteger(whole) || part < 0 || whole < 1 || part > whole) {
    throw new InvalidSplit(`${part} of ${whole} is not a share.`)
  }
  return multiplyDivide(amount, part, whole).quotient
}
