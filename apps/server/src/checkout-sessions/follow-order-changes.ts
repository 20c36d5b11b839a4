import { orderErrors } from '../orders/errors.ts'
import { type OrderChangeCause, type OrderListener, onOrderChange } from '../orders/listeners.ts'
import type { OpenCheckoutSession, Order, OrderTip } from '../orders/order.ts'
import { outstandingOf } from '../orders/settlement.ts'
import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { endSession } from './end-session.ts'
import { checkoutErrors } from './errors.ts'
import { type Ending, afterPartOfTheMoney, endings } from './states.ts'

/**
 * What a change of an order means for its open session, decided under the order's lock and written with the change.
 * Here too a buyer's change is refused when their session has ended: between the check of the credential and the
 * lock it may have been closed, replaced or paid, and only the lock tells.
 */
export const followOrderChange: OrderListener = (ctx, before, after, cause) => {
  checkBuyer(ctx, before, after, cause)
  const open = before.openCheckoutSession
  const ending = open && endingOf(ctx, before, after, cause, open)
  if (!open || !ending) return { order: after, writes: [] }
  const order: Order = { ...after, openCheckoutSession: null }
  const closedReason = cause === 'close' ? after.closedReason : null
  const termsAcceptedAt = after.openCheckoutSession?.termsAcceptedAt ?? null
  const because = { closedReason, termsAcceptedAt }
  return { order, writes: endSession(ctx, order, open.checkoutSessionId, ending, because) }
}

onOrderChange(followOrderChange)

/** Null while the session stays open. Source: contract, flint-commerce 4.10 and 8.3. */
const endingOf = (
  ctx: Context,
  before: Order,
  after: Order,
  cause: OrderChangeCause,
  open: OpenCheckoutSession,
): Ending | null => {
  const wasPartTaken = after.settlement.paid > open.paidBefore
  if (after.status === 'closed') {
    // Such an order was closed because the time is up, not the other way round.
    const isByTime = open.closesOrder === true && isOver(ctx, open)
    return afterPartOfTheMoney(isByTime ? endings.expired : endings.closed, wasPartTaken)
  }
  const isBuyer = ctx.caller.kind === 'checkout_session'
  if (cause === 'edit' && !isBuyer) return isSamePrice(before, after) ? null : endings.orderMutated
  // Whoever paid it, and by which way: nothing is left to pay here, and a session that stayed open or read as
  // "invalidated" would tell the buyer something else.
  // But a buyer whose code leaves nothing to pay still has to say that they want it.
  const isPaidByEdit = outstandingOf(before) > 0 && after.settlement.paid > 0
  if (outstandingOf(after) === 0 && (cause === 'payment' || isPaidByEdit)) return endings.paid
  // The payment that ran when the time was up is over, and it was not enough.
  if (cause === 'payment' && isOver(ctx, open) && after.activeAttemptId === null)
    return afterPartOfTheMoney(endings.expired, wasPartTaken)
  return null
}

/** A buyer may see other words on a line; another amount anywhere makes what they agreed to untrue. */
const isSamePrice = ({ amounts: before }: Order, { amounts: after }: Order): boolean =>
  before.subtotal === after.subtotal &&
  before.discount === after.discount &&
  before.charge === after.charge &&
  before.tax === after.tax &&
  before.tip === after.tip &&
  before.total === after.total

const isOver = (ctx: Context, open: OpenCheckoutSession): boolean => open.expiresAt <= ctx.now

const checkBuyer = (ctx: Context, before: Order, after: Order, cause: OrderChangeCause) => {
  if (ctx.caller.kind !== 'checkout_session') return
  const open = before.openCheckoutSession
  const isTheirs = open?.checkoutSessionId === ctx.caller.checkoutSessionId
  // A payment that runs may be finished or given up after the time is up; nothing new may begin.
  if (!open || !isTheirs || (isOver(ctx, open) && before.activeAttemptId === null))
    throw refuse(checkoutErrors.CHECKOUT_SESSION_NOT_OPEN, {
      extra: { supported_actions: ['get_checkout_session'] },
    })
  if (cause === 'payment') expectBuyerKnown(open, after)
  if (cause === 'edit') checkTip(open, requestedTipOf(before), requestedTipOf(after))
}

/** What the session asks of a buyer before they pay. Source: contract, flint-commerce 8.1, `customer_collection` and `legal`. */
const expectBuyerKnown = (open: OpenCheckoutSession, { buyerContact, openCheckoutSession }: Order) => {
  if (open.isEmailRequired && !buyerContact?.email)
    throw refuse(httpErrors.EMAIL_REQUIRED, {
      param: 'buyer_contact.email',
      message: 'This checkout needs an e-mail address.',
    })
  if (open.isPhoneRequired && !buyerContact?.phone) throw refuseMissing('buyer_contact.phone')
  const { line1, postal_code, country } = buyerContact?.billingAddress ?? {}
  if (open.isBillingAddressRequired && !(line1 && postal_code && country))
    throw refuseMissing(
      `buyer_contact.billing_address${line1 ? (postal_code ? '.country' : '.postal_code') : '.line1'}`,
    )
  if (open.areTermsRequired && !openCheckoutSession?.termsAcceptedAt)
    throw refuseMissing('terms_of_service_accepted')
}

const refuseMissing = (param: string) =>
  refuse(httpErrors.FIELD_REQUIRED, { param, message: `This checkout needs "${param}".` })

const requestedTipOf = (order: Order): OrderTip | undefined =>
  order.tips.find((tip) => tip.status === 'requested')

const checkTip = (open: OpenCheckoutSession, before: OrderTip | undefined, after: OrderTip | undefined) => {
  if (before?.amount === after?.amount && before?.percent === after?.percent) return
  if (!open.tip) throw refuse(orderErrors.CHECKOUT_TIPPING_DISABLED, { param: 'requested_tip' })
  const isOffered =
    (after?.percent != null && open.tip.percentOptions.includes(after.percent)) ||
    (after?.amount != null && open.tip.amountOptions.includes(after.amount))
  if (after && !isOffered && !open.tip.isCustomAllowed)
    throw refuse(checkoutErrors.CHECKOUT_TIP_NOT_ALLOWED, { param: 'requested_tip' })
}
