import type { Money } from '../api-shapes.ts'
import type { CustomField, LinkLine, LinkSnapshot } from './link-shapes.ts'

/** A price that the buyer chooses, in minor units of one currency. */
export interface AmountOffer {
  readonly currency: string
  readonly min: number
  readonly max: number | null
  readonly suggestions: readonly number[]
  /** What is chosen for a buyer who has not chosen yet; null for nothing. */
  readonly first: number | null
}

export interface OfferLine {
  readonly key: string
  readonly name: string
  readonly description: string | null
  readonly image: string | null
  readonly isUnavailable: boolean
  readonly quantity: number
  /** Null where the seller has fixed it. */
  readonly quantities: { readonly min: number; readonly max: number | null } | null
  /** Null where the buyer chooses it. */
  readonly unitPrice: Money | null
  readonly amount: AmountOffer | null
}

/** What a link offers, in the shape that its page shows. */
export interface LinkOffer {
  readonly currency: string | null
  readonly lines: readonly OfferLine[]
  readonly fields: readonly CustomField[]
  /** Places that are left for all lines together; null where they are not counted. */
  readonly placesLeft: number | null
}

/** A donation has no line of its own; its amount is sent under this key. Source: contract, flint-commerce 9.4. */
export const donationKey = 'donation'

export const offerOf = (snapshot: LinkSnapshot): LinkOffer => {
  const { payment_link: link, remaining_quantity: remaining = null } = snapshot
  const placesLeft = link.payment_link_type === 'event' ? remaining : null
  const lines =
    link.payment_link_type === 'donation'
      ? donationLines(snapshot)
      : (link.line_items ?? []).map((line) => lineOf(line, snapshot, placesLeft))
  const fields = (link.custom_fields ?? []).toSorted((one, other) => placeOf(one) - placeOf(other))
  return { currency: currencyOf(lines), lines, fields, placesLeft }
}

const placeOf = ({ position }: CustomField): number => position ?? Number.MAX_SAFE_INTEGER

const currencyOf = (lines: readonly OfferLine[]): string | null => {
  const found = new Set(lines.map((line) => line.amount?.currency ?? line.unitPrice?.currency))
  const [currency] = found
  return found.size === 1 && currency !== undefined ? currency : null
}

const donationLines = ({ payment_link: link }: LinkSnapshot): OfferLine[] => {
  const {
    donation_min_amount_money: min = null,
    donation_max_amount_money: max = null,
    donation_suggested_amount_money_options: suggestions,
  } = link
  const amount = amountOffer(min, max, suggestions ?? [], null, 1)
  return [
    {
      key: donationKey,
      name: link.name,
      description: null,
      image: null,
      isUnavailable: amount === null,
      quantity: 1,
      quantities: null,
      unitPrice: null,
      amount,
    },
  ]
}

/** What the catalog says of a line now comes before what the link was made with. */
const lineOf = (line: LinkLine, snapshot: LinkSnapshot, placesLeft: number | null): OfferLine => {
  const resolved = snapshot.resolved_line_items?.find(({ key }) => key === line.key)
  const known: LinkLine = { ...line, ...withoutGaps(resolved ?? {}) }
  const price = known.resolved_unit_price_money ?? known.unit_price_money ?? null
  const amount = known.allow_unit_price_adjustment
    ? amountOffer(
        known.min_unit_price_money ?? null,
        known.max_unit_price_money ?? null,
        known.suggested_unit_price_money_options ?? [],
        price,
        0,
      )
    : null
  return {
    key: known.key,
    name: known.resolved_name ?? known.name ?? '',
    description: known.description ?? null,
    image: known.image ?? null,
    isUnavailable: known.is_catalog_item_unavailable === true || (price === null && amount === null),
    quantity: known.quantity,
    quantities: known.allow_quantity_adjustment ? quantityBounds(known, placesLeft) : null,
    unitPrice: amount === null ? price : null,
    amount,
  }
}

const withoutGaps = (line: Partial<LinkLine>): Partial<LinkLine> =>
  Object.fromEntries(Object.entries(line).filter(([, value]) => value !== null && value !== undefined))

const quantityBounds = ({ min_quantity: min, max_quantity: max }: LinkLine, placesLeft: number | null) => {
  const tops = [max, placesLeft].filter((top) => typeof top === 'number')
  return { min: min ?? 1, max: tops.length === 0 ? null : Math.min(...tops) }
}

const amountOffer = (
  min: Money | null,
  max: Money | null,
  suggestions: readonly Money[],
  price: Money | null,
  least: number,
): AmountOffer | null => {
  const currency = (price ?? suggestions[0] ?? min ?? max)?.currency
  if (currency === undefined) return null
  const amounts = suggestions.map(({ amount }) => amount)
  return {
    currency,
    min: min?.amount ?? least,
    max: max?.amount ?? null,
    suggestions: amounts,
    first: price?.amount ?? amounts[0] ?? null,
  }
}
