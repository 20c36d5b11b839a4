import { currencyExponent, isCurrency } from '@flint/money'
import type { Money } from '../api-shapes.ts'
import { amountText, parseAmount } from '../tip-amounts.ts'
import type { AmountOffer, LinkOffer, OfferLine } from './link-offer.ts'
import type { CustomField, ResolveBody } from './link-shapes.ts'

/** What the buyer has chosen and typed so far, by the keys of the link's lines and fields. */
export interface Choices {
  readonly quantities: Readonly<Record<string, string>>
  readonly amounts: Readonly<Record<string, AmountChoice>>
  readonly fields: Readonly<Record<string, string | boolean>>
}

export interface AmountChoice {
  /** The buyer wants an amount that is none of the suggested ones. */
  readonly isOwn: boolean
  readonly text: string
}

/** One thing that can be filled in on the page. */
export type FieldId = `quantity:${string}` | `amount:${string}` | `field:${string}`

/** Sentences by the field that they are about, in the page's order. */
export type Problems = Readonly<Partial<Record<FieldId, string>>>

export const noChoices: Choices = { quantities: {}, amounts: {}, fields: {} }

export const exponentOf = (currency: string): number =>
  isCurrency(currency) ? currencyExponent(currency) : 0

/**
 * The choices to show for an offer: what the buyer chose before, as far as it still applies, else what the seller suggests.
 */
export const choicesFor = (offer: LinkOffer, before: Choices = noChoices): Choices => ({
  quantities: Object.fromEntries(
    offer.lines
      .filter(({ quantities }) => quantities !== null)
      .map((line) => [line.key, before.quantities[line.key] ?? String(firstQuantity(line))]),
  ),
  amounts: Object.fromEntries(
    offer.lines.flatMap(({ key, amount }) =>
      amount === null ? [] : [[key, amountFor(amount, before.amounts[key])]],
    ),
  ),
  fields: Object.fromEntries(
    offer.fields.map((field) => [field.key, fieldFor(field, before.fields[field.key])]),
  ),
})

const firstQuantity = ({ quantity, quantities }: OfferLine): number => {
  const { min, max } = quantities ?? { min: quantity, max: null }
  return Math.max(min, Math.min(quantity, max ?? quantity))
}

const amountFor = (offer: AmountOffer, before: AmountChoice | undefined): AmountChoice => {
  const exponent = exponentOf(offer.currency)
  const isSuggested = (amount: number | null) => amount !== null && offer.suggestions.includes(amount)
  if (before && (before.isOwn || isSuggested(readAmount(before.text, exponent)))) return before
  const { first } = offer
  return { isOwn: !isSuggested(first), text: first === null ? '' : amountText(first, exponent) }
}

const fieldFor = (field: CustomField, before: string | boolean | undefined): string | boolean => {
  if (field.custom_field_type === 'checkbox') return before === true
  if (typeof before !== 'string') return ''
  return field.custom_field_type === 'dropdown' && !field.options?.includes(before) ? '' : before
}

/** A whole number from zero up; null for what is none. */
export const readQuantity = (text: string): number | null =>
  /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : null

/** Minor units; unlike a tip, a price may be nothing at all. */
const readAmount = (text: string, exponent: number): number | null =>
  parseAmount(text, exponent) ?? (/^0+(?:[.,]0*)?$/.test(text.trim()) ? 0 : null)

export const quantityOf = (line: OfferLine, choices: Choices): number | null =>
  line.quantities === null ? line.quantity : readQuantity(choices.quantities[line.key] ?? '')

/** What one unit of a line costs as chosen; null while that is not known. */
export const unitPriceOf = (line: OfferLine, choices: Choices): Money | null => {
  if (line.amount === null) return line.unitPrice
  const { currency } = line.amount
  const amount = readAmount(choices.amounts[line.key]?.text ?? '', exponentOf(currency))
  return amount === null ? null : { amount, currency }
}

/** What the lines come to before tax, tips and discounts; null while it is not known. */
export const subtotalOf = (offer: LinkOffer, choices: Choices): Money | null => {
  if (offer.currency === null) return null
  let total = 0
  for (const line of offer.lines) {
    const price = unitPriceOf(line, choices)
    const quantity = quantityOf(line, choices)
    if (price === null || quantity === null) return null
    total += price.amount * quantity
  }
  return Number.isSafeInteger(total) ? { amount: total, currency: offer.currency } : null
}

/**
 * What the buyer has to put right before going on. The server checks all of it again.
 * @param showMoney Writes an amount as the buyer reads it.
 */
export const problemsOf = (
  offer: LinkOffer,
  choices: Choices,
  showMoney: (money: Money) => string,
): Problems => {
  const found: [FieldId, string][] = []
  for (const line of offer.lines) {
    const quantity = quantityProblem(line, choices)
    if (quantity !== null) found.push([`quantity:${line.key}`, quantity])
    const amount = line.amount && amountProblem(line.amount, choices.amounts[line.key]?.text ?? '', showMoney)
    if (amount) found.push([`amount:${line.key}`, amount])
  }
  const together = nothingProblem(offer, choices) ?? placesProblem(offer, choices)
  if (together !== null && found.length === 0) found.push(together)
  for (const field of offer.fields) {
    const problem = fieldProblem(field, choices.fields[field.key])
    if (problem !== null) found.push([`field:${field.key}`, problem])
  }
  return Object.fromEntries(found)
}

const quantityProblem = (line: OfferLine, choices: Choices): string | null => {
  if (line.quantities === null) return null
  const { min, max } = line.quantities
  const quantity = quantityOf(line, choices)
  if (quantity === null) return 'Enter a whole number.'
  if (quantity < min) return min === 1 ? 'Enter at least 1.' : `The fewest you can buy is ${min}.`
  if (max !== null && quantity > max) return `The most you can buy is ${max}.`
  return null
}

/** Where each line may be left out, all of them may not. */
const nothingProblem = (offer: LinkOffer, choices: Choices): [FieldId, string] | null => {
  const first = offer.lines.find(({ quantities }) => quantities !== null)
  if (!first || offer.lines.some((line) => quantityOf(line, choices) !== 0)) return null
  return [`quantity:${first.key}`, 'Choose at least one.']
}

/** Each line alone may fit while all together take more places than there are. */
const placesProblem = (offer: LinkOffer, choices: Choices): [FieldId, string] | null => {
  if (offer.placesLeft === null) return null
  const wanted = offer.lines.reduce((sum, line) => sum + (quantityOf(line, choices) ?? 0), 0)
  const last = offer.lines.findLast(({ quantities }) => quantities !== null)
  if (wanted <= offer.placesLeft || !last) return null
  const left = offer.placesLeft === 1 ? '1 place is' : `${offer.placesLeft} places are`
  return [`quantity:${last.key}`, `Only ${left} left for all of these together.`]
}

const amountProblem = (
  { currency, min, max }: AmountOffer,
  text: string,
  showMoney: (money: Money) => string,
): string | null => {
  if (text.trim() === '') return 'Choose or enter an amount.'
  const exponent = exponentOf(currency)
  const amount = readAmount(text, exponent)
  if (amount === null) return `Enter an amount like ${amountText(25 * 10 ** exponent, exponent)}.`
  if (amount < min) return `The least is ${showMoney({ amount: min, currency })}.`
  if (max !== null && amount > max) return `The most is ${showMoney({ amount: max, currency })}.`
  return null
}

const fieldProblem = (field: CustomField, value: string | boolean | undefined): string | null => {
  if (field.required) {
    if (field.custom_field_type === 'checkbox' && value !== true) return 'Tick this box to go on.'
    if (field.custom_field_type === 'dropdown' && !value) return 'Choose one of these.'
    if (typeof value !== 'boolean' && !value?.trim()) return 'This is needed.'
  }
  if (typeof value === 'string' && [...value].length > maxLengthOf(field))
    return `This may have ${maxLengthOf(field)} characters at most.`
  return null
}

/** Source: contract, flint-commerce 9.3. */
export const maxLengthOf = ({ max_length: max, custom_field_type: type }: CustomField): number =>
  max ?? (type === 'textarea' ? 1000 : 255)

/** The buyer's input as the API takes it. Only for choices without problems. */
export const resolveBodyOf = (
  offer: LinkOffer,
  choices: Choices,
): Omit<ResolveBody, 'resolution_context'> => {
  const quantities = offer.lines.flatMap((line) => {
    const quantity = quantityOf(line, choices)
    return line.quantities === null || quantity === null ? [] : [[line.key, quantity] as const]
  })
  const prices = offer.lines.flatMap((line) => {
    const price = unitPriceOf(line, choices)
    return line.amount === null || price === null ? [] : [[line.key, price] as const]
  })
  const values = offer.fields.flatMap((field) => {
    const value = choices.fields[field.key]
    return typeof value === 'boolean' || value?.trim() ? [[field.key, value] as const] : []
  })
  return {
    ...(quantities.length > 0 ? { quantity_overrides: Object.fromEntries(quantities) } : {}),
    ...(prices.length > 0 ? { unit_price_overrides: Object.fromEntries(prices) } : {}),
    ...(values.length > 0 ? { custom_field_values: Object.fromEntries(values) } : {}),
  }
}
