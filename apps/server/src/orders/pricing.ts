import { addMoney, multiplyMoney, percentOf } from '@flint/money'
import type { Minor } from '@flint/money'
import { type Basket, applyOffer } from '../promotions/index.ts'
import { basketOf, subtotalOf } from './basket.ts'
import type { DiscountClass, Order, OrderCharge, OrderDiscount, OrderLine, OrderTip } from './order.ts'
import { type TakenDiscounts, positionsOfIds, spreadAmount, takeDiscounts } from './take-discounts.ts'
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
  const subtotals = order.lines.map(subtotalOf)
  const subtotal = addMoney(...subtotals)
  const basket = order.discounts.some((discount) => discount.offer) ? basketOf(order) : null

  const merchandise = discountLines(order, subtotals, basket)
  const merchandiseDiscount = addMoney(...merchandise.taken)
  const discountedSubtotal = subtotal - merchandiseDiscount

  const fees = order.charges.map((charge) => chargeAmountOf(charge, subtotal, discountedSubtotal))
  const service = discountCharges(order, fees, basket)

  const lines = order.lines.map((line, at) =>
    pricedLine(order, line, subtotals[at] ?? 0, merchandise.taken[at] ?? 0),
  )
  const charges = order.charges.map((charge, at) =>
    pricedCharge(order, charge, fees[at] ?? 0, service.taken[at] ?? 0),
  )
  const discounts = order.discounts.map((discount) =>
    pricedDiscount(discount, merchandise.parts.get(discount) ?? service.parts.get(discount) ?? []),
  )
  const tips = order.tips.map((tip) => ({ ...tip, effective: effectiveTipOf(tip, discountedSubtotal) }))

  const discount = addMoney(merchandiseDiscount, ...service.taken)
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

/** What each discount that counts takes off each line or charge of a priced order, by discount id, then by target id. */
export function discountShares(order: Order): Map<string, Record<string, Minor>> {
  const basket = order.discounts.some((discount) => discount.offer) ? basketOf(order) : null
  const merchandise = discountLines(order, order.lines.map(subtotalOf), basket)
  const service = discountCharges(
    order,
    order.charges.map((charge) => charge.applied),
    basket,
  )
  const shares = new Map<string, Record<string, Minor>>()
  for (const [targets, { parts }] of [
    [order.lines.map((line) => line.lineItemId), merchandise],
    [order.charges.map((charge) => charge.chargeId), service],
  ] as const)
    for (const [discount, taken] of parts)
      shares.set(
        discount.discountId,
        Object.fromEntries(taken.flatMap((part, at) => (part > 0 ? [[targets[at]!, part]] : []))),
      )
  return shares
}

const taxAmountOf = (taxed: { taxAmount: Minor }): Minor => taxed.taxAmount
const additiveTaxOf = (taxed: { additiveTax: Minor }): Minor => taxed.additiveTax

/** Line-class discounts come off before order-class ones, whatever the order in which they were given. */
function discountLines(order: Order, subtotals: readonly Minor[], basket: Basket | null): TakenDiscounts {
  const ids = order.lines.map((line) => line.lineItemId)
  const positions = positionsById(ids)
  const discounts = [...countingDiscounts(order, 'line_item'), ...countingDiscounts(order, 'order')]
  return takeDiscounts(subtotals, discounts, (discount, left) =>
    partsOf(discount, left, ids, basket, () =>
      discount.class === 'order' ? null : positionsOfIds(positions, discount.lineItemIds),
    ),
  )
}

/** A service-charge discount without charge ids is meant for every charge. */
function discountCharges(order: Order, fees: readonly Minor[], basket: Basket | null): TakenDiscounts {
  const ids = order.charges.map((charge) => charge.chargeId)
  const positions = positionsById(ids)
  // The basket was made before percentage charges had an amount.
  const withFees = basket && {
    ...basket,
    charges: basket.charges.map((charge, at) => ({ ...charge, amount: fees[at]! })),
  }
  return takeDiscounts(fees, countingDiscounts(order, 'service_charge'), (discount, left) =>
    partsOf(discount, left, ids, withFees, () =>
      discount.chargeIds.length === 0 ? null : positionsOfIds(positions, discount.chargeIds),
    ),
  )
}

const positionsById = (ids: readonly string[]) => new Map(ids.map((id, at) => [id, at]))

/** A used discount keeps what it took; a promotion follows its terms; a manual amount is spread over its targets. */
function partsOf(
  discount: OrderDiscount,
  left: readonly Minor[],
  ids: readonly string[],
  basket: Basket | null,
  positions: () => readonly number[] | null,
): readonly Minor[] {
  const { shares, offer } = discount
  if (shares) return left.map((amount, at) => Math.min(amount, shares[ids[at]!] ?? 0))
  if (offer && basket) return applyOffer(offer, basket, left)
  return spreadAmount(discount.amount, left, positions())
}

const countingDiscounts = (order: Order, discountClass: DiscountClass): OrderDiscount[] =>
  order.discounts.filter(
    (discount) =>
      discount.class === discountClass && discount.status !== 'canceled' && discount.declined === undefined,
  )

function pricedDiscount(discount: OrderDiscount, parts: readonly Minor[]): OrderDiscount {
  const applied = addMoney(...parts)
  return { ...discount, applied, amount: discount.offer ? applied : discount.amount }
}

/** Discounts of the order and its lines shrink a charge only through the basis of a percentage. */
function chargeAmountOf(charge: OrderCharge, subtotal: Minor, discountedSubtotal: Minor): Minor {
  if (charge.amount !== null) return charge.amount
  const basis = charge.calculationBasis === 'subtotal_pre_discount' ? subtotal : discountedSubtotal
  return percentOf(basis, charge.percent ?? 0, 'half_up')
}

function pricedLine(order: Order, line: OrderLine, subtotal: Minor, discount: Minor): OrderLine {
  const { taxAmount, additiveTax } = taxOn(subtotal - discount, line, order.tax)
  const total = addMoney(subtotal, -discount, additiveTax)
  const base = multiplyMoney(line.unitPrice, line.quantity)
  return { ...line, base, modifierTotal: subtotal - base, subtotal, discount, taxAmount, additiveTax, total }
}

function pricedCharge(order: Order, charge: OrderCharge, applied: Minor, discount: Minor): OrderCharge {
  const { taxAmount, additiveTax } = taxOn(applied - discount, charge, order.tax)
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
