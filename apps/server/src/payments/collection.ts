import { Type } from 'typebox'
import { TotalMoney, named, oneOf } from '../platform/http/schema.ts'
import type { PaymentIntent as Intent } from './payment.ts'
import { money } from './to-payment-intent.ts'

/**
 * What a browser needs to collect the payment: where the details of a card or bank account become a token, and where the token goes.
 * Source: contract, flint-commerce 5.6; the member `flint` stands beside the one of other processors.
 */
export const PaymentCollection = named(
  'PaymentCollection',
  Type.Object({
    flint: Type.Object({
      next_step: oneOf(['collect_payment_source']),
      tokens_path: Type.String(),
      payment_method_types: Type.Array(Type.String()),
      amount_money: TotalMoney,
      submit_to: oneOf(['pay_order', 'confirm_payment_intent']),
    }),
  }),
)

export const toPaymentCollection = (
  intent: Pick<Intent, 'paymentOptions' | 'amount' | 'currency'>,
  submitTo: 'pay_order' | 'confirm_payment_intent',
) => ({
  flint: {
    next_step: 'collect_payment_source' as const,
    tokens_path: '/v1/tokens',
    payment_method_types: intent.paymentOptions,
    amount_money: money(intent.amount, intent.currency),
    submit_to: submitTo,
  },
})
