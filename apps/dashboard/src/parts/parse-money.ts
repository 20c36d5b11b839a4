import { currencyExponent, isCurrency } from '@flint/money'

/**
 * Reads an amount as a person types it: digits, with at most the currency's number of decimals after a point or a comma.
 * Without any floating point number in between.
 *
 * @returns Minor units, or null for what is no such amount.
 * @example parseMoney('12.5', 'USD') // 1250
 */
export const parseMoney = (text: string, currency: string): number | null => {
  if (!isCurrency(currency)) return null
  const exponent = currencyExponent(currency)
  const match = /^(\d+)(?:[.,](\d*))?$/.exec(text.trim())
  if (!match) return null
  const decimals = match[2] ?? ''
  if (decimals.length > exponent) return null
  const amount = Number(match[1]! + decimals.padEnd(exponent, '0'))
  return Number.isSafeInteger(amount) ? amount : null
}

/** The other way round, for a field's first value. @example decimalOf({ amount: 1250, currency: 'USD' }) // '12.50' */
export const decimalOf = ({ amount, currency }: { amount: number; currency: string }): string => {
  const exponent = isCurrency(currency) ? currencyExponent(currency) : 0
  const digits = String(amount).padStart(exponent + 1, '0')
  const point = digits.length - exponent
  return exponent === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`
}
