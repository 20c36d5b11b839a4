import { changePayment } from '../../orders/change-payment.ts'
import { orderErrors } from '../../orders/errors.ts'
import { confirmLegs } from '../../orders/pay-order.ts'
import { paymentMethodErrors } from '../../payment-methods/index.ts'
import type { Context } from '../../platform/context.ts'
import { begunEarlier } from '../../platform/db/in-steps.ts'
import { answer } from '../../platform/http/answer.ts'
import { refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { confirmStandalone } from '../confirm-intent.ts'
import { paymentErrors } from '../errors.ts'
import { ConfirmIntentBody } from '../input-schemas.ts'
import { nameConfirmParams } from '../name-confirm-params.ts'
import type { PaymentIntent as Intent } from '../payment.ts'
import { findIntent, findIntents } from '../queries.ts'
import { PaymentIntent } from '../schemas.ts'
import { hear } from '../hear.ts'
import { recordHeard } from '../record-heard.ts'
import { givenSource } from '../source.ts'
import { toPaymentIntent } from '../to-payment-intent.ts'
import { IntentParams } from './get-payment-intent.ts'

const started: ReadonlySet<string> = new Set([
  'requires_action',
  'processing',
  'requires_capture',
  'succeeded',
  // A challenge that was failed, or a late decline, in the moment before this call.
  'requires_payment_method',
])

export const confirmPaymentIntentRoute = defineRoute({
  method: 'POST',
  path: '/v1/payment-intents/{payment_intent_id}/confirm',
  operationId: 'confirmPaymentIntent',
  tag: 'Payment intents',
  summary: 'Confirm a payment intent, or continue after an action',
  description:
    'A decline is an outcome: the answer is 200 and last_payment_error says why. Without a source it goes on after the buyer has acted.',
  callers: ['merchant'],
  scope: 'payments.payment_intents.write',
  idempotency: 'optional',
  asksProcessor: true,
  params: IntentParams,
  body: ConfirmIntentBody,
  isBodyOptional: true,
  status: 200,
  data: PaymentIntent,
  errors: [
    paymentErrors.PAYMENT_INTENT_NOT_FOUND,
    paymentErrors.PAYMENT_SOURCE_REQUIRED,
    paymentErrors.PAYMENT_SOURCE_CONFLICT,
    paymentErrors.PAYMENT_SOURCE_UNAVAILABLE,
    paymentMethodErrors.PAYMENT_METHOD_NOT_FOUND,
    paymentMethodErrors.PAYMENT_METHOD_NOT_ACTIVE,
    paymentMethodErrors.PAYMENT_METHOD_CUSTOMER_MISMATCH,
    paymentErrors.PAYMENT_OPTION_NOT_ALLOWED,
    paymentErrors.PAYMENT_CONFIRMATION_STATE_CHANGED,
    paymentErrors.PAYMENT_AMOUNT_CHANGED,
    paymentErrors.ORDER_PAYMENT_FLOW_REQUIRED,
    paymentErrors.VALIDATION_ERROR,
    paymentErrors.MERCHANT_ONBOARDING_REQUIRED,
    orderErrors.ORDER_CLOSED,
    orderErrors.ORDER_ALREADY_PAID,
    orderErrors.ORDER_PAYMENT_ATTEMPT_ACTIVE,
  ],
  run: async ({ ctx, params, body }) => {
    const intent = await getStandaloneIntent(ctx, params.payment_intent_id)
    const isAlone = Object.keys(body).length === 0
    // What an earlier call with this key began is finished, whatever became of it meanwhile.
    const isAttached =
      intent.orderId === null &&
      (intent.status === 'requires_confirmation' || begunEarlier(ctx) !== undefined)
    if (isAlone && intent.status !== 'requires_payment_method' && !isAttached) return goOn(ctx, intent)
    const { payment_source_token: token, ...others } = body
    try {
      if (isAlone && isAttached) return { intent: await confirmStandalone(ctx, intent, null) }
      const source = { ...others, ...(token === undefined ? {} : { token }) }
      const given = givenSource(source, 'source')
      if (intent.orderId === null) return { intent: await confirmStandalone(ctx, intent, given) }
      return await confirmLegs(ctx, intent.orderId, {
        action: 'confirm_payment_intents',
        payment_intents: [{ payment_intent_id: intent.paymentIntentId, ...source }],
        completion_behavior: 'partial_payment',
      })
    } catch (error) {
      throw nameConfirmParams(error, body)
    }
  },
  show: (confirmed, ctx) => answer(200, toPaymentIntent(intentIn(confirmed, ctx))),
})

/**
 * After the buyer acted, or to ask for a result that was not known. One that was charged or held meanwhile is shown
 * as it is: the buyer's page and the worker may have come first.
 */
const goOn = async (ctx: Context, { paymentIntentId, orderId }: Intent) => {
  const heard = await hear(ctx, findIntents(ctx, [paymentIntentId]))
  return changePayment(heard.ctx, { paymentIntentId, orderId }, (intent) => {
    if (!started.has(intent.status))
      throw refuse(paymentErrors.PAYMENT_CONFIRMATION_STATE_CHANGED, {
        param: 'payment_intent_id',
        extra: { current_status: intent.status },
      })
    return recordHeard(heard, [intent])[0] ?? null
  })
}

/** The verbs keep different things with their answer; each holds the intent that the path names. */
const intentIn = (confirmed: unknown, ctx: Context): Intent => {
  const result = confirmed as Intent | { intent: Intent } | { intents: Intent[] }
  if ('paymentIntentId' in result) return result
  if ('intent' in result) return result.intent
  const id = /\/v1\/payment-intents\/(\w+)\//.exec(ctx.idempotency?.scope ?? '')?.[1]
  return result.intents.find((intent) => intent.paymentIntentId === id)!
}

/** Intents that the order's own routes made go through those routes. Source: contract, flint-commerce 6.6. */
export const getStandaloneIntent = async (ctx: Context, paymentIntentId: string): Promise<Intent> => {
  const intent = await ctx.db.run(findIntent(ctx, paymentIntentId))
  if (!intent) throw refuse(paymentErrors.PAYMENT_INTENT_NOT_FOUND, { param: 'payment_intent_id' })
  if (intent.ownership === 'order' || intent.ownership === 'pay')
    throw refuse(paymentErrors.ORDER_PAYMENT_FLOW_REQUIRED, {
      param: 'payment_intent_id',
      ids: { order_id: intent.orderId },
    })
  return intent
}
