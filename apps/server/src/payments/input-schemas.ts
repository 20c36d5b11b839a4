import { Type } from 'typebox'
import {
  ExternalReferenceId,
  Metadata,
  MetadataPatch,
  Money,
  PositiveMoney,
  body,
  nullable,
  oneOf,
} from '../platform/http/schema.ts'

const optionList = (description?: string) =>
  Type.Optional(
    Type.Array(oneOf(['card', 'apple_pay', 'google_pay', 'affirm', 'ach_debit']), {
      minItems: 1,
      maxItems: 5,
      ...(description === undefined ? {} : { description }),
    }),
  )

/** Fields that order-owned and standalone payment intents share. Source: contract, flint-commerce 5.7 and 6.2. */
export const intentPlan = {
  capture_method: Type.Optional(oneOf(['automatic', 'manual'])),
  payment_options: optionList(),
  payment_return_url: Type.Optional(Type.String({ minLength: 1, maxLength: 2048 })),
  external_reference_id: Type.Optional(ExternalReferenceId),
  metadata: Type.Optional(Metadata),
}

/** Source: contract, flint-commerce 5.7. */
export const PaymentSourceSelection = body(
  {
    card: Type.Optional(
      body({
        digital_wallets: Type.Optional(Type.Array(oneOf(['apple_pay', 'google_pay']), { maxItems: 2 })),
      }),
    ),
  },
  { description: 'The wallets that the page would show beside the card form. None is served so far.' },
)

export const captureBody = { amount_money: Type.Optional(Money) }

export const cancelBody = {
  cancellation_reason: Type.Optional(
    oneOf(['requested_by_customer', 'duplicate', 'fraudulent', 'abandoned']),
  ),
}

const email = Type.String({ format: 'email', maxLength: 254 })

export const CreateIntentBody = body(
  {
    ...intentPlan,
    amount_money: Type.Optional(PositiveMoney),
    tip_money: Type.Optional(PositiveMoney),
    order_id: Type.Optional(
      Type.String({ description: 'Makes an intent that follows the balance of this order.' }),
    ),
    customer_id: Type.Optional(Type.String()),
    payment_method_types: optionList('Older name of payment_options.'),
    payment_source_token: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    payment_method_id: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    auto_confirm: Type.Optional(
      Type.Boolean({ description: 'Charges at once what the payment is created with.' }),
    ),
    receipt_email: Type.Optional(email),
    transaction_purpose: Type.Optional(oneOf(['goods', 'services', 'other'])),
  },
  { 'x-flint-own-id': 'payment_intent_id' },
)

export const UpdateIntentBody = body({
  customer_id: Type.Optional(nullable(Type.String())),
  amount_money: Type.Optional(PositiveMoney),
  tip_money: Type.Optional(PositiveMoney),
  receipt_email: Type.Optional(nullable(email)),
  external_reference_id: Type.Optional(nullable(ExternalReferenceId)),
  metadata: Type.Optional(MetadataPatch),
})

export const ConfirmIntentBody = body({
  payment_source_token: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  payment_method_id: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  confirmation_token: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
})
