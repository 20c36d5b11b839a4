import type { PaymentLink } from '../../api/shapes.ts'
import { decimalOf } from '../../parts/parse-money.ts'
import { ownTimezone, wallOfInstant } from './wall-time.ts'

export type LinkType = PaymentLink['payment_link_type']
export type LinkLine = PaymentLink['line_items'][number]
export type LinkField = PaymentLink['custom_fields'][number]

/** A line of the form, as it is typed. `place` tells lines apart while they have no other name. */
export type TypedLine = {
  place: number
  /** What the form does not show, and what an edit must keep. */
  kept: LinkLine | null
  name: string
  description: string
  quantity: string
  canChangeQuantity: boolean
  minQuantity: string
  maxQuantity: string
  price: string
  canChangePrice: boolean
  minPrice: string
  maxPrice: string
  /** Amounts with spaces or semicolons between them. */
  suggestions: string
}

export type TypedField = {
  place: number
  kept: LinkField | null
  label: string
  type: LinkField['custom_field_type']
  isRequired: boolean
  /** One on each line. */
  options: string
}

/** The form of a link, as it is typed. */
export type TypedLink = {
  type: LinkType
  name: string
  description: string
  image: string
  currency: string
  lines: readonly TypedLine[]
  donation: { min: string; max: string; suggestions: string }
  event: { at: string; timezone: string; venue: string; places: string }
  fields: readonly TypedField[]
  maxCompletions: string
  /** On the reader's own clock. */
  endsAt: string
  inactiveMessage: string
  successMessage: string
  successUrl: string
  needsEmail: boolean
  hasTip: boolean
  isTaxed: boolean
}

export const emptyLine = (place: number): TypedLine => ({
  place,
  kept: null,
  name: '',
  description: '',
  quantity: '1',
  canChangeQuantity: false,
  minQuantity: '',
  maxQuantity: '',
  price: '',
  canChangePrice: false,
  minPrice: '',
  maxPrice: '',
  suggestions: '',
})

export const emptyField = (place: number): TypedField => ({
  place,
  kept: null,
  label: '',
  type: 'text',
  isRequired: false,
  options: '',
})

export const emptyLink = (): TypedLink => ({
  type: 'standard',
  name: '',
  description: '',
  image: '',
  currency: 'USD',
  lines: [emptyLine(0)],
  donation: { min: '', max: '', suggestions: '' },
  event: { at: '', timezone: ownTimezone(), venue: '', places: '' },
  fields: [],
  maxCompletions: '',
  endsAt: '',
  inactiveMessage: '',
  successMessage: '',
  successUrl: '',
  needsEmail: false,
  hasTip: false,
  isTaxed: false,
})

type Money = { amount: number; currency: string }
const typedMoney = (money: Money | null | undefined): string => (money ? decimalOf(money) : '')
const typedNumber = (number: number | null | undefined): string => (number ? String(number) : '')

/** The form of a link that is there, to change it. */
export const typedLinkOf = (link: PaymentLink): TypedLink => {
  const {
    donation_min_amount_money: min,
    donation_max_amount_money: max,
    donation_suggested_amount_money_options: suggestions,
    event_config: event,
  } = link
  const timezone = event?.timezone ?? ownTimezone()
  return {
    type: link.payment_link_type,
    name: link.name,
    description: link.description ?? '',
    image: link.image ?? '',
    currency: currencyOf(link) ?? 'USD',
    lines: link.line_items.map(typedLineOf),
    donation: {
      min: typedMoney(min),
      max: typedMoney(max),
      suggestions: suggestions.map(decimalOf).join('; '),
    },
    event: {
      at: event ? wallOfInstant(event.event_at, timezone) : '',
      timezone,
      venue: event?.venue ?? '',
      places: typedNumber(event?.max_total_quantity),
    },
    fields: link.custom_fields.map(typedFieldOf),
    maxCompletions: typedNumber(link.max_completions),
    endsAt: link.expiration?.expires_at ? wallOfInstant(link.expiration.expires_at, ownTimezone()) : '',
    inactiveMessage: link.inactive_message ?? '',
    successMessage: link.custom_text?.success_message ?? '',
    successUrl: link.redirects?.success_redirect_url ?? '',
    needsEmail: link.customer_collection?.require_email ?? false,
    hasTip: link.tip?.enabled ?? false,
    isTaxed: link.tax?.enabled ?? false,
  }
}

/** All amounts of a link are of one currency. */
export const currencyOf = (link: PaymentLink): string | null => {
  const [line] = link.line_items
  const money =
    line?.resolved_unit_price_money ??
    line?.unit_price_money ??
    link.donation_min_amount_money ??
    link.donation_max_amount_money ??
    link.donation_suggested_amount_money_options[0]
  return money?.currency ?? null
}

const typedLineOf = (line: LinkLine, place: number): TypedLine => ({
  place,
  kept: line,
  name: line.name ?? line.resolved_name ?? '',
  description: line.description ?? '',
  quantity: String(line.quantity),
  canChangeQuantity: line.allow_quantity_adjustment,
  minQuantity: line.min_quantity === null ? '' : String(line.min_quantity),
  maxQuantity: typedNumber(line.max_quantity),
  price: typedMoney(line.unit_price_money ?? line.resolved_unit_price_money),
  canChangePrice: line.allow_unit_price_adjustment,
  minPrice: typedMoney(line.min_unit_price_money),
  maxPrice: typedMoney(line.max_unit_price_money),
  suggestions: line.suggested_unit_price_money_options.map(decimalOf).join('; '),
})

const typedFieldOf = (field: LinkField, place: number): TypedField => ({
  place,
  kept: field,
  label: field.label,
  type: field.custom_field_type,
  isRequired: field.required,
  options: field.options.join('\n'),
})

/** What comes from the catalog has its name and price there. */
export const isOfCatalog = ({ kept }: TypedLine): boolean =>
  kept !== null && (kept.variant_id !== null || kept.bundle_id !== null)
