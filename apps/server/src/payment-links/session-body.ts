import type { CreateSessionBody } from '../checkout-sessions/input-schemas.ts'
import type { LinkTerms } from './input-schemas.ts'
import type { PaymentLinkType } from './payment-link.ts'

const handedOn = [
  'custom_text',
  'theme',
  'legal',
  'redirects',
  'tax',
  'tip',
  'payments',
  'promotion_config',
  'customer_collection',
] as const

/** Nobody taxes, tips or discounts a gift. Source: contract, flint-commerce 9.1. */
const ofDonations = {
  tip: { enabled: false },
  tax: { enabled: false },
  promotion_config: { codes_enabled: false, automatic_enabled: false },
}

/** The checkout that a link opens for a buyer, as if its seller had asked for one. */
export const sessionBodyOf = (
  type: PaymentLinkType,
  terms: Omit<LinkTerms, 'line_items' | 'custom_fields'>,
): CreateSessionBody => {
  const { expires_at: _ofTheLink, ...expiration } = terms.expiration ?? {}
  return {
    ...Object.fromEntries(
      handedOn.filter((name) => terms[name] !== undefined).map((name) => [name, terms[name]]),
    ),
    ...(Object.keys(expiration).length === 0 ? {} : { expiration }),
    ...(type === 'donation' ? ofDonations : {}),
  }
}
