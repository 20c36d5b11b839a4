import { Type, type TSchema } from 'typebox'
import { nullable, oneOf } from '../platform/http/schema.ts'
import { declineSentences } from './decline-codes.ts'
import type { Profile } from './flowlix-payment.ts'
import { wordsOf } from './statuses.ts'

/** Shapes of what is answered, in each form. Source: contract, flowlix 4 and 5. */

const Seconds = Type.Integer({ description: 'Unix seconds.' })
const Amount = Type.Integer({ minimum: 0, description: 'Minor units.' })
const Text = Type.String()
const OrNull = nullable(Text)
const PaymentId = Type.String({ pattern: '^pay_[A-Za-z0-9]{24}$' })
const DeclineCode = nullable(
  Type.String({ description: `Why it was declined: ${Object.keys(declineSentences).join(', ')}.` }),
)
const DeclineMessage = nullable(Type.String({ description: 'A sentence for the payer.' }))
const Metadata = Type.Record(Type.String(), Type.String())
const NextAction = nullable(Type.Object({ redirect_url: Text }))

const Card = Type.Object({
  brand: OrNull,
  last4: OrNull,
  exp_month: nullable(Type.Integer()),
  exp_year: nullable(Type.Integer()),
  country: nullable(Type.String({ description: "Of the card's bank, ISO 3166-1 alpha-2." })),
})

const refundTimes = { created_at: Seconds, updated_at: Seconds, completed_at: nullable(Seconds) }

const RefundEntry = Type.Object({
  id: Text,
  amount: Amount,
  currency: Text,
  reason: OrNull,
  status: oneOf(['pending', 'succeeded', 'failed']),
  decline_code: DeclineCode,
  decline_message: DeclineMessage,
  ...refundTimes,
  provider_refund_id: OrNull,
})

const failure = {
  decline_code: DeclineCode,
  decline_message: DeclineMessage,
  failure_code: nullable(Type.String({ description: 'As decline_code.' })),
  failure_message: nullable(Type.String({ description: 'As decline_message.' })),
}

export const RefundC = Type.Object({
  id: Type.String({ pattern: '^ref_[A-Za-z0-9]{24}$' }),
  payment_id: PaymentId,
  amount: Amount,
  currency: Text,
  reason: OrNull,
  status: oneOf(['PENDING', 'SUCCEEDED', 'FAILED']),
  ...refundTimes,
  livemode: Type.Boolean(),
  metadata: Metadata,
  ...failure,
})

const statusIn = (profile: Profile) => oneOf(wordsOf(profile))

const fieldsOfAB = (profile: 'a' | 'b') => ({
  id: PaymentId,
  object: oneOf(['payment']),
  amount: Amount,
  currency: Text,
  status: statusIn(profile),
  description: OrNull,
  card: Card,
  customer: Type.Object({ email: OrNull, name: OrNull }),
  metadata: Metadata,
  decline_code: DeclineCode,
  decline_message: DeclineMessage,
  redirect_url: nullable(Type.String({ description: 'The hosted page, while its payer may use it.' })),
  refunded_at: nullable(Seconds),
  succeeded_at: nullable(Seconds),
  failed_at: nullable(Seconds),
  created: Seconds,
  livemode: Type.Boolean(),
})

const PaymentA = Type.Object({ ...fieldsOfAB('a'), next_action: Type.Optional(NextAction) })

const PaymentB = Type.Object({
  ...fieldsOfAB('b'),
  refunded_amount: Amount,
  refunds: Type.Array(RefundEntry),
  next_action: NextAction,
})

const PaymentC = Type.Object({
  id: PaymentId,
  amount: Amount,
  currency: Text,
  status: statusIn('c'),
  integration_type: oneOf(['DIRECT', 'HOSTED_PAYMENT_PAGE']),
  amount_refunded: Amount,
  amount_refundable: Amount,
  created_at: Seconds,
  livemode: Type.Boolean(),
  merchant_reference: OrNull,
  description: OrNull,
  billing_details: Type.Object({
    email: OrNull,
    first_name: OrNull,
    last_name: OrNull,
    phone: OrNull,
    address: Type.Object({
      line1: OrNull,
      line2: OrNull,
      city: OrNull,
      state: OrNull,
      postal_code: OrNull,
      country: OrNull,
    }),
  }),
  card: Card,
  metadata: Metadata,
  ...failure,
  hosted_payment_url: OrNull,
  refunds: Type.Array(RefundC),
  status_transitions: Type.Object({
    requires_action_at: nullable(Seconds),
    processing_at: nullable(Seconds),
    succeeded_at: nullable(Seconds),
    failed_at: nullable(Seconds),
    canceled_at: nullable(Seconds),
    expired_at: nullable(Seconds),
  }),
  next_action: NextAction,
})

const payments: Record<Profile, TSchema> = { a: PaymentA, b: PaymentB, c: PaymentC }
export const paymentIn = (profile: Profile): TSchema => payments[profile]

export const paymentListIn = (profile: Profile): TSchema => {
  const page = { data: Type.Array(payments[profile]), has_more: Type.Boolean() }
  return profile === 'c'
    ? Type.Object(page)
    : Type.Object({ object: oneOf(['list']), ...page, url: oneOf(['/v1/payments']) })
}
