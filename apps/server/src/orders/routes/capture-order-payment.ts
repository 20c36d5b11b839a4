import { Type } from 'typebox'
import { captureHold } from '../../payments/capture-and-cancel.ts'
import { captureErrors } from '../../payments/routes/capture-payment-intent.ts'
import { captureBody } from '../../payments/input-schemas.ts'
import { Attempt, PaymentIntent } from '../../payments/schemas.ts'
import { paymentErrors } from '../../payments/errors.ts'
import { toAttempt, toPaymentIntent } from '../../payments/to-payment-intent.ts'
import type { Context } from '../../platform/context.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, id, nullable } from '../../platform/http/schema.ts'
import { type ChangedPayment, changePayment, expectRunningAttempt } from '../change-payment.ts'
import { orderErrors } from '../errors.ts'
import { Order } from '../schemas.ts'
import { toOrder } from '../to-order.ts'

export const LegParams = Type.Object({
  order_id: id('ord', 'The order'),
  payment_intent_id: id('pi', 'The payment intent'),
})

export const ChangedLeg = Type.Object({
  order: Order,
  payment_attempt: nullable(Attempt),
  payment_intent: PaymentIntent,
})

export const attemptField = {
  order_payment_attempt_id: Type.Optional(Type.String()),
  payment_attempt_id: Type.Optional(Type.String({ description: 'Older name of order_payment_attempt_id.' })),
}

export const captureOrderPaymentRoute = defineRoute({
  method: 'POST',
  path: '/v1/orders/{order_id}/payment-intents/{payment_intent_id}/capture',
  operationId: 'captureOrderPayment',
  tag: 'Orders',
  summary: 'Capture a held leg',
  description: 'Once, all or part of the hold; the rest is given back at once.',
  callers: ['merchant'],
  scope: 'commerce.orders.write',
  idempotency: 'optional',
  asksProcessor: true,
  params: LegParams,
  body: body({ ...captureBody, ...attemptField }),
  isBodyOptional: true,
  status: 200,
  data: ChangedLeg,
  errors: [
    orderErrors.ORDER_NOT_FOUND,
    paymentErrors.PAYMENT_INTENT_NOT_FOUND,
    paymentErrors.PAYMENT_ATTEMPT_MISMATCH,
    ...captureErrors,
  ],
  run: ({ ctx, params, body: input }) =>
    changePayment(
      ctx,
      { paymentIntentId: params.payment_intent_id, orderId: params.order_id },
      (intent, order) => {
        expectRunningAttempt(order, input.order_payment_attempt_id ?? input.payment_attempt_id)
        return captureHold(ctx, intent, input.amount_money)
      },
    ),
  show: (changed, ctx) => showChangedLeg(ctx, changed),
})

export const showChangedLeg = (ctx: Context, { order, attempt, intents, intent }: ChangedPayment) =>
  answer(200, {
    order: toOrder(ctx, { order: order!, attempt, intents }),
    payment_attempt: attempt ? toAttempt(ctx, attempt, intents) : null,
    payment_intent: toPaymentIntent(intent),
  })
