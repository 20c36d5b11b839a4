import { currencyExponent } from './currency.ts'
import { assertMinor } from './minor.ts'
import type { Minor } from './minor.ts'

/**
 * An amount as a person reads it. The decimals come from ISO 4217, not from the platform's own tables,
 * which leave some currencies' minor units out.
 *
 * @param locale A BCP 47 tag; `en-US` unless told.
 * @throws UnknownCurrency, InvalidAmount, AmountTooLarge
 * @example formatMoney(1999, 'EUR', 'de-DE') // '19,99 €'
 */
export function formatMoney(amountMinor: Minor, currency: string, locale = 'en-US'): string {
  const exponent = currencyExponent(currency)
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  }).format(decimalOf(amountMinor, exponent))
}

/** Written as text because a division would lose the last digit of large amounts. */
function decimalOf(amountMinor: Minor, exponent: number): Intl.StringNumericLiteral {
  assertMinor(amountMinor)
  const digits = Math.abs(amountMinor)
    .toString()
    .padStart(exponent + 1, '0')
  const point = digits.length - exponent
  const sign = amountMinor < 0 ? '-' : ''
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}0` as Intl.StringNumericLiteral
}
