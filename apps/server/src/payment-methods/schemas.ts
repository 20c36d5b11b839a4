import { type Static, Type } from 'typebox'
import { cardBrands } from '../payments/schemas.ts'
import { Timestamp, body, id, named, nullable, oneOf } from '../platform/http/schema.ts'

/** Source: contract, flint-commerce 7.2. */

export const usages = ['on_session', 'off_session'] as const
export const methodStatuses = ['pending', 'active', 'expired', 'removed', 'failed'] as const

export const PaymentMethodParams = Type.Object({ payment_method_id: id('pm', 'The payment method') })

const text = (maxLength: number, description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength, description }))

export const SavePaymentMethodBody = named(
  'SavePaymentMethodRequest',
  body({
    customer_id: Type.String(),
    type: Type.Optional(oneOf(['card'], { 'x-flint-error': 'INVALID_PAYMENT_METHOD_TYPE' })),
    usage: Type.Optional(
      oneOf(usages, { description: 'Flint extension. off_session unless told otherwise.' }),
    ),
    token: text(255, 'Flint extension. A card token, or in sandboxes `tok_visa` and its like: saves it now.'),
    payment_method_id: text(255, 'Flint extension. The pending payment method that the token is for.'),
    return_url: text(2048, 'Flint extension. Where the buyer goes after the challenge of their bank.'),
  }),
)
export type SavePaymentMethodBody = Static<typeof SavePaymentMethodBody>

export const PaymentMethod = named(
  'PaymentMethod',
  Type.Object({
    payment_method_id: id('pm', 'The payment method'),
    customer_id: id('cus', 'Who keeps it'),
    merchant_id: Type.String(),
    type: oneOf(['card']),
    status: oneOf(methodStatuses),
    usage: oneOf(usages, { description: 'Whether it may be charged without the buyer (off_session).' }),
    card: nullable(
      Type.Object({
        brand: oneOf(cardBrands),
        last4: Type.String(),
        exp_month: Type.Integer(),
        exp_year: Type.Integer(),
        wallet: nullable(Type.String()),
      }),
    ),
    saved_with: oneOf(['setup', 'payment', 'checkout'], { description: 'How the buyer agreed.' }),
    failure_code: nullable(
      Type.String({ description: 'Why it could not be saved: one of the decline codes.' }),
    ),
    failure_message: nullable(Type.String()),
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)

export const ClientSetup = named(
  'ClientSetup',
  Type.Object({
    flint: Type.Optional(
      Type.Object({
        next_step: oneOf(['collect_setup_payment_source']),
        tokens_path: Type.String({ description: 'Where card details become a token.' }),
        submit_to: oneOf(['save_payment_method']),
        expires_at: Timestamp,
      }),
    ),
    redirect: Type.Optional(
      Type.Object({
        url: Type.String({ description: 'Send the buyer here: their bank wants to ask them.' }),
        return_url: nullable(Type.String()),
        expires_at: Timestamp,
      }),
    ),
  }),
)
