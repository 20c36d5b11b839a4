import type { OrderPaymentAttempt, PaymentIntent } from '../payments/payment.ts'
import type { Context } from '../platform/context.ts'
import type { Order } from './order.ts'
import { outstandingOf } from './settlement.ts'

/** A try to collect what is due with these payments, as it begins. */
export const newAttempt = (
  ctx: Context,
  order: Order,
  intents: readonly Pick<PaymentIntent, 'paymentIntentId'>[],
): OrderPaymentAttempt => ({
  environmentId: ctx.environmentId,
  attemptId: ctx.ids.newId('opat'),
  orderId: order.orderId,
  status: 'processing',
  expectedOutstanding: outstandingOf(order),
  currency: order.currency,
  paymentIntentIds: intents.map(({ paymentIntentId }) => paymentIntentId),
  failureCode: null,
  failureMessage: null,
  checkoutSessionId: ctx.caller.kind === 'checkout_session' ? ctx.caller.checkoutSessionId : null,
  startedAt: ctx.now,
  completedAt: null,
})
