import type { Minor } from '@flint/money'
import type { Order, PaymentStatus, RefundStatus } from './order.ts'

/** What the status axes and open amounts are read from; a priced order has it. */
export type SettledOrder = Pick<Order, 'status' | 'amounts' | 'settlement'>

/** Still to collect. A refund does not reopen it. Source: contract, flint-commerce 4.7, 19 row 5. */
export const outstandingOf = ({ amounts, settlement }: SettledOrder): Minor =>
  Math.max(0, amounts.total - settlement.paid)

/** Collected beyond what the order costs now. */
export const creditOf = ({ amounts, settlement }: SettledOrder): Minor =>
  Math.max(0, settlement.paid - amounts.total)

/** Outstanding as a positive, credit as a negative amount. */
export const balanceOf = ({ amounts, settlement }: SettledOrder): Minor => amounts.total - settlement.paid

/** Collected and not given back. */
export const netCollectedOf = ({ settlement }: SettledOrder): Minor => settlement.paid - settlement.refunded

/** An order that costs nothing is paid from the start. Source: contract, flint-commerce 4.9. */
export function paymentStatusOf(order: SettledOrder): PaymentStatus {
  if (outstandingOf(order) === 0) return 'paid'
  return order.settlement.paid > 0 ? 'partially_paid' : 'unpaid'
}

/** Measured against what was paid, not against the total: a half-paid order can be wholly refunded. */
export function refundStatusOf({ settlement }: SettledOrder): RefundStatus {
  if (settlement.refunded === 0) return 'none'
  return settlement.refunded < settlement.paid ? 'partially_refunded' : 'refunded'
}
