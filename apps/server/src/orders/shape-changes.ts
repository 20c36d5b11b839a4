import type { ShapeChange } from '../platform/http/shape-changes.ts'
import type { Order, PaymentStatus, RefundStatus } from './order.ts'

/** The single order status of the older era. Source: contract, flint-commerce 4.9. */
export type LegacyOrderStatus = 'open' | 'paid' | 'partially_refunded' | 'refunded' | 'closed'

/** Some events say nothing about refunds: they are about money that came in. */
type Axes = { status: Order['status']; payment_status: PaymentStatus; refund_status?: RefundStatus }

/** The first condition that holds wins, in the contract's order. Source: contract, flint-commerce 4.9. */
export const legacyStatusOf = ({ status, payment_status, refund_status }: Axes): LegacyOrderStatus => {
  if (status === 'closed' && payment_status === 'unpaid') return 'closed'
  if (refund_status !== undefined && refund_status !== 'none') return refund_status
  return payment_status === 'paid' ? 'paid' : 'open'
}

/** Source: contract, flint-platform 26, "order paid status". */
export const orderStatusAxes: ShapeChange = {
  id: 'order_status_axes',
  since: '2026-09-07',
  summary:
    'The status of an order is open or closed; payment_status and refund_status say how far it is paid and refunded.',
  // The payload of an erased order may hold nothing but its id.
  toOlder: (order) => ('status' in order ? { ...order, status: legacyStatusOf(order as Axes) } : order),
}
