import { Type, type Static } from 'typebox'
import { isCurrency } from '@flint/money'
import { orderErrors } from '../../orders/errors.ts'
import { createLeg } from '../../orders/order-legs.ts'
import { refuseLive } from '../../orders/pay-order.ts'
import type { Context } from '../../platform/context.ts'
import { writeOnce } from '../../platform/db/transact.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { checkMetadata } from '../../platform/http/metadata.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { checkAmounts } from '../check-amounts.ts'
import { PaymentCollection, toPaymentCollection } from '../collection.ts'
import { paymentErrors } from '../errors.ts'
import { CreateIntentBody } from '../input-schemas.ts'
import { newIntent } from '../new-intent.ts'
import type { PaymentIntent as Intent } from '../payment.ts'
import { checkPlan } from '../plan.ts'
import { saveIntents } from '../queries.ts'
import { PaymentIntent } from '../schemas.ts'
import { toPaymentIntent } from '../to-payment-intent.ts'

type Input = Static<typeof CreateIntentBody>

export const createPaymentIntentRoute = defineRoute({
  method: 'POST',
  path: '/v1/payment-intents',
  operationId: 'createPaymentIntent',
  tag: 'Payment intents',
  summary: 'Create a payment intent',
  description:
    'Without order_id it collects a fixed amount of its own; with order_id it follows the balance of the order.',
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
    paymentErrors.PAYMENT_RETURN_URL_INVALID,
    paymentErrors.PAYMENT_AMOUNT_CHANGED,
    paymentErrors.PAYMENT_INTENT_LIMIT_REACHED,
    paymentErrors.PAYMENT_START_SHAPE_CONFLICT,
    paymentErrors.MERCHANT_ONBOARDING_REQUIRED,
    orderErrors.CUSTOMER_NOT_FOUND,
    orderErrors.ORDER_NOT_FOUND,
    orderErrors.ORDER_CLOSED,
    orderErrors.ORDER_ALREADY_PAID,
    orderErrors.ORDER_PAYMENT_ATTEMPT_ACTIVE,
    httpErrors.CURRENCY_MISMATCH,
    httpErrors.UNSUPPORTED_CURRENCY,
  ],
  run: async ({ ctx, body }): Promise<Intent> => {
    checkPlan(body)
    if (body.customer_id !== undefined) throw refuse(orderErrors.CUSTOMER_NOT_FOUND, { param: 'customer_id' })
    if (body.order_id === undefined) return createStandalone(ctx, body)
    if (body.tip_money !== undefined)
      throw refuse(paymentErrors.PAYMENT_START_SHAPE_CONFLICT, {
        param: 'tip_money',
        message: 'An intent with order_id takes its tip from the order.',
        extra: { conflicting_fields: ['order_id', 'tip_money'] },
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

const createStandalone = (ctx: Context, body: Input): Promise<Intent> => {
  const { amount_money: amount, tip_money: tip } = body
  if (!amount)
    throw refuse(httpErrors.FIELD_REQUIRED, { param: 'amount_money', message: '"amount_money" is required.' })
  if (!isCurrency(amount.currency))
    throw refuse(httpErrors.UNSUPPORTED_CURRENCY, { param: 'amount_money.currency' })
  if (tip && tip.currency !== amount.currency)
    throw refuse(httpErrors.CURRENCY_MISMATCH, { param: 'tip_money.currency' })
  if (ctx.mode === 'live') throw refuseLive()
  const intent = newIntent(ctx, {
    ownership: 'standalone',
    amount: amount.amount,
    currency: amount.currency,
    tip: tip?.amount ?? 0,
    isAmountFixed: true,
    captureMethod: body.capture_method ?? 'automatic',
    receiptEmail: body.receipt_email,
    returnUrl: body.payment_return_url,
    transactionPurpose: body.transaction_purpose,
    externalReferenceId: body.external_reference_id,
    metadata: checkMetadata(body.metadata ?? {}),
  })
  checkAmounts(intent)
  return writeOnce(ctx, { result: intent, writes: [saveIntents([intent])] })
}
