import { type Static, Type } from 'typebox'
import { Money, body, named, nullable, oneOf } from '../platform/http/schema.ts'
import { paymentOptions } from './payment-option-rules.ts'
import { blockerCodes } from './resolve-payment-options.ts'

/** Source: contract, flint-commerce 7.1 and flint-platform 15. */

const error = { 'x-flint-error': 'INVALID_PAYMENT_OPTION_RESOLVE_REQUEST' }

export const sourceTypes = [
  'payment_intent',
  'checkout_session',
  'payment_link',
  'invoice',
  'subscription',
  'order',
] as const

const Country = Type.String({
  pattern: '^[A-Z]{2}$',
  description: 'ISO 3166-1, two capitals.',
  ...error,
})
const Flag = (description: string) => Type.Boolean({ description, ...error })

const PaymentOptionContext = body(
  {
    amount_money: Type.Optional(Money),
    buyer_country: Type.Optional(Country),
    billing_country: Type.Optional(Country),
    capture_method: Type.Optional(oneOf(['automatic', 'manual'], error)),
    off_session: Type.Optional(Flag('The payment is made while the buyer is away.')),
    recurring: Type.Optional(Flag('The payment is made again and again.')),
    allow_redirects: Type.Optional(
      Flag('The buyer can be sent to another site and come back. True unless told otherwise.'),
    ),
  },
  { description: 'What is known of the payment. It counts before what the source says.', ...error },
)

const PaymentOptionSource = body(
  {
    type: oneOf(sourceTypes, error),
    id: Type.Optional(Type.String({ minLength: 1, maxLength: 64, ...error })),
  },
  { description: 'What is to be paid: its amount and currency are looked up.', ...error },
)

export const ResolvePaymentOptionsBody = body({
  context: Type.Optional(PaymentOptionContext),
  payment_options: Type.Optional(
    Type.Array(oneOf(paymentOptions, { 'x-flint-error': 'INVALID_PAYMENT_OPTIONS' }), {
      minItems: 1,
      maxItems: 20,
      'x-flint-error': 'INVALID_PAYMENT_OPTIONS',
      'x-flint-required': 'PAYMENT_OPTIONS_REQUIRED',
      description: 'Which to ask about; all when left out.',
    }),
  ),
  source: Type.Optional(PaymentOptionSource),
})
export type ResolvePaymentOptionsBody = Static<typeof ResolvePaymentOptionsBody>

export const PaymentOptionResolution = named(
  'PaymentOptionResolution',
  Type.Object({
    payment_option: oneOf(paymentOptions),
    status: oneOf(['available', 'unavailable']),
    reason_code: nullable(oneOf(blockerCodes, { description: 'Of the first blocker.' })),
    reason_message: nullable(Type.String()),
    blockers: Type.Array(
      Type.Object({
        code: oneOf(blockerCodes),
        message: Type.String(),
        resolution_owner: oneOf(['merchant', 'flint', 'integrator', 'buyer']),
        retryable: Type.Boolean(),
      }),
    ),
  }),
)
