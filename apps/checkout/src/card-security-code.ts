import type { CardBrandRule } from './card-brands.ts'
import { digitsOf } from './card-number.ts'

/** The longest code of any network: the buyer may type the code before the number. */
const longestSecurityCode = 4

/** Keeps as many digits as the network's code has. */
export const formatSecurityCode = (text: string, rule: CardBrandRule): string =>
  digitsOf(text).slice(0, rule.brand === 'unknown' ? longestSecurityCode : rule.securityCodeLength)

/** What is wrong with a security code, in words for the buyer; null when nothing is. */
export const securityCodeProblem = (text: string, rule: CardBrandRule): string | null => {
  const digits = digitsOf(text)
  if (digits.length === 0) return 'Enter the security code.'
  if (rule.brand === 'unknown') {
    return digits.length === 3 || digits.length === 4 ? null : 'The security code has 3 or 4 digits.'
  }
  if (digits.length !== rule.securityCodeLength) {
    return `The security code has ${rule.securityCodeLength} digits.`
  }
  return null
}

/** Where to look for the code on the card. */
export const securityCodeHint = (rule: CardBrandRule): string =>
  rule.brand === 'amex' ? '4 digits on the front of your card' : '3 digits on the back of your card'
