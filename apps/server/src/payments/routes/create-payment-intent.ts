import { Type } from 'typebox'
import { customerErrors } from '../../customers/errors.ts'
import { paymentMethodErrors } from '../../payment-methods/index.ts'
import { orderErrors } from '../../orders/errors.ts'
import { createLeg } from '../../orders/order-legs.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { PaymentCollection, toPaymentCollection } from '../collection.ts'
import { paymentErrors } from '../errors.ts'
import { CreateIntentBody } from '../input-schemas.ts'
import { createStandaloneIntent } from '../create-standalone-intent.ts'
import { nameConfirmParams } from '../name-confirm-params.ts'
import type { PaymentIntent as Intent } from '../payment.ts'
import { checkPlan } from '../plan.ts'
import { PaymentIntent } from '../schemas.ts'
import { toPaymentIntent } from '../to-payment-intent.ts'

const notWithOrder = [
  'tip_money',
  'customer_id',
  'payment_source_token',
  'payment_method_id',
  'auto_confirm',
] as const

export const createPaymentIntentRoute = defineRoute({
  method: 'POST',
  path: '/v1/payment-intents',
  operationId: 'createPaymentIntent',
  tag: 'Payment intents',
  summary: 'Create a payment intent',
  description:
    'Without order_id it collects a fixed amount of its own; with order_id it follows the balance of the order. With a source it waits for its confirmation, or is charged at once with auto_confirm.',
  callers: ['merchant'],
  scope: 'payments.payment_intents.write',
  idempotency: 'optional',
  body: CreateIntentBody,
  status: 201,
  data: Type.Object({
    ...PaymentIntent.properties,
    payment_intent: PaymentIntent,
    payment_collection: PaymentCollection,
  }),
  errors: [
    paymentErrors.VALIDATION_ERROR,
    paymentErrors.PAYMENT_OPTION_NOT_ALLOWED,
    paymentErrors.PAYMENT_OPTION_UNAVAILABLE,
    paymentErrors.PAYMENT_CAPTURE_METHOD_NOT_ALLOWED,
    paymentErrors.PAYMENT_RETURN_URL_INVALID,
    paymentErrors.PAYMENT_AMOUNT_CHANGED,
    paymentErrors.PAYMENT_INTENT_LIMIT_REACHED,
    paymentErrors.PAYMENT_START_SHAPE_CONFLICT,
    paymentErrors.MERCHANT_ONBOARDING_REQUIRED,
    customerErrors.CUSTOMER_NOT_FOUND,
    paymentErrors.PAYMENT_SOURCE_REQUIRED,
    paymentErrors.PAYMENT_SOURCE_CONFLICT,
    paymentErrors.PAYMENT_SOURCE_UNAVAILABLE,
    paymentMethodErrors.PAYMENT_METHOD_NOT_FOUND,
    paymentMethodErrors.PAYMENT_METHOD_NOT_ACTIVE,
    paymentMethodErrors.PAYMENT_METHOD_CUSTOMER_MISMATCH,
    orderErrors.ORDER_NOT_FOUND,
    orderErrors.ORDER_CLOSED,
    orderErrors.ORDER_ALREADY_PAID,
    orderErrors.ORDER_PAYMENT_ATTEMPT_ACTIVE,
    httpErrors.CURRENCY_MISMATCH,
    httpErrors.UNSUPPORTED_CURRENCY,
  ],
  run: async ({ ctx, body: sent }): Promise<Intent> => {
    const options = sent.payment_options ?? sent.payment_method_types
    const body = options ? { ...sent, payment_options: options } : sent
    checkPlan(body)
    try {
      if (body.order_id === undefined) return await createStandaloneIntent(ctx, body)
    } catch (error) {
      throw nameConfirmParams(error, body)
    }
    const conflicting = notWithOrder.find((field) => body[field] !== undefined)
    if (conflicting)
      throw refuse(paymentErrors.PAYMENT_START_SHAPE_CONFLICT, {
        param: conflicting,
        message:
          'An intent with order_id takes its tip and customer from the order, and its source when it is confirmed.',
        extra: { conflicting_fields: ['order_id', conflicting] },
      })
    const created = await createLeg(ctx, body.order_id, { ownership: 'api_order', ...body })
    return created.intent
  },
  // A leg's verb keeps its answer with what it returned; a standalone one is the intent itself.
  show: (created: Intent | { intent: Intent }) => {
    const intent = 'intent' in created ? created.intent : created
    const shown = toPaymentIntent(intent)
    return answer(201, {
      ...shown,
      payment_intent: shown,
      payment_collection: toPaymentCollection(intent, 'confirm_payment_intent'),
    })
  },
})
