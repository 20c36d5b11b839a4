import { Type } from 'typebox'
import { CustomerSummary, expandedCustomer } from '../../customers/index.ts'
import { expandedOrder } from '../../orders/expand-order.ts'
import { Order } from '../../orders/schemas.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { expandPaths, expandShown } from '../../platform/http/expand.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, expandQuery, id } from '../../platform/http/schema.ts'
import { paymentErrors } from '../errors.ts'
import { findIntent } from '../queries.ts'
import { PaymentIntent } from '../schemas.ts'
import { toPaymentIntent } from '../to-payment-intent.ts'

export const IntentParams = Type.Object({ payment_intent_id: id('pi', 'The payment intent') })

/** What a payment intent can be expanded by. */
export const intentExpansions = {
  customer: expandedCustomer,
  order: expandedOrder,
  invoice: 'commerce.invoices.read',
}

export const ExpandedIntent = Type.Object({
  ...PaymentIntent.properties,
  customer: Type.Optional(CustomerSummary),
  order: Type.Optional(Order),
})

export const getPaymentIntentRoute = defineRoute({
  method: 'GET',
  path: '/v1/payment-intents/{payment_intent_id}',
  operationId: 'getPaymentIntent',
  tag: 'Payment intents',
  summary: 'Read a payment intent',
  callers: ['merchant', 'checkout'],
  scope: 'payments.payment_intents.read',
  idempotency: 'none',
  params: IntentParams,
  query: body(expandQuery),
  status: 200,
  data: ExpandedIntent,
  errors: [
    paymentErrors.PAYMENT_INTENT_NOT_FOUND,
    httpErrors.INVALID_EXPAND,
    httpErrors.EXPANSION_LIMIT_EXCEEDED,
  ],
  run: async ({ ctx, params, query }) => {
    const expand = expandPaths(ctx, query.expand, intentExpansions)
    const intent = await ctx.db.run(findIntent(ctx, params.payment_intent_id))
    const isTheirs =
      ctx.caller.kind !== 'checkout_session' ||
      (intent?.orderId != null && intent.orderId === ctx.caller.orderId)
    if (!intent || !isTheirs)
      throw refuse(paymentErrors.PAYMENT_INTENT_NOT_FOUND, { param: 'payment_intent_id' })
    const [shown] = await expandShown(ctx, intentExpansions, expand, [toPaymentIntent(intent)])
    return shown
  },
  show: (shown) => answer(200, shown),
})
