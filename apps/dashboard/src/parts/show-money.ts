import { formatMoney } from '@flint/money'

/** Minor units of one currency, as the API has it. */
export type MoneyAmount = { amount: number; currency: string }

const localeOf = (): string | undefined => (typeof navigator === 'undefined' ? undefined : navigator.language)

/** An amount as a person reads it. A currency that this build does not know is shown in minor units. */
export const showMoney = ({ amount, currency }: MoneyAmount, locale = localeOf()): string => {
  try {
    return formatMoney(amount, currency, locale)
  } catch {
    return `${amount} ${currency}`
  }
}
