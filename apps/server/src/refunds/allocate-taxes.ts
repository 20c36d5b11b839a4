import { addMoney } from '@flint/money'
import type { Minor } from '@flint/money'
import type { Order } from '../orders/order.ts'
import { outstandingOf } from '../orders/settlement.ts'
import { toTax } from '../orders/to-tax.ts'
import type { ExplicitTax, FlatAllocation, FlatTarget, RefundRefusal } from './refund-allocation.ts'

type FlatTax = { taxBreakdownId: string; left: Minor }

/** The flat taxes of an order and what is left of each. */
export const flatTaxesOf = (order: Order): FlatTax[] =>
  toTax(order)
    .tax_breakdowns.filter((one) => one.calculation_type === 'flat_amount')
    .map(({ tax_breakdown_id: taxBreakdownId }, at) => {
      const { amount, refundedAmount = 0 } = order.tax.flatComponents[at]!
      return { taxBreakdownId, left: Math.max(0, amount - refundedAmount) }
    })

/** All that is left of them. */
export const restOfFlats = (order: Order): FlatAllocation[] =>
  flatTaxesOf(order)
    .filter(({ left }) => left > 0)
    .map(({ taxBreakdownId, left }) => ({ taxBreakdownId, amount: left }))

/**
 * Flat taxes that are named go back whole, once, and only of an order that was paid whole: before that nobody knows
 * whether they were paid. Source: contract, flint-commerce 10.1, flint-error-codes FLAT_TAX_*.
 */
export function allocateFlats(
  order: Order,
  targets: readonly FlatTarget[],
): { flats: FlatAllocation[] } | RefundRefusal {
  if (targets.length === 0) return { flats: [] }
  const param = 'tax_breakdown_refunds'
  if (!order.tax.enabled) return { refusal: 'FLAT_TAX_REFUND_STATE_INVALID', param }
  const flats = new Map(flatTaxesOf(order).map((flat) => [flat.taxBreakdownId, flat.left]))
  const named = new Set<string>()
  for (const [at, { taxBreakdownId, amount }] of targets.entries()) {
    const place = `${param}[${at}]`
    const left = flats.get(taxBreakdownId)
    if (left === undefined)
      return { refusal: 'TAX_BREAKDOWN_NOT_ORDER_SCOPED_FLAT', param: `${place}.tax_breakdown_id` }
    if (named.has(taxBreakdownId)) return { refusal: 'DUPLICATE_TAX_BREAKDOWN_REFUND', param: place }
    named.add(taxBreakdownId)
    if (left === 0) return { refusal: 'NOTHING_TO_REFUND_FOR_TAX_BREAKDOWN', param: place, refundable: 0 }
    if (amount.amount !== left)
      return {
        refusal: 'FLAT_TAX_REFUND_MUST_BE_FULL',
        param: `${place}.amount_money`,
        refundable: left,
        submitted: amount.amount,
      }
  }
  if (outstandingOf(order) > 0) return { refusal: 'FLAT_TAX_PAYMENT_ATTRIBUTION_UNAVAILABLE', param }
  return { flats: targets.map(({ taxBreakdownId, amount }) => ({ taxBreakdownId, amount: amount.amount })) }
}

/** What the caller decided the tax of a line to be: an amount, or the sum of parts by the line's own taxes. */
export function explicitTaxOf(
  order: Order,
  lineItemId: string,
  { amount, parts }: ExplicitTax,
  param: string,
): { tax: Minor } | RefundRefusal {
  if (parts.length === 0) return { tax: amount ?? 0 }
  const own = new Map(
    toTax(order)
      .tax_breakdowns.filter((one) => 'order_line_item_id' in one && one.order_line_item_id === lineItemId)
      .map((one) => [one.tax_breakdown_id, one.tax_money.amount]),
  )
  const named = new Set<string>()
  for (const [at, part] of parts.entries()) {
    const place = `${param}.tax_breakdown_refunds[${at}]`
    const most = own.get(part.taxBreakdownId)
    if (most === undefined)
      return {
        refusal: 'INVALID_REQUEST',
        param: `${place}.tax_breakdown_id`,
        message: 'The line item has no tax with this id.',
      }
    if (named.has(part.taxBreakdownId)) return { refusal: 'DUPLICATE_TAX_BREAKDOWN_REFUND', param: place }
    named.add(part.taxBreakdownId)
    if (most === 0) return { refusal: 'NOTHING_TO_REFUND_FOR_TAX_BREAKDOWN', param: place, refundable: 0 }
    if (part.amount.amount > most)
      return {
        refusal: 'LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE',
        param: `${place}.amount_money`,
        refundable: most,
        submitted: part.amount.amount,
      }
  }
  const tax = addMoney(...parts.map((part) => part.amount.amount))
  if (amount === null || amount === tax) return { tax }
  return {
    refusal: 'INVALID_REQUEST',
    param: `${param}.tax_money`,
    message: 'tax_money is not what tax_breakdown_refunds come to.',
  }
}
