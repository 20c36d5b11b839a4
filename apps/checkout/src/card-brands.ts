/** What the card form has to know about each card network: how its numbers start, how long they are, how they are grouped. */

export type CardBrand =
  'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay' | 'unknown'

export interface CardBrandRule {
  readonly brand: CardBrand
  readonly name: string
  /** Inclusive ranges of leading digits; both ends have the same number of digits. */
  readonly prefixes: readonly (readonly [from: number, to: number])[]
  /** Lengths a complete number may have, shortest first. */
  readonly lengths: readonly number[]
  /** Digits per group as printed on the card; digits beyond the last group join it. */
  readonly groups: readonly number[]
  readonly securityCodeLength: 3 | 4
}

const fourByFour = [4, 4, 4, 4, 3] as const

/** Ranges as the networks publish them. The first rule that matches wins. */
export const cardBrandRules: readonly CardBrandRule[] = [
  {
    brand: 'visa',
    name: 'Visa',
    prefixes: [[4, 4]],
    lengths: [13, 16, 19],
    groups: fourByFour,
    securityCodeLength: 3,
  },
  {
    brand: 'mastercard',
    name: 'Mastercard',
    prefixes: [
      [51, 55],
      [2221, 2720],
    ],
    lengths: [16],
    groups: fourByFour,
    securityCodeLength: 3,
  },
  {
    brand: 'amex',
    name: 'American Express',
    prefixes: [
      [34, 34],
      [37, 37],
    ],
    lengths: [15],
    groups: [4, 6, 5],
    securityCodeLength: 4,
  },
  {
    brand: 'discover',
    name: 'Discover',
    prefixes: [
      [6011, 6011],
      [644, 649],
      [65, 65],
    ],
    lengths: [16, 19],
    groups: fourByFour,
    securityCodeLength: 3,
  },
  {
    brand: 'diners',
    name: 'Diners Club',
    prefixes: [
      [300, 305],
      [3095, 3095],
      [36, 36],
      [38, 39],
    ],
    // Old numbers (36…) have 14 digits, those issued on the Discover network 16 or more.
    lengths: [14, 16, 19],
    groups: [4, 6, 4, 5],
    securityCodeLength: 3,
  },
  {
    brand: 'jcb',
    name: 'JCB',
    prefixes: [[3528, 3589]],
    lengths: [16, 19],
    groups: fourByFour,
    securityCodeLength: 3,
  },
  {
    brand: 'unionpay',
    name: 'UnionPay',
    prefixes: [
      [62, 62],
      [81, 81],
    ],
    lengths: [16, 17, 18, 19],
    groups: fourByFour,
    securityCodeLength: 3,
  },
]

/** Used until the digits tell the network, and for networks that the list does not know. */
export const unknownBrandRule: CardBrandRule = {
  brand: 'unknown',
  name: 'Card',
  prefixes: [],
  lengths: [12, 13, 14, 15, 16, 17, 18, 19],
  groups: fourByFour,
  securityCodeLength: 3,
}

const startsWithin = (digits: string, [from, to]: readonly [number, number]): boolean => {
  const width = String(from).length
  if (digits.length < width) return false
  const lead = Number(digits.slice(0, width))
  return lead >= from && lead <= to
}

/**
 * Tells the network of a card number, complete or still being typed.
 * @param digits Digits only.
 */
export const brandRuleOf = (digits: string): CardBrandRule =>
  cardBrandRules.find((rule) => rule.prefixes.some((prefix) => startsWithin(digits, prefix))) ??
  unknownBrandRule

/** Spoken name of a brand as the API spells it, e.g. `visa`; unknown spellings read "Card". */
export const brandName = (brand: string): string =>
  cardBrandRules.find((rule) => rule.brand === brand.toLowerCase())?.name ?? unknownBrandRule.name
