import { Type } from 'typebox'
import { paymentErrors } from '../../payments/errors.ts'
import { Attempt, PendingAction } from '../../payments/schemas.ts'
import { toAttempt } from '../../payments/to-payment-intent.ts'
import type { Context } from '../../platform/context.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { nullable } from '../../platform/http/schema.ts'
import type { Collected } from '../collect.ts'
import { orderErrors } from '../errors.ts'
import { paymentMethodErrors } from '../../payment-methods/index.ts'
import { confirmLegs, payOrder } from '../pay-order.ts'
import { PayBody } from '../pay-schemas.ts'
import { expectShape } from '../pay-shape.ts'
import { refuseSetup, resumeAttempt, setupErrors } from '../resume-attempt.ts'
import { Order } from '../schemas.ts'
import { taxErrors } from '../tax-errors.ts'
import { toOrder } from '../to-order.ts'
import { OrderParams } from './get-order.ts'

export const payOrderRoute = defineRoute({
  method: 'POST',
  path: '/v1/orders/{order_id}/pay',
  operationId: 'payOrder',
  tag: 'Orders',
  summary: 'Pay an order, confirm its legs, or resume an attempt',
  description:
    'A decline is an outcome, not an error: the answer is 200 and the attempt says why. `pay` needs an Idempotency-Key; `resume` needs a new one.',
  callers: ['merchant', 'checkout'],
  scope: 'commerce.orders.write',
  idempotency: 'conditional',
  asksProcessor: true,
  params: OrderParams,
  body: PayBody,
  status: 200,
  data: Type.Object({ order: Order, payment_attempt: nullable(Attempt) }),
  beside: { pending_actions: Type.Array(PendingAction) },
  errors: [
    orderErrors.ORDER_NOT_FOUND,
    orderErrors.ORDER_CLOSED,
    orderErrors.ORDER_ALREADY_PAID,
    orderErrors.ORDER_HAS_NO_LINE_ITEMS,
    orderErrors.ORDER_PAYMENT_ATTEMPT_ACTIVE,
    taxErrors.ORDER_TAX_NOT_READY,
    paymentErrors.PAYMENT_AMOUNT_CHANGED,
    paymentErrors.PAYMENT_SOURCE_REQUIRED,
    paymentErrors.PAYMENT_SOURCE_CONFLICT,
    paymentErrors.PAYMENT_SOURCE_UNAVAILABLE,
    paymentMethodErrors.PAYMENT_METHOD_NOT_FOUND,
    paymentMethodErrors.PAYMENT_METHOD_NOT_ACTIVE,
    paymentMethodErrors.PAYMENT_METHOD_CUSTOMER_MISMATCH,
    paymentErrors.PAYMENT_OPTION_NOT_ALLOWED,
    paymentErrors.PAYMENT_OPTION_UNAVAILABLE,
    paymentErrors.PAYMENT_NOT_REQUIRED,
    paymentErrors.PAYMENT_INTENT_NOT_PART_OF_ORDER,
    paymentErrors.PAYMENT_CONFIRMATION_STATE_CHANGED,
    paymentErrors.PAYMENT_START_SHAPE_CONFLICT,
    paymentErrors.ORDER_DELAYED_CAPTURE_SPLIT_PAYMENT_UNSUPPORTED,
    paymentErrors.PAYMENT_ATTEMPT_ID_REQUIRED,
    paymentErrors.PAYMENT_ATTEMPT_MISMATCH,
    paymentErrors.PAYMENT_ATTEMPT_NOT_RESUMABLE,
    paymentErrors.PAYMENT_ATTEMPT_NOT_FOUND,
    paymentErrors.VALIDATION_ERROR,
    paymentErrors.MERCHANT_ONBOARDING_REQUIRED,
    setupErrors.SETUP_SOURCE_SUBSCRIPTION_REQUIRED,
    httpErrors.IDEMPOTENCY_KEY_REQUIRED,
    httpErrors.CURRENCY_MISMATCH,
    httpErrors.UNSUPPORTED_CURRENCY,
  ],
  run: ({ ctx, params, body }) => {
    expectShape(body)
    switch (body.action) {
      case 'pay':
        return payOrder(ctx, params.order_id, body)
      case 'confirm_payment_intents':
        return confirmLegs(ctx, params.order_id, body)
      case 'resume':
        return resumeAttempt(ctx, params.order_id, body.order_payment_attempt_id ?? body.payment_attempt_id)
      case 'setup':
        return refuseSetup()
    }
  },
  show: (collected, ctx) => showCollected(ctx, collected),
})

/** The order and its attempt; what the buyer must do also stands beside them, where older clients look. */
export const showCollected = (ctx: Context, collected: Collected) => {
  const attempt = collected.attempt ? toAttempt(ctx, collected.attempt, collected.intents) : null
  return answer(
    200,
    { order: toOrder(ctx, collected), payment_attempt: attempt },
    { pending_actions: attempt?.pending_actions ?? [] },
  )
}
