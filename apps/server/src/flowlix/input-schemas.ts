import { Type, type Static, type TObject, type TProperties, type TSchema } from 'typebox'
import { nullable } from '../platform/http/schema.ts'
import type { Profile } from './flowlix-payment.ts'

/** Shapes of what is sent. What is not part of them is ignored. Source: contract, flowlix 3 and Q18. */

/** Left out or null is the same. */
export const optional = <T extends TSchema>(schema: T) => Type.Optional(nullable(schema))
export const text = (maxLength: number, options: object = {}) => Type.String({ maxLength, ...options })

/** Source: contract, flowlix 3.1; the upper end is the engine's. */
export const Amount = Type.Integer({ minimum: 1, maximum: 999_999_999_999, description: 'Minor units.' })
/** Which of them are taken is said by `currencies.ts`. */
export const currencyField = (profile: Profile) =>
  profile === 'c'
    ? Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217, in capitals: EUR.' })
    : Type.String({ pattern: '^[a-z]{3}$', description: 'ISO 4217, in small letters, as eur.' })

export const Description = optional(text(500))
/** What a map may hold is checked by `check-metadata.ts`, which names the map and not its key. */
export const MetadataInput = Type.Optional(
  Type.Unsafe<Record<string, string> | null>({
    type: ['object', 'null'],
    additionalProperties: true,
    maxProperties: 50,
    description: 'At most 50 keys of up to 40 characters, with texts of up to 500.',
  }),
)
export const WebAddress = text(2048, { pattern: '^https?://\\S+$', description: 'An address of the web.' })

const Email = text(320, { format: 'email', description: 'An e-mail address.' })
const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2.' })
const Phone = text(40, {
  pattern: '^\\+[\\d ().-]{3,39}$',
  description: 'International form, with a leading +.',
})
const required = (maxLength: number) => text(maxLength, { minLength: 1 })

const CardInput = Type.Object({
  number: Type.String({ pattern: '^\\d{12,19}$', description: 'Digits only. Never stored, never logged.' }),
  exp_month: Type.Integer({ minimum: 1, maximum: 12 }),
  exp_year: Type.Integer({ minimum: 1000, maximum: 9999, description: 'Four digits.' }),
  cvc: Type.String({
    pattern: '^\\d{3,4}$',
    description: 'Three digits, four for American Express. Never stored, never logged.',
  }),
  holder_name: Type.String({ maxLength: 255, description: 'The name on the card.' }),
})
export type CardInput = Static<typeof CardInput>

const CustomerInput = Type.Object({
  email: Email,
  first_name: required(255),
  last_name: required(255),
  country: Country,
  phone: Phone,
  address: required(255),
  city: required(255),
  zip: required(40),
})
export type CustomerInput = Static<typeof CustomerInput>

const BillingDetailsInput = Type.Object({
  email: optional(Email),
  first_name: optional(text(255)),
  last_name: optional(text(255)),
  phone: optional(text(40)),
  address: optional(
    Type.Object({
      line1: optional(text(255)),
      line2: optional(text(255)),
      city: optional(text(255)),
      state: optional(text(255)),
      postal_code: optional(text(40)),
      country: optional(Country),
    }),
  ),
})
export type BillingDetailsInput = Static<typeof BillingDetailsInput>

/** What both ways of making a payment have in common, in the words of each form. */
const commonFields = (profile: Profile) => ({
  amount: Amount,
  currency: currencyField(profile),
  description: Description,
  metadata: MetadataInput,
  ...(profile === 'c' ? { merchant_reference: optional(text(255)) } : {}),
})

/** The payer; form A needs one, the others need one that is complete, or for C, a card payment to have one. */
const payerField = (profile: Profile, isNeeded: boolean): TProperties => {
  if (profile === 'c')
    return { billing_details: isNeeded ? BillingDetailsInput : optional(BillingDetailsInput) }
  return { customer: profile === 'a' ? CustomerInput : optional(CustomerInput) }
}

export type PaymentInput = {
  amount: number
  currency: string
  description?: string | null
  metadata?: Record<string, string> | null
  merchant_reference?: string | null
  customer?: CustomerInput | null
  billing_details?: BillingDetailsInput | null
}

export type DirectPaymentInput = PaymentInput & {
  card?: CardInput
  payment_method_data?: { card: CardInput }
  return_url?: string | null
}

/** Source: contract, flowlix 3.1 and 3.3. Form A takes a `return_url` besides: with it the payer's bank may ask (Q4). */
export const directPaymentBody = (profile: Profile): TObject =>
  Type.Object({
    ...commonFields(profile),
    ...(profile === 'c' ? { payment_method_data: Type.Object({ card: CardInput }) } : { card: CardInput }),
    ...payerField(profile, true),
    return_url: optional(WebAddress),
  })

/** For a payment on a page of ours; where the payer returns to has another name in form C. Source: contract, flowlix 3.2 and 3.3. */
export const hostedPaymentBody = (profile: Profile, more: TProperties): TObject =>
  Type.Object({ ...commonFields(profile), ...payerField(profile, false), ...more })
