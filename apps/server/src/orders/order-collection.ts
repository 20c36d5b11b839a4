import { toPaymentCollection } from '../payments/collection.ts'
import type { Order } from './order.ts'
import { outstandingOf } from './settlement.ts'

/**
 * What a browser needs to pay the order now: what is due, and with what. Null when nothing can be paid: nothing is due,
 * the order is closed, or a payment runs. Source: contract, flint-commerce 4.1 and 5.6.
 */
export const collectionOfOrder = (order: Order) => {
  const amount = outstandingOf(order)
  if (amount === 0 || order.status === 'closed' || order.activeAttemptId) return null
  const paymentOptions = [...(order.openCheckoutSession?.paymentOptions ?? ['card'])]
  return toPaymentCollection({ paymentOptions, amount, currency: order.currency }, 'pay_order')
}
