import { cardBrandOf, cardDigitsOf, isValidCardNumber } from '../../card-number.ts'
import { testCards } from './cards.ts'
import type { TestCard } from './cards.ts'

const byName = new Map(testCards.map((card) => [card.name, card]))
const byNumber = new Map(testCards.map((card) => [card.number, card]))
const byToken = new Map(testCards.flatMap((card) => card.tokens.map((token) => [token, card] as const)))

/** A card by the name that is kept with a payment; null for names that are not known (any more). */
export const testCardNamed = (name: string | null): TestCard | null => byName.get(name ?? '') ?? null

/** A card by a test token such as `tok_visa`. */
export const testCardForToken = (token: string): TestCard | null => byToken.get(token) ?? null

/**
 * A card by its number, spaces and dashes allowed. A number that is not documented but well-formed and of a
 * known network behaves like that network's plain card; anything else is null.
 * Source: contract, flint-platform 28 row 24.
 */
export function testCardFor(typed: string): TestCard | null {
  const number = cardDigitsOf(typed)
  const documented = byNumber.get(number)
  if (documented) return documented
  const brand = isValidCardNumber(number) ? cardBrandOf(number) : null
  return brand === null ? null : testCardNamed(brand)
}

/** Whether live mode must refuse this number before any call. Source: contract, flint-platform 25. */
export const isDocumentedTestCard = (typed: string): boolean => byNumber.has(cardDigitsOf(typed))
