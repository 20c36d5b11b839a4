import { changePayment } from '../../orders/change-payment.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { cancelIntent } from '../capture-and-cancel.ts'
import { paymentErrors } from '../errors.ts'
import { cancelBody } from '../input-schemas.ts'
import { PaymentIntent } from '../schemas.ts'
import { toPaymentIntent } from '../to-payment-intent.ts'
import { getStandaloneIntent } from './confirm-payment-intent.ts'
import { IntentParams } from './get-payment-intent.ts'

export const cancelErrors = [
  paymentErrors.CANNOT_CANCEL_SUCCEEDED_PAYMENT,
  paymentErrors.PAYMENT_ALREADY_CANCELED,
  paymentErrors.PAYMENT_INTENT_NOT_CANCELABLE,
  paymentErrors.PAYMENT_OPERATION_IN_PROGRESS,
  paymentErrors.MERCHANT_ONBOARDING_REQUIRED,
]

export const cancelPaymentIntentRoute = defineRoute({
  method: 'POST',
  path: '/v1/payment-intents/{payment_intent_id}/cancel',
  operationId: 'cancelPaymentIntent',
  tag: 'Payment intents',
  summary: 'Cancel a payment intent, giving its hold back',
  callers: ['merchant'],
  scope: 'payments.payment_intents.write',
  idempotency: 'optional',
  asksProcessor: true,
  params: IntentParams,
  body: body(cancelBody),
  isBodyOptional: true,
  status: 200,
  data: PaymentIntent,
  errors: [
    paymentErrors.PAYMENT_INTENT_NOT_FOUND,
    paymentErrors.ORDER_PAYMENT_FLOW_REQUIRED,
    ...cancelErrors,
  ],
  run: async ({ ctx, params, body: input }) => {
    const found = await getStandaloneIntent(ctx, params.payment_intent_id)
    return changePayment(ctx, found, (intent) => cancelIntent(ctx, intent, input.cancellation_reason))
  },
  show: ({ intent }) => answer(200, toPaymentIntent(intent)),
})
