import { Type } from 'typebox'
import { paymentErrors } from '../../payments/errors.ts'
import { PaymentSourceSelection, intentPlan } from '../../payments/input-schemas.ts'
import { checkPlan } from '../../payments/plan.ts'
import { PaymentCollection, toPaymentCollection } from '../../payments/collection.ts'
import { PaymentIntent } from '../../payments/schemas.ts'
import { toPaymentIntent } from '../../payments/to-payment-intent.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { PositiveMoney, body } from '../../platform/http/schema.ts'
import { orderErrors } from '../errors.ts'
import { createLeg } from '../order-legs.ts'
import { OrderParams } from './get-order.ts'

export const createOrderPaymentIntentRoute = defineRoute({
  method: 'POST',
  path: '/v1/orders/{order_id}/payment-intents',
  operationId: 'createOrderPaymentIntent',
  tag: 'Orders',
  summary: "Plan one leg of an order's payment",
  description: 'Without amount_money the leg follows what is outstanding. Confirm it with the pay route.',
  callers: ['merchant', 'checkout'],
  scope: 'commerce.orders.write',
  idempotency: 'optional',
  params: OrderParams,
  body: body({
    ...intentPlan,
    amount_money: Type.Optional(PositiveMoney),
    payment_source_selection: Type.Optional(PaymentSourceSelection),
  }),
  isBodyOptional: true,
  status: 201,
  data: Type.Object({ payment_intent: PaymentIntent, payment_collection: PaymentCollection }),
  errors: [
    orderErrors.ORDER_NOT_FOUND,
    orderErrors.ORDER_CLOSED,
    orderErrors.ORDER_ALREADY_PAID,
    orderErrors.ORDER_PAYMENT_ATTEMPT_ACTIVE,
    paymentErrors.PAYMENT_AMOUNT_CHANGED,
    paymentErrors.PAYMENT_INTENT_LIMIT_REACHED,
    paymentErrors.PAYMENT_CAPTURE_METHOD_NOT_ALLOWED,
    paymentErrors.PAYMENT_OPTION_NOT_ALLOWED,
    paymentErrors.PAYMENT_OPTION_UNAVAILABLE,
    paymentErrors.PAYMENT_RETURN_URL_INVALID,
    paymentErrors.VALIDATION_ERROR,
    paymentErrors.MERCHANT_ONBOARDING_REQUIRED,
    httpErrors.CURRENCY_MISMATCH,
    httpErrors.UNSUPPORTED_CURRENCY,
  ],
  run: ({ ctx, params, body: input }) =>
    createLeg(ctx, params.order_id, { ownership: 'order', ...checkPlan(input) }),
  show: ({ intent }) =>
    answer(201, {
      payment_intent: toPaymentIntent(intent),
      payment_collection: toPaymentCollection(intent, 'pay_order'),
    }),
})
