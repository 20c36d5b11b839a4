import { ApiRefusal } from './api-request.ts'
import type { CheckoutContext } from './checkout-state.ts'
import type { CheckoutView, Order, SavedCard } from './api-shapes.ts'
import { totalChangedNotice } from './notices.ts'
import { needsTaxPlace } from './order-facts.ts'
import { retrySafely } from './retry-safely.ts'

const isRefusedAccess = (error: unknown): boolean =>
  error instanceof ApiRefusal && [400, 401, 403, 404].includes(error.status)

/** Takes over an answer about the session. */
export const acceptCheckout = (context: CheckoutContext, checkout: CheckoutView): void => {
  const before = context.get().checkout
  context.set({
    load: 'ready',
    // The name does not change; an answer that leaves it out must not blank the page's head.
    checkout: { ...checkout, merchant_name: checkout.merchant_name ?? before?.merchant_name },
  })
}

/** Answers to two changes may overtake each other: the older order is not believed. */
export const acceptOrder = (context: CheckoutContext, order: Order): void => {
  const { checkout } = context.get()
  if (!checkout || (order.order_revision ?? Infinity) < (checkout.order.order_revision ?? 0)) return
  context.set({ checkout: { ...checkout, order } })
}

/** Nobody waits longer than this for the cards they keep: a new one pays as well. */
const longestCardsWaitMs = 4000

/** The cards of the order's customer; none where there is no customer, or no answer. */
const savedCardsOf = async (context: CheckoutContext, checkout: CheckoutView): Promise<SavedCard[]> => {
  const takesCards = checkout.payments?.enabled_payment_options?.includes('card') ?? true
  if (!checkout.order.customer_id || checkout.status !== 'open' || !takesCards) return []
  const tooLate = context.wait(longestCardsWaitMs).then((): SavedCard[] => [])
  return Promise.race([context.api.listSavedCards().catch(() => []), tooLate])
}

/** First read, and the buyer's "try again". */
export const loadCheckout = async (context: CheckoutContext): Promise<void> => {
  context.set({ load: 'loading' })
  try {
    const { checkout, isTestMode } = await retrySafely(() => context.api.getCheckout(), context.wait)
    const savedCards = await savedCardsOf(context, checkout)
    const isAsked = context.memory.isTaxPlaceAsked || needsTaxPlace(checkout.order)
    const { taxPlace } = context.get()
    context.set({ isTestMode: isTestMode ?? false, savedCards, taxPlace: { ...taxPlace, isAsked } })
    acceptCheckout(context, checkout)
  } catch (error) {
    context.set({ load: isRefusedAccess(error) ? 'missing' : 'unreachable' })
  }
}

/**
 * Reads the session again without showing that it does.
 * @returns The answer, or null when there was none or it was overtaken by a write of this page.
 */
export const refreshCheckout = async (context: CheckoutContext): Promise<CheckoutView | null> => {
  const writesBefore = context.writes
  try {
    const { checkout } = await context.api.getCheckout()
    if (context.writes !== writesBefore) return null
    acceptCheckout(context, checkout)
    return context.get().checkout
  } catch (error) {
    if (isRefusedAccess(error)) context.set({ load: 'missing' })
    return null
  }
}

/** Tells the buyer when the amount to pay is no longer what the page showed. */
export const announceNewTotal = (context: CheckoutContext, before: Order | undefined): boolean => {
  const after = context.get().checkout?.order
  if (!before || !after) return false
  const was = before.settlement_amounts.outstanding_money
  const is = after.settlement_amounts.outstanding_money
  if (was.amount === is.amount && was.currency === is.currency) return false
  context.set({ notice: totalChangedNotice(context.showMoney(was), context.showMoney(is)) })
  return true
}
