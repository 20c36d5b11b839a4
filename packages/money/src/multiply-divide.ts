import { AmountTooLarge } from './errors.ts'

/**
 * `a * b / divisor` as quotient and remainder, exactly. All three are safe integers from zero up.
 * The product may pass 2^53, then BigInt takes over; below it, plain numbers are exact and much faster.
 *
 * @throws AmountTooLarge when the quotient is beyond the safe range.
 */
export function multiplyDivide(
  a: number,
  b: number,
  divisor: number,
): { quotient: number; remainder: number } {
  const product = a * b
  if (Number.isSafeInteger(product)) {
    const remainder = product % divisor
    return { quotient: (product - remainder) / divisor, remainder }
  }
  const exact = BigInt(a) * BigInt(b)
  const quotient = exact / BigInt(divisor)
  if (quotient > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new AmountTooLarge(`${quotient} is beyond the range of amounts.`)
  }
  return { quotient: Number(quotient), remainder: Number(exact % BigInt(divisor)) }
}

/** `a * b / divisor`, a half rounded up. */
export function multiplyDivideHalfUp(a: number, b: number, divisor: number): number {
  const { quotient, remainder } = multiplyDivide(a, b, divisor)
  // Compared this way round so that a large divisor is never doubled out of the exact range.
  return remainder >= divisor - remainder ? quotient + 1 : quotient
}
