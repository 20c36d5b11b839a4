import { ApiRefusal } from './api-request.ts'
import type { TipWish } from './api-shapes.ts'
import type { CheckoutContext } from './checkout-state.ts'
import { acceptOrder, refreshCheckout } from './load-checkout.ts'
import { retrySafely } from './retry-safely.ts'

const tipProblemOf = (error: unknown): string => {
  if (error instanceof ApiRefusal) {
    if (error.code === 'TIP_LIMIT_EXCEEDED')
      return 'This tip is higher than we can accept. Choose a smaller one.'
    if (error.code.startsWith('INVALID_TIP')) return 'Enter a tip of at least the smallest coin.'
    if (/TIPPING_DISABLED|TIP_NOT_ALLOWED/.test(error.code)) return 'This order does not take tips.'
  }
  return 'The tip could not be saved. Please choose it again.'
}

/**
 * Saves the buyer's tip. Choices made while one is being saved replace each other: only the last is sent.
 * Source: contract, flint-commerce 4.5.
 */
export const createChooseTip = (context: CheckoutContext): ((wish: TipWish | null) => Promise<void>) => {
  return async (wish) => {
    const { checkout, activity, tip } = context.get()
    if (!checkout || activity.kind !== 'idle') return
    context.memory.isTipSettled = true
    context.set({ tip: { isSaving: true, wish, problem: null }, notice: null })
    if (tip.isSaving) return

    let problem: string | null = null
    for (;;) {
      const sent = context.get().tip.wish
      if (sent === undefined) break
      context.writes += 1
      try {
        const order = await retrySafely(() => context.api.setTip(checkout.order_id, sent), context.wait)
        context.writes += 1
        problem = null
        acceptOrder(context, order)
      } catch (error) {
        problem = tipProblemOf(error)
        // The session may have ended or changed meanwhile; what is shown must be what is true.
        if (error instanceof ApiRefusal) await refreshCheckout(context)
      }
      if (context.get().tip.wish === sent) break
    }
    context.set({ tip: { isSaving: false, wish: undefined, problem } })
  }
}
