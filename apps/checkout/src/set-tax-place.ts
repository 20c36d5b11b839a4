import { ApiRefusal } from './api-request.ts'
import type { TaxPlace } from './api-shapes.ts'
import { type CheckoutContext, type CheckoutState, isRepricing } from './checkout-state.ts'
import { acceptOrder, refreshCheckout } from './load-checkout.ts'
import { needsTaxPlace } from './order-facts.ts'
import { retrySafely } from './retry-safely.ts'

type Problem = NonNullable<CheckoutState['taxPlace']['problem']>

const unsupported: Problem = {
  field: 'country',
  text: 'Tax cannot be calculated for this country. Choose another, or contact the seller.',
}

const problemOf = (error: unknown): Problem => {
  if (error instanceof ApiRefusal) {
    if (error.code === 'ORDER_TAX_UNSUPPORTED_COUNTRY') return unsupported
    if (error.code.startsWith('ORDER_TAX_LOCATION'))
      return { field: 'postalCode', text: 'There is no such place. Check the code and the country.' }
  }
  return { field: 'postalCode', text: 'The tax could not be calculated. Please try again.' }
}

/**
 * Says where the buyer is, so that automatic tax can be calculated, and shows what it comes to.
 * Source: contract, flint-commerce 4.6.
 */
export const createSetTaxPlace = (context: CheckoutContext): ((place: TaxPlace) => Promise<void>) => {
  return async (place) => {
    const { checkout, activity } = context.get()
    if (!checkout || activity.kind !== 'idle' || isRepricing(context.get())) return
    const asked = { isSaving: false, isAsked: true, problem: null, said: null }
    context.memory.isTaxPlaceAsked = true
    context.set({ taxPlace: { ...asked, isSaving: true }, notice: null })
    context.writes += 1
    context.submission = null
    try {
      const order = await retrySafely(() => context.api.setTaxPlace(checkout.order_id, place), context.wait)
      context.writes += 1
      acceptOrder(context, order)
      const { tax_money: tax } = order.pricing_amounts
      const total = context.showMoney(order.settlement_amounts.outstanding_money)
      const said =
        tax.amount > 0
          ? `Tax: ${context.showMoney(tax)}. The total is now ${total}.`
          : `No tax is due. The total is ${total}.`
      context.set({
        taxPlace: needsTaxPlace(order) ? { ...asked, problem: unsupported } : { ...asked, said },
      })
    } catch (error) {
      if (error instanceof ApiRefusal) await refreshCheckout(context)
      context.set({ taxPlace: { ...asked, problem: problemOf(error) } })
    }
  }
}
