import { money } from '../payments/to-payment-intent.ts'
import type { Minor } from '@flint/money'
import type { Order, OrderTax, OrderTaxLocation } from './order.ts'
import { type TaxState, taxStateOf } from './tax-rates.ts'
import { type TaxedPart, calculationOf, taxPartsOn } from './tax.ts'

/** Source: contract, flint-commerce 4.6. */
export const toTax = (order: Order) => {
  const { tax } = order
  const breakdowns = breakdownsOf(order)
  const status = taxStateOf(order)
  const isAutomatic = tax.enabled && tax.mode === 'automatic'
  return {
    enabled: tax.enabled,
    mode: tax.mode,
    status,
    taxability_reason: reasonOf(
      tax,
      status,
      breakdowns.some((one) => one.taxability_reason === 'standard_rated'),
    ),
    failure_reason: status === 'incomplete' ? failureOf(tax) : null,
    automatic_profile: isAutomatic ? ('standard' as const) : null,
    available_location_inputs:
      isAutomatic && order.settlement.paid === 0 ? ['tax_address', 'postal_code'] : [],
    exemption: {
      tax_exempt: Boolean(tax.exemptCustomerId),
      source: tax.exemptCustomerId ? ('customer' as const) : ('none' as const),
      customer_id: tax.exemptCustomerId ?? null,
    },
    location: tax.location && toLocation(tax.location),
    tax_breakdowns: breakdowns,
  }
}

const reasonOf = (tax: OrderTax, status: TaxState, isTaxed: boolean) => {
  if (!tax.enabled) return 'tax_disabled' as const
  if (isTaxed) return 'standard_rated' as const
  if (status === 'exempt') return 'customer_exempt' as const
  if (status === 'requires_location') return 'location_required' as const
  const isNowhere =
    status === 'incomplete' || (status === 'calculated' && tax.rates?.status === 'no_jurisdiction')
  return isNowhere ? ('no_jurisdiction' as const) : ('not_taxable' as const)
}

const failureOf = (tax: OrderTax) =>
  tax.rates?.status === 'unsupported_country'
    ? ('location_unsupported' as const)
    : ('rate_unavailable' as const)

const toLocation = ({ address, type, source, customerId }: OrderTaxLocation) => ({
  address: {
    line1: address.line1,
    line2: address.line2,
    city: address.city,
    state: address.state,
    postal_code: address.postalCode,
    country: address.country,
  },
  address_type: type,
  address_source: source,
  customer_id: customerId,
})

const breakdownsOf = (order: Order) => {
  if (!order.tax.enabled) return []
  return [
    ...order.lines.flatMap((line) =>
      componentsOf(order, line, line.subtotal - line.discount, {
        id: line.lineItemId,
        target: { order_line_item_id: line.lineItemId },
      }),
    ),
    ...order.charges.flatMap((charge) =>
      componentsOf(order, charge, charge.applied - charge.discount, {
        id: charge.chargeId,
        target: { order_charge_id: charge.chargeId },
      }),
    ),
    ...order.tax.flatComponents.map((component, index) => ({
      tax_breakdown_id: breakdownId(order.orderId, index),
      calculation_type: 'flat_amount' as const,
      flat_money: money(component.amount, order.currency),
      tax_money: money(component.amount, order.currency),
      tax_type: component.taxType,
      taxability_reason: 'standard_rated' as const,
      price_mode: 'additive' as const,
      jurisdiction: component.jurisdiction,
    })),
  ]
}

type Target = { id: string; target: { order_line_item_id?: string; order_charge_id?: string } }

const componentsOf = (order: Order, part: TaxedPart, amount: Minor, { id, target }: Target) => {
  const calculation = calculationOf(part, order.tax)
  if (!calculation) return []
  const taxes = taxPartsOn(amount, calculation)
  const contained = calculation.priceMode === 'inclusive' ? taxes.reduce((sum, tax) => sum + tax, 0) : 0
  return calculation.components.map((component, index) => ({
    tax_breakdown_id: breakdownId(id, index),
    calculation_type: 'percentage' as const,
    percent: component.percent,
    tax_money: money(taxes[index]!, order.currency),
    taxable_money: money(amount - contained, order.currency),
    tax_type: component.taxType,
    taxability_reason: component.percent === 0 ? ('not_taxable' as const) : ('standard_rated' as const),
    price_mode: calculation.priceMode,
    jurisdiction: component.jurisdiction,
    ...target,
  }))
}

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The id of the part, with the position of the tax in place of its first digit: it has the form of every id, it is the
 * same each time the order is read, and nothing has to be kept for it. An id's first digit is 0 until the year 3084.
 */
const breakdownId = (partId: string, index: number): string => {
  const [, rest = partId] = partId.split('_')
  return `txb_${digits[index % digits.length]}${rest.slice(1)}`
}
