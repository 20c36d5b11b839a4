import { ApiRefusal } from './api-request.ts'
import type { TaxPlace } from './api-shapes.ts'
import type { CheckoutContext, CheckoutState } from './checkout-state.ts'
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
 * Says where the buyer is, so that automatic tax can be calculated, and shows what it comes to. A place that is given
 * while another is on its way is sent after it. Source: contract, flint-commerce 4.6.
 */
export const createSetTaxPlace = (context: CheckoutContext): ((place: TaxPlace) => Promise<void>) => {
  let wanted: TaxPlace | null = null

  const send = async (orderId: string, place: TaxPlace): Promise<Partial<CheckoutState['taxPlace']>> => {
    context.writes += 1
    try {
      const order = await retrySafely(() => context.api.setTaxPlace(orderId, place), context.wait)
      context.writes += 1
      acceptOrder(context, order)
      return needsTaxPlace(order) ? { problem: unsupported } : {}
    } catch (error) {
      if (error instanceof ApiRefusal) await refreshCheckout(context)
      return { problem: problemOf(error) }
    }
  }

  return async (place) => {
    const { checkout, activity, taxPlace } = context.get()
    if (!checkout || activity.kind !== 'idle') return
    wanted = place
    if (taxPlace.isSaving) return
    const asked = { isSaving: false, isAsked: true, problem: null }
    context.memory.isTaxPlaceAsked = true
    // What was sent before was for another total.
    context.submission = null
    context.set({ taxPlace: { ...asked, isSaving: true }, notice: null })
    for (;;) {
      const sent: TaxPlace = wanted
      const outcome = await send(checkout.order_id, sent)
      if (wanted !== sent) continue
      context.set({ taxPlace: { ...asked, ...outcome } })
      return
    }
  }
}
