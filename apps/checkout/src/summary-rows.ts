import type { Money, Order } from './api-shapes.ts'
import { needsTaxPlace } from './order-facts.ts'

/** One row of the totals. `money` is shown with a minus sign when `isTakenOff`. */
export interface SummaryRow {
  readonly key: string
  readonly label: string
  /** Null while it is not known. */
  readonly money: Money | null
  readonly isTakenOff?: boolean
}

const discountLabel = (name: string | undefined, code: string | null | undefined): string =>
  code ? `${name ?? 'Discount'} (${code})` : (name ?? 'Discount')

/**
 * The rows between the lines and the total, so that they visibly add up. Rows of nothing are left out, and all of them
 * when the total is simply the sum of the lines. Source: contract, flint-commerce 4.7.
 */
export const summaryRows = (order: Order): SummaryRow[] => {
  const amounts = order.pricing_amounts
  const rows: SummaryRow[] = []
  const discounts = (order.applied_discounts ?? []).filter(({ status }) => status !== 'canceled')
  for (const discount of discounts) {
    if (discount.applied_money.amount === 0) continue
    rows.push({
      key: discount.order_discount_id,
      label: discountLabel(discount.customer_facing_name, discount.promotion_code),
      money: discount.applied_money,
      isTakenOff: true,
    })
  }
  if (discounts.length === 0 && amounts.discount_money.amount > 0) {
    rows.push({ key: 'discount', label: 'Discount', money: amounts.discount_money, isTakenOff: true })
  }
  for (const charge of order.charges ?? []) {
    rows.push({ key: charge.order_charge_id, label: charge.name, money: charge.applied_money })
  }

  const tip = tipOf(order)
  if (needsTaxPlace(order)) rows.push({ key: 'tax', label: 'Tax', money: null })
  else if (amounts.tax_money.amount > 0) {
    const withoutTax =
      amounts.subtotal_money.amount - amounts.discount_money.amount + amounts.charge_money.amount + tip.amount
    const isIncluded = withoutTax === amounts.total_money.amount
    rows.push({ key: 'tax', label: isIncluded ? 'Tax (included)' : 'Tax', money: amounts.tax_money })
  }
  if (tip.amount > 0) {
    const percent = order.requested_tip?.percent
    rows.push({ key: 'tip', label: typeof percent === 'number' ? `Tip (${percent}%)` : 'Tip', money: tip })
  }
  if (rows.length === 0) return []
  return [{ key: 'subtotal', label: 'Subtotal', money: amounts.subtotal_money }, ...rows]
}

/** The tip in the total: the requested one until it is paid, then the settled one. */
const tipOf = (order: Order): Money => {
  const requested = order.pricing_amounts.requested_tip_money
  const settled = order.settlement_amounts.settled_tip_money
  return requested.amount === 0 && settled && settled.amount > 0 ? settled : requested
}
