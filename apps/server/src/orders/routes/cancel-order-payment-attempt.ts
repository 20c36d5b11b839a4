import { Type } from 'typebox'
import { paymentErrors } from '../../payments/errors.ts'
import { Attempt } from '../../payments/schemas.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { nullable } from '../../platform/http/schema.ts'
import { cancelAttempt } from '../cancel-attempt.ts'
import { orderErrors } from '../errors.ts'
import { Order } from '../schemas.ts'
import { AttemptParams } from './get-order-payment-attempt.ts'
import { showCollected } from './pay-order.ts'
import { PendingAction } from '../../payments/schemas.ts'

export const cancelOrderPaymentAttemptRoute = defineRoute({
  method: 'POST',
  path: '/v1/orders/{order_id}/payment-attempts/{order_payment_attempt_id}/cancel',
  operationId: 'cancelOrderPaymentAttempt',
  tag: 'Orders',
  summary: 'Stop a payment attempt that waits for the buyer',
  callers: ['merchant', 'checkout'],
  scope: 'commerce.orders.write',
  idempotency: 'optional',
  asksProcessor: true,
  params: AttemptParams,
  status: 200,
  data: Type.Object({ order: Order, payment_attempt: nullable(Attempt) }),
  beside: { pending_actions: Type.Array(PendingAction) },
  errors: [
    orderErrors.ORDER_NOT_FOUND,
    paymentErrors.PAYMENT_ATTEMPT_NOT_FOUND,
    paymentErrors.PAYMENT_ATTEMPT_NOT_CANCELABLE,
    paymentErrors.PAYMENT_ATTEMPT_STILL_PROCESSING,
    paymentErrors.PAYMENT_ATTEMPT_REQUIRES_CAPTURE,
    paymentErrors.PAYMENT_OPERATION_IN_PROGRESS,
    paymentErrors.MERCHANT_ONBOARDING_REQUIRED,
  ],
  run: ({ ctx, params }) => cancelAttempt(ctx, params.order_id, params.order_payment_attempt_id),
  show: (canceled, ctx) => showCollected(ctx, canceled),
})
