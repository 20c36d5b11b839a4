import { cancelIntent } from '../../payments/capture-and-cancel.ts'
import { paymentErrors } from '../../payments/errors.ts'
import { cancelBody } from '../../payments/input-schemas.ts'
import { cancelErrors } from '../../payments/routes/cancel-payment-intent.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { changePayment, expectNamedAttempt, expectRunningAttempt } from '../change-payment.ts'
import { orderErrors } from '../errors.ts'
import { ChangedLeg, LegParams, attemptField, showChangedLeg } from './capture-order-payment.ts'

export const cancelOrderPaymentRoute = defineRoute({
  method: 'POST',
  path: '/v1/orders/{order_id}/payment-intents/{payment_intent_id}/cancel',
  operationId: 'cancelOrderPayment',
  tag: 'Orders',
  summary: 'Cancel a leg, giving its hold back',
  callers: ['merchant', 'checkout'],
  scope: 'commerce.orders.write',
  idempotency: 'optional',
  asksProcessor: true,
  params: LegParams,
  body: body({ ...cancelBody, ...attemptField }),
  isBodyOptional: true,
  status: 200,
  data: ChangedLeg,
  errors: [
    orderErrors.ORDER_NOT_FOUND,
    paymentErrors.PAYMENT_INTENT_NOT_FOUND,
    paymentErrors.PAYMENT_ATTEMPT_MISMATCH,
    paymentErrors.PAYMENT_ATTEMPT_ID_REQUIRED,
    ...cancelErrors,
  ],
  run: ({ ctx, params, body: input }) =>
    changePayment(
      ctx,
      { paymentIntentId: params.payment_intent_id, orderId: params.order_id },
      (intent, order) => {
        const attemptId = input.order_payment_attempt_id ?? input.payment_attempt_id
        expectRunningAttempt(order, attemptId)
        const canceled = cancelIntent(ctx, intent, input.cancellation_reason)
        expectNamedAttempt(order, intent, attemptId)
        return canceled
      },
    ),
  show: (changed, ctx) => showChangedLeg(ctx, changed),
})
