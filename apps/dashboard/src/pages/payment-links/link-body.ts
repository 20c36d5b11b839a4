import type { PaymentLink } from '../../api/shapes.ts'
import { parseMoney } from '../../parts/parse-money.ts'
import { type TypedField, type TypedLine, type TypedLink, isOfCatalog } from './typed-link.ts'
import { instantOfWall, ownTimezone } from './wall-time.ts'

type Wire = Record<string, unknown>

/**
 * The body of a create call, or, with the link as it was read, of a change. What is no number is sent as it is, so that the
 * API says what is wrong with it. Lists and objects are replaced as a whole: what the form does not show is sent again.
 */
export const linkBody = (typed: TypedLink, link: PaymentLink | null): Wire => {
  const body = {
    name: typed.name.trim(),
    description: textOf(typed.description),
    image: textOf(typed.image),
    custom_fields: typed.fields.map(fieldBody),
    max_completions: numberOf(typed.maxCompletions),
    expiration: merged(link?.expiration, {
      expires_at: typed.endsAt === '' ? null : instantOfWall(typed.endsAt, ownTimezone()),
    }),
    inactive_message: textOf(typed.inactiveMessage),
    custom_text: merged(link?.custom_text, { success_message: textOf(typed.successMessage) }),
    redirects: merged(link?.redirects, { success_redirect_url: textOf(typed.successUrl) }),
    customer_collection: merged(link?.customer_collection, { require_email: typed.needsEmail || null }),
    ...typeBody(typed, link),
  }
  return link === null
    ? { payment_link_type: typed.type, ...withoutNulls(body) }
    : { ...body, expected_version: link.version }
}

const typeBody = (typed: TypedLink, link: PaymentLink | null): Wire => {
  const { currency } = typed
  if (typed.type === 'donation')
    return {
      donation_min_amount_money: moneyOf(typed.donation.min, currency),
      donation_max_amount_money: moneyOf(typed.donation.max, currency),
      donation_suggested_amount_money_options: amountsOf(typed.donation.suggestions, currency),
    }
  return {
    line_items: typed.lines.map((line) => lineBody(line, currency)),
    tip: merged(link?.tip, { enabled: typed.hasTip || null }),
    tax: merged(link?.tax, { enabled: typed.isTaxed || null }),
    ...(typed.type === 'event' ? { event_config: eventBody(typed, link) } : {}),
  }
}

const eventBody = ({ event }: TypedLink, link: PaymentLink | null): Wire | null =>
  merged(link?.event_config, {
    event_at: instantOfWall(event.at, event.timezone),
    timezone: event.timezone,
    venue: textOf(event.venue),
    max_total_quantity: numberOf(event.places),
  })

const lineBody = (line: TypedLine, currency: string): Wire => {
  const { kept } = line
  const source = isOfCatalog(line)
    ? { variant_id: kept?.variant_id, bundle_id: kept?.bundle_id }
    : {
        name: line.name.trim(),
        unit_price_money: moneyOf(line.price, currency) ?? { amount: null, currency },
        description: textOf(line.description),
        tax: kept?.tax,
      }
  return withoutNulls({
    key: kept?.key,
    ...source,
    quantity: numberOf(line.quantity) ?? 1,
    allow_quantity_adjustment: line.canChangeQuantity || null,
    min_quantity: line.canChangeQuantity ? numberOf(line.minQuantity) : null,
    max_quantity: line.canChangeQuantity ? numberOf(line.maxQuantity) : null,
    allow_unit_price_adjustment: line.canChangePrice || null,
    min_unit_price_money: line.canChangePrice ? moneyOf(line.minPrice, currency) : null,
    max_unit_price_money: line.canChangePrice ? moneyOf(line.maxPrice, currency) : null,
    suggested_unit_price_money_options:
      line.canChangePrice && line.suggestions.trim() !== '' ? amountsOf(line.suggestions, currency) : null,
  })
}

const fieldBody = ({ kept, ...field }: TypedField): Wire =>
  withoutNulls({
    key: kept?.key,
    label: field.label.trim(),
    custom_field_type: field.type,
    required: field.isRequired,
    options: field.type === 'dropdown' ? linesOf(field.options) : null,
    max_length:
      kept?.custom_field_type === field.type && (field.type === 'text' || field.type === 'textarea')
        ? kept.max_length
        : null,
    placeholder: kept?.placeholder,
  })

const textOf = (text: string): string | null => text.trim() || null

const numberOf = (text: string): number | string | null => {
  const plain = text.trim()
  if (plain === '') return null
  return /^\d+$/.test(plain) ? Number(plain) : plain
}

const moneyOf = (text: string, currency: string): Wire | null =>
  text.trim() === '' ? null : { amount: parseMoney(text, currency) ?? text.trim(), currency }

/** @example amountsOf('10; 25 50', 'USD') // three amounts */
const amountsOf = (text: string, currency: string): Wire[] =>
  text
    .split(/[\s;]+/)
    .filter(Boolean)
    .map((amount) => moneyOf(amount, currency)!)

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** An object of the link with some of its parts changed; null where nothing is left of it. */
const merged = (before: object | null | undefined, changes: Wire): Wire | null => {
  const all = withoutNulls({ ...before, ...changes })
  return Object.keys(all).length === 0 ? null : all
}

const withoutNulls = (wire: Wire): Wire =>
  Object.fromEntries(Object.entries(wire).filter(([, value]) => value !== null && value !== undefined))
