import { Type, type Static } from 'typebox'
import { Money, body, named, oneOf } from '../platform/http/schema.ts'
import { BillingAddressInput } from './input-schemas.ts'

/** Source: contract, flint-commerce 5.2. */
export const source = {
  token: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'From the card form; `tok_visa` and its like in sandboxes.',
    }),
  ),
  payment_method_id: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  confirmation_token: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
}

const LegInput = body({ payment_intent_id: Type.String(), ...source })
export type LegInput = Static<typeof LegInput>

const email = Type.String({ format: 'email', maxLength: 254 })
const phone = Type.String({ minLength: 4, maxLength: 32 })

export const PayBody = named(
  'PayOrderRequest',
  body({
    action: oneOf(['pay', 'confirm_payment_intents', 'setup', 'resume']),
    payment_source: Type.Optional(body(source)),
    expected_outstanding_money: Type.Optional(Money),
    payment_intents: Type.Optional(Type.Array(LegInput, { minItems: 1, maxItems: 20 })),
    completion_behavior: Type.Optional(oneOf(['complete_order', 'partial_payment'])),
    order_payment_attempt_id: Type.Optional(Type.String()),
    payment_attempt_id: Type.Optional(
      Type.String({ description: 'Older name of order_payment_attempt_id.' }),
    ),
    setup_payment_source: Type.Optional(body({ token: Type.String() })),
    save_payment_method: Type.Optional(
      Type.Boolean({
        description: "Keeps the card for the order's customer once the payment is through. Never twice.",
      }),
    ),
    save_payment_method_usage: Type.Optional(
      oneOf(['on_session', 'off_session'], {
        description: 'Flint extension. What the buyer agreed to: on_session unless told otherwise.',
      }),
    ),
    save_payment_method_phone: Type.Optional(
      Type.String({
        pattern: '^\\+1[2-9]\\d{2}[2-9]\\d{6}$',
        description: 'Taken with save_payment_method and kept nowhere: no text message is sent.',
      }),
    ),
    buyer_contact: Type.Optional(
      body({
        email: Type.Optional(email),
        phone: Type.Optional(phone),
        billing_address: Type.Optional(BillingAddressInput),
      }),
    ),
    terms_of_service_accepted: Type.Optional(
      Type.Boolean({
        description:
          'Flint extension. The buyer agrees to the terms that the session shows; needed where it requires that.',
      }),
    ),
    buyer_email: Type.Optional(email),
    buyer_phone: Type.Optional(phone),
  }),
)
export type PayBody = Static<typeof PayBody>
