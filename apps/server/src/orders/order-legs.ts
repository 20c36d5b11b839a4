import { expectChargeable } from '../payments/check-amounts.ts'
import { paymentErrors } from '../payments/errors.ts'
import { expectTakesPayments } from '../payments/expect-takes-payments.ts'
import { newIntent } from '../payments/new-intent.ts'
import { expectOptions } from '../payments/payment-option.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { lockIntentsOfOrder, saveIntents } from '../payments/queries.ts'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import { checkMetadata } from '../platform/http/metadata.ts'
import { expectPricesOpen, mergeIntents } from './edit-order.ts'
import { orderErrors } from './errors.ts'
import { openTipOf } from './follow-order.ts'
import { tellListeners } from './listeners.ts'
import { expectCurrency } from './new-order.ts'
import { expectOffered, offeredOptions } from './offered-options.ts'
import type { Order } from './order.ts'
import { lockOrder, saveOrder } from './queries.ts'
import { outstandingOf } from './settlement.ts'
import { tipShare } from './tip-shares.ts'

export type LegCreation = {
  ownership: 'order' | 'api_order'
  amount_money?: { amount: number; currency: string } | undefined
  capture_method?: 'automatic' | 'manual' | undefined
  payment_options?: string[] | undefined
  payment_return_url?: string | undefined
  receipt_email?: string | undefined
  transaction_purpose?: string | undefined
  external_reference_id?: string | undefined
  metadata?: Record<string, string> | undefined
}

export type CreatedLeg = { order: Order; intent: PaymentIntent; intents: readonly PaymentIntent[] }

const largestLegCount = 20
const unconfirmed: ReadonlySet<string> = new Set(['requires_payment_method', 'requires_confirmation'])

/**
 * Plans one leg of an order's payment. Without an amount it follows what is outstanding; a fixed amount may not
 * be more than that. Source: contract, flint-commerce 5.7 and 6.6.
 */
export const createLeg = (ctx: Context, orderId: string, input: LegCreation): Promise<CreatedLeg> =>
  transact(
    ctx,
    { order: lockOrder(ctx, orderId), intents: lockIntentsOfOrder(ctx, orderId) },
    ({ order, intents }) => {
      if (!order) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
      expectPricesOpen(order)
      expectTakesPayments(ctx)
      const outstanding = outstandingOf(order)
      if (outstanding === 0) throw refuse(orderErrors.ORDER_ALREADY_PAID)
      if (intents.filter((intent) => unconfirmed.has(intent.status)).length >= largestLegCount)
        throw refuse(paymentErrors.PAYMENT_INTENT_LIMIT_REACHED, { extra: { limit: largestLegCount } })
      const intent = plannedLeg(ctx, order, input, outstanding)
      expectChargeable(ctx, intent, 'amount_money')
      const after: Order = {
        ...order,
        paymentIntentIds: [...order.paymentIntentIds, intent.paymentIntentId],
        revision: order.revision + 1,
        updatedAt: ctx.now,
      }
      const withLeg = mergeIntents(intents, [intent])
      const told = tellListeners(ctx, order, after, 'edit', { before: intents, after: withLeg })
      return {
        result: { order: told.order, intent, intents: withLeg },
        writes: [saveOrder(told.order), saveIntents([intent]), ...told.writes],
      }
    },
  )

const plannedLeg = (ctx: Context, order: Order, input: LegCreation, outstanding: number): PaymentIntent => {
  const { amount_money: asked, capture_method: captureMethod = 'automatic' } = input
  if (captureMethod === 'manual' && ctx.caller.kind === 'checkout_session')
    throw refuse(paymentErrors.PAYMENT_CAPTURE_METHOD_NOT_ALLOWED, { param: 'capture_method' })
  if (asked) {
    expectCurrency(asked.currency, order.currency, 'amount_money.currency')
    if (asked.amount > outstanding)
      throw refuse(paymentErrors.PAYMENT_AMOUNT_CHANGED, {
        param: 'amount_money',
        message: 'The leg is larger than what is outstanding on the order.',
        extra: { current_money: { amount: outstanding, currency: order.currency }, submitted_money: asked },
      })
  }
  const amount = asked?.amount ?? outstanding
  const paymentOptions = input.payment_options ?? [...offeredOptions(ctx, order)]
  expectOptions({ paymentOptions, captureMethod, currency: order.currency })
  expectOffered(ctx, order, paymentOptions)
  return newIntent(ctx, {
    order,
    ownership: input.ownership,
    amount,
    tip: tipShare(amount, { outstanding, tip: openTipOf(order) }),
    // A split leg keeps its amount; one over all that is due goes on following the order.
    isAmountFixed: amount < outstanding,
    captureMethod,
    paymentOptions,
    receiptEmail: input.receipt_email,
    returnUrl: input.payment_return_url,
    transactionPurpose: input.transaction_purpose,
    externalReferenceId: input.external_reference_id,
    metadata: checkMetadata(input.metadata ?? {}),
  })
}
