import { type OrderListener, onOrderChange } from '../orders/listeners.ts'
import type { LinkOfOrder, Order } from '../orders/order.ts'
import { netCollectedOf, outstandingOf } from '../orders/settlement.ts'
import { movePlace } from './queries.ts'

/**
 * The place that an order takes on its link:
 *
 *   none --a payment begins, in the same transaction--> held
 *   held --the attempt fails, is canceled or expires, and nothing was paid--> none
 *   held --the order is closed half paid, and that part is given back--> none
 *   held, none --the order is paid--> taken; a refund gives it back to nobody
 *
 * So a buyer who finds no place left was not charged: what begins the charge is what claims the place, and a place too many
 * undoes it. Orders of no link cost nothing here. Source: contract, flint-commerce 9.4 and 19 row 29.
 */
export const followOrder: OrderListener = (ctx, _before, after, cause) => {
  const before = after.paymentLink
  if (!before) return { order: after, writes: [] }
  const place = placeOf(before.place, after, cause === 'payment')
  if (place === before.place) return { order: after, writes: [] }
  // What is being bought is fixed when it begins to be paid.
  const quantity = before.place === 'none' ? unitsOf(after) : before.quantity
  const paymentLink: LinkOfOrder = { ...before, place, quantity }
  return {
    order: { ...after, paymentLink },
    writes: [movePlace(ctx, after.orderId, before, paymentLink)],
  }
}

onOrderChange(followOrder)

const placeOf = (place: LinkOfOrder['place'], order: Order, isPayment: boolean): LinkOfOrder['place'] => {
  if (place === 'taken') return place
  const { paid } = order.settlement
  if (outstandingOf(order) === 0 && (paid > 0 || (isPayment && order.activeAttemptId === null)))
    return 'taken'
  // Nobody can pay the rest any more. A refund that fails after all does not ask for the place again: it may be another's.
  if (order.status === 'closed') return netCollectedOf(order) > 0 ? place : 'none'
  return paid > 0 || order.activeAttemptId !== null ? 'held' : 'none'
}

export const unitsOf = ({ lines }: Order): number => lines.reduce((sum, { quantity }) => sum + quantity, 0)
