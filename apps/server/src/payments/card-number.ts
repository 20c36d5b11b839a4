import { hasGoodCheckDigit } from '../platform/http/card-data.ts'
import type { CardBrand } from './payment.ts'

/**
 * What can be told from a card number alone. Numbers pass through these functions and are kept nowhere.
 * A number here is digits only; `cardDigitsOf` makes it from what a buyer typed.
 */

type BrandRange = { brand: CardBrand; from: string; to: string; lengths: readonly number[] }

/** Number ranges by their first digits, both ends included; of two that fit, the first wins. Source: the networks' published ranges. */
const ranges: readonly BrandRange[] = [
  { brand: 'amex', from: '34', to: '34', lengths: [15] },
  { brand: 'amex', from: '37', to: '37', lengths: [15] },
  { brand: 'diners', from: '300', to: '305', lengths: [14, 15, 16, 17, 18, 19] },
  { brand: 'diners', from: '3095', to: '3095', lengths: [14, 15, 16, 17, 18, 19] },
  { brand: 'diners', from: '36', to: '36', lengths: [14, 15, 16, 17, 18, 19] },
  { brand: 'diners', from: '38', to: '39', lengths: [14, 15, 16, 17, 18, 19] },
  { brand: 'jcb', from: '3528', to: '3589', lengths: [16, 17, 18, 19] },
  { brand: 'visa', from: '4', to: '4', lengths: [13, 16, 19] },
  { brand: 'mastercard', from: '51', to: '55', lengths: [16] },
  { brand: 'mastercard', from: '2221', to: '2720', lengths: [16] },
  { brand: 'unionpay', from: '62', to: '62', lengths: [16, 17, 18, 19] },
  { brand: 'unionpay', from: '81', to: '81', lengths: [16, 17, 18, 19] },
  { brand: 'discover', from: '6011', to: '6011', lengths: [16, 17, 18, 19] },
  { brand: 'discover', from: '644', to: '649', lengths: [16, 17, 18, 19] },
  { brand: 'discover', from: '65', to: '65', lengths: [16, 17, 18, 19] },
]

/** Takes out the spaces and dashes that people put between groups of digits. */
export const cardDigitsOf = (typed: string): string => typed.replaceAll(/[\s-]/g, '')

/** The network of a number, known from its first one to four digits on; null when no network fits. */
export const cardBrandOf = (number: string): CardBrand | null => rangeOf(number)?.brand ?? null

/** Digits only, a length that the network uses (12 to 19 where the network is not known), a good check digit. */
export function isValidCardNumber(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false
  const range = rangeOf(number)
  return (range === undefined || range.lengths.includes(number.length)) && hasGoodCheckDigit(number)
}

/** Digits of the security code: four on the front of American Express cards, else three. */
export const securityCodeLengthOf = (brand: CardBrand): 3 | 4 => (brand === 'amex' ? 4 : 3)

function rangeOf(number: string): BrandRange | undefined {
  return ranges.find(({ from, to }) => {
    const start = number.slice(0, from.length)
    return start.length === from.length && start >= from && start <= to && /^\d+$/.test(start)
  })
}
