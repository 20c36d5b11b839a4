import { Type, type Static } from 'typebox'
import { body, named, nullable, oneOf } from '../../platform/http/schema.ts'

/** What the hosted page reads and sends, with its payer's credential: extensions of Flint's API, no part of Flowlix's. */

const text = (maxLength: number) => Type.Optional(nullable(Type.String({ minLength: 1, maxLength })))

const BillingDetails = body({
  email: Type.Optional(nullable(Type.String({ format: 'email', maxLength: 254 }))),
  first_name: text(100),
  last_name: text(100),
  phone: text(32),
  address: Type.Optional(
    body({
      line1: text(255),
      line2: text(255),
      city: text(255),
      state: text(64),
      postal_code: text(20),
      country: Type.Optional(nullable(Type.String({ pattern: '^[A-Z]{2}$' }))),
    }),
  ),
})
export type BillingDetails = Static<typeof BillingDetails>

export const UpdateHostedPaymentBody = named(
  'UpdateHostedPaymentRequest',
  body({ billing_details: BillingDetails }),
)

export const HostedCardBody = named(
  'CreateHostedCardTokenRequest',
  body({
    card: body({
      number: Type.String({ pattern: '^\\d{12,19}$', 'x-flint-error': 'TOKEN_CARD_INVALID' }),
      exp_month: Type.Integer({ minimum: 1, maximum: 12, 'x-flint-error': 'TOKEN_CARD_INVALID' }),
      exp_year: Type.Integer({ minimum: 2000, maximum: 9999, 'x-flint-error': 'TOKEN_CARD_INVALID' }),
      cvc: Type.String({ pattern: '^\\d{3,4}$', 'x-flint-error': 'TOKEN_CARD_INVALID' }),
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 255, description: 'Kept nowhere.' })),
    }),
  }),
)
export type HostedCard = Static<typeof HostedCardBody>['card']

export const HostedPaymentParams = Type.Object({
  payment_id: Type.String({ description: 'The Flowlix payment: `pay_` and 24 letters and digits.' }),
})

const shown = nullable(Type.String())

export const HostedPayment = named(
  'HostedPayment',
  Type.Object({
    payment_id: Type.String(),
    status: Type.String({ description: 'In the words of the form of the Flowlix API that made it.' }),
    outcome: oneOf(['open', 'succeeded', 'failed', 'canceled', 'expired'], {
      description: 'The same in one word for all forms: open until the one attempt has ended.',
    }),
    amount: Type.Integer({ description: 'Minor units.' }),
    currency: Type.String({ description: 'ISO 4217, three capitals.' }),
    description: shown,
    asks_billing_details: Type.Boolean({
      description: 'The page asks who pays; what it is told replaces what the merchant has sent.',
    }),
    billing_details: nullable(
      Type.Object({
        email: shown,
        first_name: shown,
        last_name: shown,
        phone: shown,
        address: Type.Object({
          line1: shown,
          line2: shown,
          city: shown,
          state: shown,
          postal_code: shown,
          country: shown,
        }),
      }),
    ),
    decline_code: shown,
    return_url: nullable(
      Type.String({
        description: 'Where the payer goes on, once it has ended: with the payment and its status.',
      }),
    ),
  }),
)
