import { isCurrency } from '@flint/money'
import { checkoutErrors } from '../checkout-sessions/errors.ts'
import { findSessionWithOrder } from '../checkout-sessions/queries.ts'
import { orderErrors } from '../orders/errors.ts'
import type { Order } from '../orders/order.ts'
import { findOrder } from '../orders/queries.ts'
import { outstandingOf } from '../orders/settlement.ts'
import { paymentLinkErrors } from '../payment-links/errors.ts'
import type { CountedLink } from '../payment-links/payment-link.ts'
import { findLink } from '../payment-links/queries.ts'
import { paymentErrors } from '../payments/errors.ts'
import { findIntent } from '../payments/queries.ts'
import type { Context } from '../platform/context.ts'
import { type ErrorDefinition, httpErrors, refuse } from '../platform/http/errors.ts'
import { paymentLimitsOf } from '../settings/index.ts'
import { type StatusReason, getStanding } from '../verification/index.ts'
import type { PaymentOption } from '../payments/payment.ts'
import { type AccountBlocker, type PaymentContext, unknownContext } from './resolve-payment-options.ts'
import type { ResolvePaymentOptionsBody } from './schemas.ts'

type Source = NonNullable<ResolvePaymentOptionsBody['source']>

/** What is to be paid, in the source's words where it names one, in the caller's where they say more. */
export const paymentContextOf = async (
  ctx: Context,
  { source, context = {} }: ResolvePaymentOptionsBody,
): Promise<PaymentContext> => {
  if (context.amount_money && !isCurrency(context.amount_money.currency))
    throw refuse(httpErrors.UNSUPPORTED_CURRENCY, { param: 'context.amount_money.currency' })
  const known = source ? await contextOfSource(ctx, source) : {}
  const given: Partial<PaymentContext> = {
    ...(context.amount_money && {
      amount: context.amount_money.amount,
      currency: context.amount_money.currency,
    }),
    ...(context.buyer_country && { buyerCountry: context.buyer_country }),
    ...(context.billing_country && { billingCountry: context.billing_country }),
    ...(context.capture_method && { captureMethod: context.capture_method }),
    ...(context.off_session !== undefined && { isOffSession: context.off_session }),
    ...(context.recurring !== undefined && { isRecurring: context.recurring }),
    ...(context.allow_redirects !== undefined && { allowsRedirects: context.allow_redirects }),
  }
  const payment = { ...unknownContext, ...(await accountContextOf(ctx)), ...known, ...given }
  return { ...payment, limits: paymentLimitsOf(ctx, payment.currency ?? '') }
}

/** What the merchant's account allows in live mode. */
const accountContextOf = async (ctx: Context): Promise<Partial<PaymentContext>> => {
  if (ctx.mode === 'test') return {}
  const { axes, merchant, setting, account } = await getStanding(ctx, ctx.merchantId)
  const isRequested = account.requestedCapabilities.includes('accept_ach_debit_payments')
  const notRequested: PaymentOption[] = isRequested ? [] : ['ach_debit']
  // What charges are let through by: it was written with the last change of the account.
  if (setting.hasProcessor && merchant.live.payments === 'ready') return { notRequested }
  return { accountBlocker: blockerFor[axes.payments.reason ?? 'pending_verification'] }
}

const blockerFor: Record<StatusReason, AccountBlocker> = {
  requirements_due: 'requirements_due',
  requirements_past_due: 'requirements_due',
  onboarding_not_started: 'requirements_due',
  pending_verification: 'capability_pending',
  disabled_by_platform_policy: 'merchant_payments_disabled',
  service_unavailable: 'merchant_payments_disabled',
}

/** A kind without an id only says what sort of payment it will be. */
const contextOfSource = async (ctx: Context, { type, id }: Source): Promise<Partial<PaymentContext>> => {
  if (id === undefined) return type === 'subscription' ? { isRecurring: true } : {}
  switch (type) {
    case 'order':
      return contextOfOrder(found(await ctx.db.run(findOrder(ctx, id)), orderErrors.ORDER_NOT_FOUND).order)
    case 'checkout_session':
      return contextOfOrder(
        found(await ctx.db.run(findSessionWithOrder(ctx, id)), checkoutErrors.CHECKOUT_SESSION_NOT_FOUND)
          .order,
      )
    case 'payment_intent': {
      const intent = found(await ctx.db.run(findIntent(ctx, id)), paymentErrors.PAYMENT_INTENT_NOT_FOUND)
      return { amount: intent.amount, currency: intent.currency, captureMethod: intent.captureMethod }
    }
    case 'payment_link':
      return contextOfLink(
        found(await ctx.db.run(findLink(ctx, id)), paymentLinkErrors.PAYMENT_LINK_NOT_FOUND),
      )
    default:
      // Nothing can be paid through these yet, so there is none with this id.
      throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'source.id' })
  }
}

/** What it comes to is the buyer's choice. */
const contextOfLink = ({ link }: CountedLink): Partial<PaymentContext> => ({
  currency: link.currency,
  captureMethod: 'automatic',
})

const contextOfOrder = (order: Order): Partial<PaymentContext> => ({
  amount: outstandingOf(order),
  currency: order.currency,
})

const found = <T>(value: T | null, missing: ErrorDefinition): T => {
  if (value === null) throw refuse(missing, { param: 'source.id' })
  return value
}
