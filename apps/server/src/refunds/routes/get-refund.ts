import { Type } from 'typebox'
import { findOrder } from '../../orders/queries.ts'
import { type OrderWithAttempt, toOrder } from '../../orders/to-order.ts'
import type { PaymentIntent } from '../../payments/payment.ts'
import { findIntentsBeside } from '../../payments/queries.ts'
import { toPaymentIntent } from '../../payments/to-payment-intent.ts'
import type { Context } from '../../platform/context.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { expandPaths } from '../../platform/http/expand.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, expandQuery, id } from '../../platform/http/schema.ts'
import { findRefund } from '../queries.ts'
import type { Refund } from '../refund.ts'
import { ExpandedRefund } from '../schemas.ts'
import { toRefund } from '../to-refund.ts'
import { refuseUnknownRefund } from '../update-refund.ts'

export const RefundParams = Type.Object({ refund_id: id('ref', 'The refund') })

/** What a refund can be expanded by, and the scope each needs. */
const refundExpansions = {
  order: 'commerce.orders.read',
  payment_intent: 'payments.payment_intents.read',
  'payment_refunds.payment_intent': 'payments.payment_intents.read',
}

type Expanded = {
  refund: Refund
  expand: ReadonlySet<string>
  order: OrderWithAttempt | null
  intents: PaymentIntent[]
}

export const getRefundRoute = defineRoute({
  method: 'GET',
  path: '/v1/refunds/{refund_id}',
  operationId: 'getRefund',
  tag: 'Refunds',
  summary: 'Read a refund',
  callers: ['merchant'],
  scope: 'commerce.refunds.read',
  idempotency: 'none',
  params: RefundParams,
  query: body(expandQuery),
  status: 200,
  data: ExpandedRefund,
  errors: [httpErrors.RESOURCE_NOT_FOUND, httpErrors.INVALID_EXPAND, httpErrors.EXPANSION_LIMIT_EXCEEDED],
  run: async ({ ctx, params, query }): Promise<Expanded> => {
    const expand = expandPaths(ctx, query.expand, refundExpansions)
    const refund = await ctx.db.run(findRefund(ctx, params.refund_id))
    if (!refund) throw refuseUnknownRefund()
    const wantsIntents = expand.has('payment_intent') || expand.has('payment_refunds.payment_intent')
    const [order, intents] = await Promise.all([
      expand.has('order') && refund.orderId !== null ? ctx.db.run(findOrder(ctx, refund.orderId)) : null,
      wantsIntents ? ctx.db.run(findIntentsBeside(ctx, refund.legs[0]!.paymentIntentId)) : [],
    ])
    return { refund, expand, order, intents }
  },
  show: (found, ctx) => answer(200, showExpanded(ctx, found)),
})

const showExpanded = (ctx: Context, { refund, expand, order, intents }: Expanded) => {
  const shown = toRefund(refund)
  const intentOf = (paymentIntentId: string | null, path: string) => {
    const intent = expand.has(path) && intents.find((one) => one.paymentIntentId === paymentIntentId)
    return intent ? { payment_intent: toPaymentIntent(intent) } : {}
  }
  return {
    ...shown,
    ...(order ? { order: toOrder(ctx, order) } : {}),
    ...intentOf(shown.payment_intent_id, 'payment_intent'),
    payment_refunds: shown.payment_refunds.map((leg) => ({
      ...leg,
      ...intentOf(leg.payment_intent_id, 'payment_refunds.payment_intent'),
    })),
  }
}
