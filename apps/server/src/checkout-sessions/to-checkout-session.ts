import { toBuyerContact } from '../orders/buyer-contact.ts'
import { collectionOfOrder } from '../orders/order-collection.ts'
import type { Order } from '../orders/order.ts'
import { outstandingOf } from '../orders/settlement.ts'
import { toOrder } from '../orders/to-order.ts'
import { toAttempt, toPaymentIntent } from '../payments/to-payment-intent.ts'
import { hasScope } from '../platform/auth/scopes.ts'
import type { Context } from '../platform/context.ts'
import { settingsOf } from '../settings/index.ts'
import { checkoutSecret } from './credential.ts'
import { expiredEnding } from './end-session.ts'
import { offeredPayments } from './offered-payments.ts'
import { paymentFormOf } from './payment-form.ts'
import { brandingOfSession } from './session-branding.ts'
import type { CheckoutSession, SessionWithOrder } from './session.ts'
import type { Ending } from './states.ts'

/** The session in the contract's words; a buyer does not see what the merchant keeps to itself. */
export const toCheckoutSession = (
  ctx: Context,
  { session, order, attempt, intents }: SessionWithOrder,
  expand: ReadonlySet<string> = new Set(),
) => {
  const { settings } = session
  const ending = endingByTime(ctx, session, order)
  const isBuyer = ctx.caller.kind === 'checkout_session'
  // The address is a buyer's credential: a key that may only read must not be able to pay and tip with it.
  const mayOpen = !isBuyer && hasScope(ctx.scopes, 'checkouts.checkout_sessions.write')
  const prefilled = settings.customer_collection?.prefilled_customer_info
  return {
    checkout_session_id: session.checkoutSessionId,
    status: ending?.status ?? session.status,
    terminal_reason: ending?.terminalReason ?? session.terminalReason,
    ...(mayOpen && session.surface === 'hosted' ? { url: hostedUrl(ctx, session) } : {}),
    surface: session.surface,
    page_origin: settings.page_origin ?? null,
    merchant_id: ctx.merchantId,
    merchant_name: ctx.merchantName,
    merchant_support: null,
    order_id: session.orderId,
    invoice_id: null,
    payment_link_id: session.paymentLink?.paymentLinkId ?? null,
    subscription_plan_id: null,
    customer_id: session.customerId,
    origin: session.origin,
    payment_intent_ids: order.paymentIntentIds,
    active_payment_attempt:
      attempt && attempt.attemptId === order.activeAttemptId ? toAttempt(ctx, attempt, intents) : null,
    payment_collection: (ending?.status ?? session.status) === 'open' ? collectionOfOrder(order) : null,
    expires_at: session.expiresAt,
    ...(isBuyer ? {} : { closed_reason: session.closedReason }),
    superseding_checkout_session_id: session.supersededBy,
    recovery_mode: session.recoveryExpiresAt !== null,
    recovery_expires_at: session.recoveryExpiresAt,
    recovery_payment_attempt_id: session.recoveryAttemptId,
    delivery_method_ids: [],
    delivery_selection_required: false,
    problems: [],
    save_payment_method_offered: mayKeepCard(ctx, session, order, ending),
    buyer_contact: toBuyerContact(order.buyerContact),
    timezone: session.timezone,
    customer_prefill: prefilled ? { email: prefilled.email ?? null, phone: prefilled.phone ?? null } : null,
    customer_collection: settings.customer_collection ?? null,
    payments: offeredPayments(ctx, settings.payments),
    redirects: settings.redirects ?? null,
    expiration: settings.expiration ?? null,
    tip: settings.tip ?? null,
    tax: settings.tax ?? null,
    promotion_config: settings.promotion_config ?? null,
    legal: settings.legal ?? null,
    custom_text: settings.custom_text ?? null,
    theme: settings.theme ?? null,
    branding: brandingOfSession(ctx, settings),
    terms_of_service_accepted_at: termsAcceptedAtOf(session, order),
    ...(isBuyer
      ? { payment_form: paymentFormOf(ctx) }
      : { external_reference_id: session.externalReferenceId, metadata: session.metadata }),
    created_at: session.createdAt,
    updated_at: session.updatedAt,
    ...(expand.has('order') ? { order: toOrder(ctx, { order, attempt, intents }) } : {}),
    ...(expand.has('payment_intents') ? { payment_intents: intents.map(toPaymentIntent) } : {}),
  }
}

/** The order knows it while the session is open. */
const termsAcceptedAtOf = ({ checkoutSessionId, termsAcceptedAt }: CheckoutSession, order: Order) => {
  const open = order.openCheckoutSession
  return (open?.checkoutSessionId === checkoutSessionId ? open.termsAcceptedAt : termsAcceptedAt) ?? null
}

/** Whether a card that is paid with here now may be kept: by the order's customer, where cards are taken. */
const mayKeepCard = (
  ctx: Context,
  { status, recoveryExpiresAt, settings }: CheckoutSession,
  order: Order,
  ending: Ending | null,
): boolean => {
  const isOpen = status === 'open' && ending === null && recoveryExpiresAt === null
  const takesCards = settings.payments?.enabled_payment_options?.includes('card') ?? true
  const { enabled: areKept } = settingsOf(ctx).checkout.saved_payment_details
  return areKept && isOpen && takesCards && order.customerId !== null && outstandingOf(order) > 0
}

/**
 * A session whose time is up has expired, even while the worker has not come by to write it down: what reads the
 * session must not call it open when what pays calls it over.
 */
const endingByTime = (ctx: Context, session: CheckoutSession, order: Order): Ending | null => {
  if (session.status !== 'open' || session.expiresAt > ctx.now || order.activeAttemptId !== null) return null
  return expiredEnding(order)
}

/**
 * The secret stands in the fragment, which browsers keep to themselves: it reaches no server and no log. Beside it the session,
 * where the address names something else.
 */
export const hostedUrl = (
  ctx: Context,
  session: Pick<CheckoutSession, 'checkoutSessionId' | 'pagePath'>,
): string => {
  const { checkoutSessionId, pagePath } = session
  const secret = checkoutSecret(ctx.secrets, ctx.environmentId, checkoutSessionId)
  return `${hostedPageUrl(ctx, session)}#${pagePath === undefined ? '' : `${checkoutSessionId}.`}${secret}`
}

/** Live sessions have an address of their own: see `../hosted-pages/serve-checkout-page.ts`. */
export const hostedPageUrl = (
  { config, mode }: Pick<Context, 'config' | 'mode'>,
  { checkoutSessionId, pagePath }: Pick<CheckoutSession, 'checkoutSessionId' | 'pagePath'>,
): string =>
  `${config.publicUrl}${pagePath ?? `/checkout/${mode === 'live' ? 'live/' : ''}${checkoutSessionId}`}`

export const toCreatedSession = (ctx: Context, created: SessionWithOrder) => {
  const session = toCheckoutSession(ctx, created)
  const { environmentId, checkoutSessionId } = created.session
  return {
    ...session,
    checkout_session: session,
    checkout_access: { checkout_auth_token: checkoutSecret(ctx.secrets, environmentId, checkoutSessionId) },
    // An open session is never given out for another create: callers replace it knowingly.
    reused_existing: false,
  }
}
