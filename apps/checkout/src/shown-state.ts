import type { CheckoutState } from './checkout-state.ts'
import { isPaid } from './order-facts.ts'

/** The page's states, one component each. */
export type ShownState =
  | 'loading'
  | 'missing'
  | 'unreachable'
  | 'open'
  | 'confirming'
  | 'elsewhere'
  | 'paid'
  | 'already-paid'
  | 'partially-paid'
  | 'expired'
  | 'closed'
  | 'invalidated'

/**
 * Decides what the buyer sees. A running payment comes before the session's own status: a session that ended while
 * money is on its way must not read as "nothing happened". Source: contract, flint-commerce 8.3.
 */
export const shownState = (state: CheckoutState): ShownState => {
  const { checkout, activity } = state
  if (state.paidHere !== null) return 'paid'
  if (state.load === 'missing') return 'missing'
  if (checkout === null) return state.load === 'unreachable' ? 'unreachable' : 'loading'
  if (activity.kind === 'confirming') return 'confirming'
  if (activity.kind === 'elsewhere') return 'elsewhere'
  if (activity.kind !== 'idle') return 'open'
  if (isPaid(checkout)) return 'already-paid'
  switch (checkout.status) {
    case 'partially_paid':
      return 'partially-paid'
    case 'expired':
    case 'closed':
    case 'invalidated':
      return checkout.status
    default:
  }
  if (checkout.order.status === 'closed') return 'closed'
  return state.isPastExpiry ? 'expired' : 'open'
}

/**
 * The page's title: the state first, because that is what a narrow tab shows and a screen reader says.
 * @param amount What is to be paid; null for an order that costs nothing.
 */
export const pageTitle = (shown: ShownState, merchantName: string | null, amount: string | null): string => {
  const what: Record<ShownState, string> = {
    loading: 'Loading checkout',
    missing: 'Checkout not found',
    unreachable: 'Connection problem',
    open: amount === null ? 'Checkout' : `Pay ${amount}`,
    confirming: 'Confirming payment',
    elsewhere: 'Payment in progress',
    paid: amount === null ? 'Order complete' : 'Payment complete',
    'already-paid': amount === null ? 'Order complete' : 'Already paid',
    'partially-paid': 'Partly paid',
    expired: 'Checkout expired',
    closed: 'Checkout closed',
    invalidated: 'Checkout no longer valid',
  }
  return merchantName === null ? what[shown] : `${what[shown]} · ${merchantName}`
}
