import { brandRuleOf, type CardBrandRule } from './card-brands.ts'

/** Keeps the digits of a text. Full-width digits, as East Asian keyboards type them, count as digits. */
export const digitsOf = (text: string): string => text.normalize('NFKC').replace(/\D/g, '')

const longest = (rule: CardBrandRule): number => rule.lengths[rule.lengths.length - 1] ?? 19

/**
 * Groups a card number as it is printed on the card; what is too long for the network is cut off.
 * @example formatCardNumber('378282246310005') // '3782 822463 10005'
 */
export const formatCardNumber = (text: string): string => {
  const all = digitsOf(text)
  const rule = brandRuleOf(all)
  const digits = all.slice(0, longest(rule))
  const groups: string[] = []
  let from = 0
  for (const size of rule.groups) {
    if (from >= digits.length) break
    groups.push(digits.slice(from, from + size))
    from += size
  }
  return groups.join(' ')
}

/**
 * The check digit rule that all card networks share (ISO/IEC 7812-1, annex B).
 * @param digits Digits only; an empty text does not pass.
 */
export const passesLuhn = (digits: string): boolean => {
  if (digits.length === 0) return false
  let sum = 0
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place])
    const doubled = place % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** What is wrong with a card number, in words for the buyer; null when nothing is. */
export const cardNumberProblem = (text: string): string | null => {
  const digits = digitsOf(text)
  if (digits.length === 0) return 'Enter the card number.'
  const rule = brandRuleOf(digits)
  const shortest = rule.lengths[0] ?? 12
  if (digits.length < shortest) return 'This card number is too short.'
  if (!rule.lengths.includes(digits.length) || !passesLuhn(digits)) {
    return 'This card number is not valid. Check the digits.'
  }
  return null
}
