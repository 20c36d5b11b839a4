import { customerErrors } from '../../customers/errors.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { paymentErrors } from '../errors.ts'
import { UpdateIntentBody } from '../input-schemas.ts'
import { PaymentIntent } from '../schemas.ts'
import { toPaymentIntent } from '../to-payment-intent.ts'
import { updateIntent } from '../update-intent.ts'
import { IntentParams } from './get-payment-intent.ts'

export const updatePaymentIntentRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/payment-intents/{payment_intent_id}',
  operationId: 'updatePaymentIntent',
  tag: 'Payment intents',
  summary: 'Change a payment intent',
  description:
    "Amounts and receipt_email until it is confirmed, notes always. An order's intent takes its amounts from the order.",
  callers: ['merchant'],
  scope: 'payments.payment_intents.write',
  idempotency: 'optional',
  params: IntentParams,
  body: UpdateIntentBody,
  status: 200,
  data: PaymentIntent,
  errors: [
    paymentErrors.PAYMENT_INTENT_NOT_FOUND,
    paymentErrors.PAYMENT_INTENT_CANNOT_BE_UPDATED,
    paymentErrors.VALIDATION_ERROR,
    httpErrors.NO_FIELDS_TO_UPDATE,
    httpErrors.CURRENCY_MISMATCH,
    customerErrors.CUSTOMER_NOT_FOUND,
  ],
  run: ({ ctx, params, body }) => updateIntent(ctx, params.payment_intent_id, body),
  show: (intent) => answer(200, toPaymentIntent(intent)),
})
