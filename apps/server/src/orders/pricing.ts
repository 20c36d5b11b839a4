import { addMoney, multiplyMoney, percentOf } from '@flint/money'
import type { Minor } from '@flint/money'
import type { DiscountClass, Order, OrderCharge, OrderDiscount, OrderLine, OrderTip } from './order.ts'
import { positionsOfIds, spreadDiscounts } from './spread-discounts.ts'
import { flatTaxOf, taxOn } from './tax.ts'

/**
 * Prices an order: a new order in which every computed field of lines, charges, discounts, tips and
 * `amounts` is filled. What happened to the money (`settlement`) is left alone.
 *
 * The order of the steps is the contract's and matters: line subtotals, line discounts, order discounts,
 * charges, service-charge discounts, tax, tip, total.
 *
 * `amounts.tip` is what tips count in the total: settled ones what was collected, the requested one what it
 * asks for now.
 *
 * @throws AmountTooLarge when an amount or a sum leaves the range of safe integers.
 * Source: contract, flint-commerce 4.7.
 */
export function priceOrder(order: Order): Order {
  const subtotals = order.lines.map((line) => multiplyMoney(line.unitPrice, line.quantity))
  const subtotal = addMoney(...subtotals)

  const merchandise = discountLines(order, subtotals)
  const merchandiseDiscount = addMoney(...merchandise.applied.values())
  const discountedSubtotal = subtotal - merchandiseDiscount

  const fees = order.charges.map((charge) => chargeAmountOf(charge, subtotal, discountedSubtotal))
  const service = discountCharges(order, fees)

  const lines = order.lines.map((line, at) =>
    pricedLine(order, line, subtotals[at] ?? 0, merchandise.taken[at] ?? 0),
  )
  const charges = order.charges.map((charge, at) =>
    pricedCharge(order, charge, fees[at] ?? 0, service.taken[at] ?? 0),
  )
  const discounts = order.discounts.map((discount) => ({
    ...discount,
    applied: merchandise.applied.get(discount) ?? service.applied.get(discount) ?? 0,
  }))
  const tips = order.tips.map((tip) => ({ ...tip, effective: effectiveTipOf(tip, discountedSubtotal) }))

  const discount = addMoney(merchandiseDiscount, ...service.applied.values())
  const charge = addMoney(...fees)
  const tip = addMoney(...tips.map((one) => one.effective))
  const flatTax = flatTaxOf(order.tax)
  const tax = addMoney(flatTax, ...lines.map(taxAmountOf), ...charges.map(taxAmountOf))
  const additiveTax = addMoney(flatTax, ...lines.map(additiveTaxOf), ...charges.map(additiveTaxOf))
  const total = addMoney(subtotal, -discount, charge, additiveTax, tip)

  return {
    ...order,
    lines,
    charges,
    discounts,
    tips,
    amounts: { subtotal, discount, charge, tax, tip, total },
  }
}

const taxAmountOf = (taxed: { taxAmount: Minor }): Minor => taxed.taxAmount
const additiveTaxOf = (taxed: { additiveTax: Minor }): Minor => taxed.additiveTax

/** Line-class discounts come off before order-class ones, whatever the order in which they were given. */
function discountLines(order: Order, subtotals: readonly Minor[]) {
  const positions = new Map(order.lines.map((line, at) => [line.lineItemId, at]))
  const discounts = [...countingDiscounts(order, 'line_item'), ...countingDiscounts(order, 'order')]
  return spreadDiscounts(subtotals, discounts, (discount) =>
    discount.class === 'order' ? null : positionsOfIds(positions, discount.lineItemIds),
  )
}

/** A service-charge discount without charge ids is meant for every charge. */
function discountCharges(order: Order, fees: readonly Minor[]) {
  const positions = new Map(order.charges.map((charge, at) => [charge.chargeId, at]))
  return spreadDiscounts(fees, countingDiscounts(order, 'service_charge'), (discount) =>
    discount.chargeIds.length === 0 ? null : positionsOfIds(positions, discount.chargeIds),
  )
}

const countingDiscounts = (order: Order, discountClass: DiscountClass): OrderDiscount[] =>
  order.discounts.filter((discount) => discount.class === discountClass && discount.status !== 'canceled')

/** Discounts of the order and its lines shrink a charge only through the basis of a percentage. */
function chargeAmountOf(charge: OrderCharge, subtotal: Minor, discountedSubtotal: Minor): Minor {
  if (charge.amount !== null) return charge.amount
  const basis = charge.calculationBasis === 'subtotal_pre_discount' ? subtotal : discountedSubtotal
  return percentOf(basis, charge.percent ?? 0, 'half_up')
}

function pricedLine(order: Order, line: OrderLine, subtotal: Minor, discount: Minor): OrderLine {
  const { taxAmount, additiveTax } = taxOn(subtotal - discount, line.tax, order.tax)
  const total = addMoney(subtotal, -discount, additiveTax)
  return { ...line, base: subtotal, modifierTotal: 0, subtotal, discount, taxAmount, additiveTax, total }
}

function pricedCharge(order: Order, charge: OrderCharge, applied: Minor, discount: Minor): OrderCharge {
  const { taxAmount, additiveTax } = taxOn(applied - discount, charge.tax, order.tax)
  return {
    ...charge,
    applied,
    discount,
    taxAmount,
    additiveTax,
    total: addMoney(applied, -discount, additiveTax),
  }
}

/** A refund of a tip does not make the order cheaper, so a tip once settled keeps counting. Source: 4.7, 19 row 5. */
function effectiveTipOf(tip: OrderTip, discountedSubtotal: Minor): Minor {
  if (tip.status === 'canceled') return 0
  if (tip.status !== 'requested') return tip.settledAmount
  return tip.amount ?? percentOf(discountedSubtotal, tip.percent ?? 0, 'half_up')
}
