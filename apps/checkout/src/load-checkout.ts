import { ApiRefusal } from './api-request.ts'
import type { CheckoutContext } from './checkout-state.ts'
import type { CheckoutView, Order } from './api-shapes.ts'
import { totalChangedNotice } from './notices.ts'
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

export const acceptOrder = (context: CheckoutContext, order: Order): void => {
  const { checkout } = context.get()
  if (checkout) context.set({ checkout: { ...checkout, order } })
}

/** First read, and the buyer's "try again". */
export const loadCheckout = async (context: CheckoutContext): Promise<void> => {
  context.set({ load: 'loading' })
  try {
    const { checkout, isTestMode } = await retrySafely(() => context.api.getCheckout(), context.wait)
    context.set({ isTestMode: isTestMode ?? false })
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
