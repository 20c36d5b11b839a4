import { InvalidPercent } from './errors.ts'
import { assertNotNegative } from './minor.ts'
import type { Minor } from './minor.ts'
import { multiplyDivide, multiplyDivideHalfUp } from './multiply-divide.ts'

/** A percentage is counted in steps of 1/10000 percent, so one hundred percent is a million steps. */
const STEPS_PER_PERCENT = 10_000
const STEPS_PER_WHOLE = 100 * STEPS_PER_PERCENT

/** `half_up`: a half and more goes up. `down`: the fraction is dropped. */
export type Rounding = 'half_up' | 'down'

/**
 * A percentage of an amount, exact before the one rounding at the end.
 *
 * @param amount  Minor units from zero up.
 * @param percent From zero up, at most four decimals: 8.25 is 8.25 %.
 * @throws InvalidPercent, InvalidAmount, AmountTooLarge
 * @example percentOf(4500, 8.25, 'half_up') // 371
 */
export function percentOf(amount: Minor, percent: number, rounding: Rounding): Minor {
  assertNotNegative(amount)
  const steps = stepsOf(percent)
  return rounding === 'half_up'
    ? multiplyDivideHalfUp(amount, steps, STEPS_PER_WHOLE)
    : multiplyDivide(amount, steps, STEPS_PER_WHOLE).quotient
}

/**
 * The tax that an amount already contains, half-up: amount x rate / (1 + rate).
 *
 * @param percent    The rate asked for.
 * @param allPercent All rates contained in the amount, this one included, when there are several:
 *                   the net amount is amount / (1 + all rates), and each rate applies to the net amount.
 * @throws InvalidPercent, InvalidAmount
 * @example inclusiveShareOf(1190, 19) // 190
 */
export function inclusiveShareOf(
  amount: Minor,
  percent: number,
  allPercent: readonly number[] = [percent],
): Minor {
  assertNotNegative(amount)
  let allSteps = 0
  for (const one of allPercent) allSteps += stepsOf(one)
  return multiplyDivideHalfUp(amount, stepsOf(percent), STEPS_PER_WHOLE + allSteps)
}

/** Whether a number can serve as a percentage: from zero up, at most four decimals. */
export function isPercent(percent: number): boolean {
  const steps = Math.round(percent * STEPS_PER_PERCENT)
  // A decimal and its number of steps are each the closest double, so dividing back is an exact test.
  return percent >= 0 && Number.isSafeInteger(steps) && steps / STEPS_PER_PERCENT === percent
}

function stepsOf(percent: number): number {
  if (!isPercent(percent))
    throw new InvalidPercent(`${percent} is not a percentage with up to four decimals.`)
  return Math.round(percent * STEPS_PER_PERCENT)
}
