import { currencyExponent, formatMoney } from '@flint/money'

/** Minor units of one currency, as the API has it. */
export type MoneyAmount = { amount: number; currency: string }

/** An amount where there is no room, such as beside a chart: about so much. `$1.2M` */
export const showAboutMoney = ({ amount, currency }: MoneyAmount, locale = localeOf()): string => {
  const exponent = exponentOf(currency)
  if (exponent === null) return String(amount)
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    notation: 'compact',
    maximumFractionDigits: 1,
  })
  return format.format(amount / 10 ** exponent)
}

const exponentOf = (currency: string): number | null => {
  try {
    return currencyExponent(currency)
  } catch {
    return null
  }
}

const localeOf = (): string | undefined => (typeof navigator === 'undefined' ? undefined : navigator.language)

/** An amount as a person reads it. A currency that this build does not know is shown in minor units. */
export const showMoney = ({ amount, currency }: MoneyAmount, locale = localeOf()): string => {
  try {
    return formatMoney(amount, currency, locale)
  } catch {
    return `${amount} ${currency}`
  }
}
