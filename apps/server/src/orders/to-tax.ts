import { money } from '../payments/to-payment-intent.ts'
import type { LineTax, Order } from './order.ts'

/** Source: contract, flint-commerce 4.6. Rates are the caller's; none is looked up. */
export const toTax = (order: Order) => {
  const { tax } = order
  const breakdowns = breakdownsOf(order)
  return {
    enabled: tax.enabled,
    mode: tax.mode,
    status: tax.enabled && breakdowns.length > 0 ? ('calculated' as const) : ('not_required' as const),
    taxability_reason: !tax.enabled
      ? ('tax_disabled' as const)
      : breakdowns.length > 0
        ? ('standard_rated' as const)
        : ('not_taxable' as const),
    location: tax.location,
    tax_breakdowns: breakdowns,
  }
}

const breakdownsOf = (order: Order) => {
  if (!order.tax.enabled) return []
  return [
    ...order.lines.flatMap((line) => componentsOf(line.tax, { order_line_item_id: line.lineItemId })),
    ...order.charges.flatMap((charge) => componentsOf(charge.tax, { order_charge_id: charge.chargeId })),
    ...order.tax.flatComponents.map((component) => ({
      calculation_type: 'flat_amount' as const,
      flat_money: money(component.amount, order.currency),
      tax_type: component.taxType,
      price_mode: 'additive' as const,
      jurisdiction: component.jurisdiction,
    })),
  ]
}

const componentsOf = (
  tax: LineTax | null,
  target: { order_line_item_id?: string; order_charge_id?: string },
) =>
  tax?.taxable && tax.calculation
    ? tax.calculation.components.map((component) => ({
        calculation_type: 'percentage' as const,
        percent: component.percent,
        tax_type: component.taxType,
        price_mode: tax.calculation!.priceMode,
        jurisdiction: component.jurisdiction,
        ...target,
      }))
    : []
