import type { CheckoutView, Order } from './api-shapes.ts'

/** What the page asks of an order in more than one place. */

/** A promotion has left nothing to pay, and nothing was paid: the buyer still has to say that they want it. */
export const isFree = ({ pricing_amounts: pricing, settlement_amounts: settlement }: Order): boolean =>
  pricing.total_money.amount === 0 && settlement.paid_money.amount === 0

/** An order that costs nothing counts as paid from the start; it is over when its session says so. */
export const isPaid = ({ status, order }: CheckoutView): boolean =>
  status === 'paid' || (order.payment_status === 'paid' && !isFree(order))

/** Nobody can pay until the buyer says where they are. Source: contract, flint-commerce 4.6. */
export const needsTaxPlace = ({ tax }: Order): boolean =>
  tax?.status === 'requires_location' ||
  (tax?.status === 'incomplete' && tax.failure_reason === 'location_unsupported')

/** The tax cannot be known, wherever the buyer is: only the seller can help. */
export const isTaxUnavailable = (order: Order): boolean =>
  order.tax?.status === 'incomplete' && !needsTaxPlace(order)
