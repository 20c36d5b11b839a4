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

  const remainders = new Float64Array(weights.length)
  let left = amount
  const parts = weights.map((weight, index) => {
    const product = amount * weight
    // Written out for the usual case: long orders split amounts thousands of times.
    if (product <= Number.MAX_SAFE_INTEGER) {
      const remainder = product % weightSum
      remainders[index] = remainder
      const part = (product - remainder) / weightSum
      left -= part
      return part
    }
    const { quotient, remainder } = multiplyDivide(amount, weight, weightSum)
    remainders[index] = remainder
    left -= quotient
    return quotient
  })
  if (left === 0) return parts

  // The smallest remainder that still gets one; of several that are equal to it, the earliest.
  const smallest = remainders.toSorted()[weights.length - left]!
  for (const remainder of remainders) if (remainder > smallest) left--
  for (let index = 0; index < parts.length; index++) {
    const remainder = remainders[index]!
    if (remainder > smallest || (remainder === smallest && left-- > 0)) parts[index]! += 1
  }
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
