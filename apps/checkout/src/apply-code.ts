import { ApiRefusal } from './api-request.ts'
import type { Order } from './api-shapes.ts'
import type { CheckoutContext } from './checkout-state.ts'
import { acceptOrder, refreshCheckout } from './load-checkout.ts'
import { retrySafely } from './retry-safely.ts'

/** The buyer's moves about promotion codes. Each tells whether it was done. */
export interface CodeMoves {
  applyCode(code: string): Promise<boolean>
  removeCode(discountId: string): Promise<boolean>
}

/** The server says for a person why it declined a code; what is no answer about the code is said here. */
const problemOf = (error: unknown): string => {
  const isAnswer = error instanceof ApiRefusal && error.status < 500 && error.status !== 429
  const isAboutCode = isAnswer && /PROMOTION|DISCOUNT/.test(error.code)
  if (isAboutCode && error.sentence !== null) return error.sentence
  return isAnswer ? 'Codes cannot be changed now.' : 'We could not check the code. Please try again.'
}

/** Source: contract, flint-commerce 4.3: a buyer applies promotion codes, and takes them off again. */
export const createCodeMoves = (context: CheckoutContext): CodeMoves => {
  const change = async (
    send: (orderId: string, key: string) => Promise<Order>,
    said: string,
  ): Promise<boolean> => {
    const { checkout, activity, code } = context.get()
    if (!checkout || activity.kind !== 'idle' || code.isSaving) return false
    context.set({ code: { isSaving: true, problem: null, said: null }, notice: null })
    context.writes += 1
    // What was sent before was for another total.
    context.submission = null
    const key = context.newKey()
    try {
      const order = await retrySafely(() => send(checkout.order_id, key), context.wait)
      context.writes += 1
      acceptOrder(context, order)
      context.set({ code: { isSaving: false, problem: null, said } })
      return true
    } catch (error) {
      // The session may have ended or changed meanwhile; what is shown must be what is true.
      if (error instanceof ApiRefusal) await refreshCheckout(context)
      context.set({ code: { isSaving: false, problem: problemOf(error), said: null } })
      return false
    }
  }

  return {
    applyCode: (code) =>
      change((orderId, key) => context.api.applyCode(orderId, code, key), `Code ${code} is applied.`),
    removeCode: (discountId) =>
      change((orderId, key) => context.api.removeDiscount(orderId, discountId, key), 'The code is removed.'),
  }
}
