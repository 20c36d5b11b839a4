import { formatMoney } from '@flint/money'
import type { Money } from './api-shapes.ts'

/** The buyer's own way of writing numbers; undefined outside a browser. */
const buyerLocale = (): string | undefined =>
  typeof navigator === 'undefined' ? undefined : navigator.language

/** An amount as the buyer reads it, e.g. `$48.30`. A currency that this build does not know is shown in minor units. */
export const showMoney = ({ amount, currency }: Money, locale = buyerLocale()): string => {
  try {
    return formatMoney(amount, currency, locale)
  } catch {
    return `${amount} ${currency}`
  }
}
