import { type Customer, findCustomer } from '../customers/index.ts'
import { activitiesOf } from '../orders/activities.ts'
import { type DraftOrder, draftOrder, orderCreation, writeDraft } from '../orders/create-order.ts'
import { conflictOf, repriced } from '../orders/edit-order.ts'
import { orderErrors } from '../orders/errors.ts'
import type { Order } from '../orders/order.ts'
import { expectCustomerSettable, withCustomer } from '../orders/order-customer.ts'
import { promotionUses, usableOffers } from '../orders/promotions-of-order.ts'
import { lockOrder, recordActivities, saveOrder } from '../orders/queries.ts'
import { outstandingOf } from '../orders/settlement.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { lockIntentsOfOrder } from '../payments/queries.ts'
import { plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { type Loads, transact } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import { checkMetadata } from '../platform/http/metadata.ts'
import { setTimer } from '../platform/jobs/timers.ts'
import { type Offer, automaticOffers } from '../promotions/index.ts'
import { checkSettings, lifetimeMsOf, sessionOptions, tipRuleOf } from './check-settings.ts'
import { endSession } from './end-session.ts'
import { checkoutErrors } from './errors.ts'
import type { CreateSessionBody, Settings } from './input-schemas.ts'
import { insertSession } from './queries.ts'
import { type CheckoutSession, type SessionWithOrder, expiryTimer } from './session.ts'
import { afterPartOfTheMoney, endings } from './states.ts'

/** Opens a session for an order that exists, or for one that is made with it. Source: contract, flint-commerce 8.1. */
export const createSession = async (ctx: Context, input: CreateSessionBody): Promise<SessionWithOrder> => {
  const source = sourceOf(input)
  const settings = checkSettings(ctx, input)
  return source === 'order_id'
    ? openForOrder(ctx, input, settings, input.order_id!)
    : openQuickPay(ctx, input, settings, input.quick_pay_item!)
}

const sourceOf = (input: CreateSessionBody): 'order_id' | 'quick_pay_item' => {
  const plan = input.subscription_plan_id ?? input.plan_id
  const given = [
    ...(input.order_id === undefined ? [] : (['order_id'] as const)),
    ...(input.quick_pay_item === undefined ? [] : (['quick_pay_item'] as const)),
    ...(plan === undefined ? [] : (['subscription_plan_id'] as const)),
  ]
  const [source] = given
  if (source === undefined)
    throw refuse(checkoutErrors.CHECKOUT_SESSION_SOURCE_REQUIRED, { param: 'order_id' })
  if (given.length > 1)
    throw refuse(checkoutErrors.CHECKOUT_SESSION_SOURCE_CONFLICT, {
      param: given[1]!,
      extra: { conflicting_fields: given },
    })
  // Plans are not served yet, so no id of one can be known.
  if (source === 'subscription_plan_id')
    throw refuse(checkoutErrors.SUBSCRIPTION_PLAN_NOT_FOUND, {
      param: input.subscription_plan_id === undefined ? 'plan_id' : source,
    })
  if (input.replace_checkout_session_id !== undefined && source !== 'order_id')
    throw refuse(checkoutErrors.CHECKOUT_REPLACEMENT_REQUIRES_ORDER, { param: 'replace_checkout_session_id' })
  return source
}

/** Order and session in one statement. */
const openQuickPay = async (
  ctx: Context,
  input: CreateSessionBody,
  settings: Settings,
  item: NonNullable<CreateSessionBody['quick_pay_item']>,
): Promise<SessionWithOrder> => {
  const draft = await draftOrder(
    ctx,
    {
      line_items: [{ name: item.name, unit_price_money: item.amount_money, tax: item.tax }],
      ...(settings.customer_collection?.customer_id === undefined
        ? {}
        : { customer_id: settings.customer_collection.customer_id }),
      ...(settings.tax?.enabled === undefined ? {} : { tax: { enabled: settings.tax.enabled } }),
    },
    'checkout',
  )
  return openDraft(ctx, draft, { input, settings }, (opened) => ({ result: opened, writes: [] }))
}

/** What a session is opened with. */
export type SessionTerms = {
  input: CreateSessionBody
  settings: Settings
  /** The order is for this session alone: when its time is up, the order is closed with it. */
  closesOrder?: true
  /** A buyer opens it by a link. */
  paymentLink?: CheckoutSession['paymentLink']
  pagePath?: string
}

/** Writes an order, the session that it is made for, and in the same statement what `more` makes of the two. */
export const openDraft = <R>(
  ctx: Context,
  draft: DraftOrder,
  terms: SessionTerms,
  more: (opened: SessionWithOrder) => { result: R; writes: Statement<void>[] },
): Promise<R> =>
  writeDraft(ctx, draft, (unopened) => {
    const { session, order } = openSession(ctx, unopened, terms)
    const { result, writes } = more({ session, order, attempt: null, intents: [] })
    return {
      result,
      writes: [...orderCreation(ctx, order), ...opening(ctx, order, session), ...writes],
      wake: ['events', 'timers'],
    }
  })

const customerParam = 'customer_collection.customer_id'

const openForOrder = async (
  ctx: Context,
  input: CreateSessionBody,
  settings: Settings,
  orderId: string,
): Promise<SessionWithOrder> => {
  const customerId = settings.customer_collection?.customer_id
  const automatic = customerId === undefined ? [] : await automaticOffers(ctx)
  return transact(
    ctx,
    {
      order: lockOrder(ctx, orderId),
      intents: lockIntentsOfOrder(ctx, orderId),
      ...(customerId === undefined ? {} : { customer: findCustomer(ctx, customerId) }),
    } as Loads<{ order: Order | null; intents: PaymentIntent[]; customer?: Customer | null }>,
    ({ order: found, intents, customer }) => {
      if (!found) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
      if (customerId !== undefined) expectCustomerSettable(found, customerId, customer ?? null, customerParam)
      const before =
        customer && found.customerId === null ? ofCustomer(ctx, found, customer, automatic) : found
      expectPayable(before)
      const current = before.openCheckoutSession
      const isOver = current !== null && current.expiresAt <= ctx.now
      if (input.replace_checkout_session_id !== undefined) {
        if (current?.checkoutSessionId !== input.replace_checkout_session_id || isOver)
          throw refuse(checkoutErrors.CHECKOUT_SESSION_CURRENT_CHANGED, {
            param: 'replace_checkout_session_id',
            extra: { current_checkout_session_id: isOver ? null : (current?.checkoutSessionId ?? null) },
          })
      } else if (current && !isOver)
        throw refuse(checkoutErrors.CHECKOUT_SESSION_ALREADY_EXISTS, {
          param: 'order_id',
          extra: { existing_checkout_session_id: current.checkoutSessionId },
        })
      const opened = openSession(ctx, before, {
        input,
        settings,
        // Whatever page leads to it, the order ends with the last one.
        ...(current?.closesOrder ? { closesOrder: true } : {}),
      })
      const { session } = opened
      const order: Order = { ...opened.order, revision: before.revision + 1, updatedAt: ctx.now }
      // A session whose time is up but which the worker has not ended yet is not in the way of a new one.
      const ending = isOver
        ? afterPartOfTheMoney(endings.expired, before.settlement.paid > current.paidBefore)
        : endings.superseded
      const ended = current
        ? endSession(
            ctx,
            order,
            current.checkoutSessionId,
            ending,
            isOver ? {} : { supersededBy: session.checkoutSessionId },
          )
        : []
      return {
        result: { session, order, attempt: null, intents },
        writes: [
          saveOrder(order),
          ...promotionUses(ctx, found, order),
          ...ended,
          ...opening(ctx, order, session),
        ],
        wake: ['events', 'timers'],
      }
    },
  )
}

/** A customer may be exempt from tax, or may have promotions of their own. */
const ofCustomer = (ctx: Context, order: Order, customer: Customer, automatic: readonly Offer[]): Order => {
  const theirs = withCustomer(order, customer)
  return repriced(ctx, theirs, usableOffers(theirs, automatic, []))
}

const expectPayable = (order: Order) => {
  if (order.status === 'closed')
    throw refuse(orderErrors.ORDER_CLOSED, { param: 'order_id', extra: conflictOf(order) })
  if (outstandingOf(order) === 0) throw refuse(orderErrors.ORDER_ALREADY_PAID, { param: 'order_id' })
  if (order.activeAttemptId)
    throw refuse(checkoutErrors.CHECKOUT_PAYMENT_RESOLVING, {
      extra: { payment_attempt_id: order.activeAttemptId },
    })
}

const openSession = (
  ctx: Context,
  order: Order,
  { input, settings, closesOrder, paymentLink, pagePath }: SessionTerms,
): { session: CheckoutSession; order: Order } => {
  const paymentOptions = sessionOptions(order, settings, input)
  const session: CheckoutSession = {
    environmentId: ctx.environmentId,
    checkoutSessionId: ctx.ids.newId('cs'),
    orderId: order.orderId,
    customerId: order.customerId,
    externalReferenceId: input.external_reference_id ?? null,
    status: 'open',
    terminalReason: null,
    surface: input.surface ?? 'hosted',
    ...(pagePath === undefined ? {} : { pagePath }),
    origin: order.origin,
    settings: settings.payments?.enabled_payment_options
      ? { ...settings, payments: { ...settings.payments, enabled_payment_options: paymentOptions } }
      : settings,
    expiresAt: plusMs(ctx.now, lifetimeMsOf(settings)),
    recoveryExpiresAt: null,
    recoveryAttemptId: null,
    closedReason: null,
    supersededBy: null,
    ...(paymentLink ? { paymentLink } : {}),
    timezone: null,
    metadata: checkMetadata(input.metadata ?? {}),
    version: 1,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }
  return {
    session,
    order: {
      ...order,
      checkoutSessionIds: [...order.checkoutSessionIds, session.checkoutSessionId],
      openCheckoutSession: {
        checkoutSessionId: session.checkoutSessionId,
        expiresAt: session.expiresAt,
        paidBefore: order.settlement.paid,
        tip: tipRuleOf(settings.tip, order.currency),
        arePromotionCodesAllowed: settings.promotion_config?.codes_enabled ?? true,
        isEmailRequired: settings.customer_collection?.require_email ?? false,
        isPhoneRequired: settings.customer_collection?.require_phone ?? false,
        isBillingAddressRequired: settings.customer_collection?.require_billing_address ?? false,
        areTermsRequired: settings.legal?.require_terms_of_service ?? false,
        termsAcceptedAt: null,
        paymentOptions,
        ...(closesOrder ? { closesOrder } : {}),
      },
    },
  }
}

const opening = (ctx: Context, order: Order, session: CheckoutSession): Statement<void>[] => [
  insertSession(session),
  setTimer(ctx, expiryTimer, session.checkoutSessionId, session.expiresAt),
  ...recordActivities(
    ctx,
    order,
    activitiesOf(order, order, [
      {
        type: 'checkout_session_created',
        description: 'Checkout opened',
        referenceType: 'checkout_session',
        referenceId: session.checkoutSessionId,
      },
    ]),
  ),
]
