import { Type } from 'typebox'
import { paymentErrors } from '../../payments/errors.ts'
import { findAttempt } from '../../payments/queries.ts'
import { Attempt } from '../../payments/schemas.ts'
import { toAttempt } from '../../payments/to-payment-intent.ts'
import { answer } from '../../platform/http/answer.ts'
import { refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { id } from '../../platform/http/schema.ts'
import { orderErrors } from '../errors.ts'
import { findOrder } from '../queries.ts'

export const AttemptParams = Type.Object({
  order_id: id('ord', 'The order'),
  order_payment_attempt_id: id('opat', 'The attempt'),
})

export const getOrderPaymentAttemptRoute = defineRoute({
  method: 'GET',
  path: '/v1/orders/{order_id}/payment-attempts/{order_payment_attempt_id}',
  operationId: 'getOrderPaymentAttempt',
  tag: 'Orders',
  summary: 'Read a payment attempt',
  callers: ['merchant', 'checkout'],
  scope: 'commerce.orders.read',
  idempotency: 'none',
  params: AttemptParams,
  status: 200,
  data: Attempt,
  errors: [orderErrors.ORDER_NOT_FOUND, paymentErrors.PAYMENT_ATTEMPT_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const [found, attempt] = await Promise.all([
      ctx.db.run(findOrder(ctx, params.order_id)),
      ctx.db.run(findAttempt(ctx, params.order_id, params.order_payment_attempt_id)),
    ])
    if (!found) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
    if (!attempt) throw refuse(paymentErrors.PAYMENT_ATTEMPT_NOT_FOUND, { param: 'order_payment_attempt_id' })
    return { attempt, intents: found.intents }
  },
  show: ({ attempt, intents }, ctx) => answer(200, toAttempt(ctx, attempt, intents)),
})
