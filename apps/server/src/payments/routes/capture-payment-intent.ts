import { changePayment } from '../../orders/change-payment.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { captureHold } from '../capture-and-cancel.ts'
import { paymentErrors } from '../errors.ts'
import { captureBody } from '../input-schemas.ts'
import { PaymentIntent } from '../schemas.ts'
import { toPaymentIntent } from '../to-payment-intent.ts'
import { getStandaloneIntent } from './confirm-payment-intent.ts'
import { IntentParams } from './get-payment-intent.ts'

export const captureErrors = [
  paymentErrors.INVALID_STATUS_FOR_CAPTURE,
  paymentErrors.INVALID_CAPTURE_AMOUNT,
  paymentErrors.CAPTURE_AMOUNT_EXCEEDS_CAPTURABLE,
  paymentErrors.CAPTURE_CURRENCY_MISMATCH,
  paymentErrors.PAYMENT_AUTHORIZATION_EXPIRED,
  paymentErrors.PAYMENT_AUTHORIZATION_NOT_CAPTURABLE,
  paymentErrors.PAYMENT_OPERATION_IN_PROGRESS,
  paymentErrors.MERCHANT_ONBOARDING_REQUIRED,
]

export const capturePaymentIntentRoute = defineRoute({
  method: 'POST',
  path: '/v1/payment-intents/{payment_intent_id}/capture',
  operationId: 'capturePaymentIntent',
  tag: 'Payment intents',
  summary: 'Capture a hold',
  description: 'Once, all or part; the rest is given back at once.',
  callers: ['merchant'],
  scope: 'payments.payment_intents.write',
  idempotency: 'optional',
  asksProcessor: true,
  params: IntentParams,
  body: body(captureBody),
  isBodyOptional: true,
  status: 200,
  data: PaymentIntent,
  errors: [
    paymentErrors.PAYMENT_INTENT_NOT_FOUND,
    paymentErrors.ORDER_PAYMENT_FLOW_REQUIRED,
    ...captureErrors,
  ],
  run: async ({ ctx, params, body: input }) => {
    const found = await getStandaloneIntent(ctx, params.payment_intent_id)
    return changePayment(ctx, found, (intent) => captureHold(ctx, intent, input.amount_money))
  },
  show: ({ intent }) => answer(200, toPaymentIntent(intent)),
})
