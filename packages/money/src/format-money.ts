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
  return formatOf(currency, exponent, locale).format(decimalOf(amountMinor, exponent))
}

/** Making one costs fifty times more than using it. */
const formats = new Map<string, Intl.NumberFormat>()

function formatOf(currency: string, exponent: number, locale: string): Intl.NumberFormat {
  const name = `${locale} ${currency}`
  let format = formats.get(name)
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: exponent,
      maximumFractionDigits: exponent,
    })
    formats.set(name, format)
  }
  return format
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
