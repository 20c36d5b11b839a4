import { AmountTooLarge, InvalidAmount } from './errors.ts'

/** An amount in minor units of one currency: a safe integer. 1999 is 19.99 EUR, or 1999 JPY. */
export type Minor = number

/**
 * Passes an amount through, or throws.
 *
 * @throws AmountTooLarge beyond `Number.MAX_SAFE_INTEGER` in either direction.
 * @throws InvalidAmount  for fractions, NaN and infinities.
 */
export function assertMinor(amount: number): Minor {
  if (Number.isSafeInteger(amount)) return amount
  if (Number.isInteger(amount)) throw new AmountTooLarge(`${amount} is beyond the range of amounts.`)
  throw new InvalidAmount(`${amount} is not a whole number of minor units.`)
}

/** The same for amounts that may not be negative. */
export function assertNotNegative(amount: number): Minor {
  if (assertMinor(amount) < 0) throw new InvalidAmount(`${amount} is below zero.`)
  return amount
}
