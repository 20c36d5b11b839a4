import { shareOf } from '@flint/money'
import type { Minor } from '@flint/money'
import type { OrderLine } from '../orders/order.ts'

/** A part of a line: total = subtotal - discount + additive tax. */
export type LineShare = { subtotal: Minor; discount: Minor; tax: Minor; additiveTax: Minor; total: Minor }

/** Units of a line that no refund has named. */
export const quantityLeftOf = (line: OrderLine): number => Math.max(0, line.quantity - line.refundedQuantity)

/** What earlier refunds left of a line. */
export function leftOf(line: OrderLine): LineShare {
  const gone = line.refundedParts ?? { subtotal: 0, discount: 0, tax: 0 }
  const subtotal = Math.max(0, line.subtotal - gone.subtotal)
  const tax = Math.max(0, line.taxAmount - gone.tax)
  // The tax of one line is either all on top of the price or all inside it.
  const isAdditive = line.additiveTax > 0
  const additiveTax = isAdditive ? tax : 0
  const goneTotal = gone.subtotal - gone.discount + (isAdditive ? gone.tax : 0)
  const total = Math.min(Math.max(0, line.total - goneTotal), subtotal + additiveTax)
  return { subtotal, discount: subtotal + additiveTax - total, tax, additiveTax, total }
}

export const noShare: LineShare = { subtotal: 0, discount: 0, tax: 0, additiveTax: 0, total: 0 }

/**
 * The share of some units, 1 to `quantityLeftOf(line)`: of subtotal, discount and tax each, rounded down.
 * The last unit takes the exact rest, so that a line refunded unit by unit comes to its total.
 * Null when earlier refunds by amount left less than the share.
 * Source: contract, flint-commerce 10.2, 19 row 6.
 */
export function shareOfUnits(line: OrderLine, quantity: number): LineShare | null {
  const left = leftOf(line)
  if (quantity === quantityLeftOf(line)) return left
  const share = (amount: Minor): Minor => shareOf(amount, quantity, line.quantity)

  // Discounts rounded down for earlier units give back a little early, less than one minor unit for each.
  // A nearly free line can run out because of it; that is no reason to refuse its next unit.
  const asked = share(line.subtotal) - share(line.discount) + share(line.additiveTax)
  if (asked - left.total >= line.quantity) return null

  const subtotal = Math.min(share(line.subtotal), left.subtotal)
  const tax = Math.min(share(line.taxAmount), left.tax)
  const additiveTax = line.additiveTax > 0 ? tax : 0
  const price = subtotal + additiveTax
  const discount = Math.min(share(line.discount), left.discount, price)
  const total = Math.min(price - discount, left.total)
  return { subtotal, discount: price - total, tax, additiveTax, total }
}

/** The share of an amount, 0 to what is left: tax and discount in proportion, rounded down. */
export function shareOfAmount(line: OrderLine, amount: Minor): LineShare {
  const left = leftOf(line)
  if (amount === left.total) return left
  const tax = shareOf(left.tax, amount, left.total)
  const additiveTax = line.additiveTax > 0 ? tax : 0
  const discount = shareOf(left.discount, amount, left.total)
  return { subtotal: amount - additiveTax + discount, discount, tax, additiveTax, total: amount }
}

/**
 * The share of an amount whose tax the caller decides on, both at most what is left. Null when the goods alone do not
 * come to the rest of the amount.
 */
export function shareOfAmountWithTax(line: OrderLine, amount: Minor, tax: Minor): LineShare | null {
  const left = leftOf(line)
  const additiveTax = line.additiveTax > 0 ? tax : 0
  const goodsLeft = left.total - left.additiveTax
  const goods = amount - additiveTax
  if (goods < 0 || goods > goodsLeft || tax > amount) return null
  const discount = goodsLeft === 0 ? 0 : shareOf(left.discount, goods, goodsLeft)
  return { subtotal: goods + discount, discount, tax, additiveTax, total: amount }
}

/** A share of units with another tax than its own; the goods stay as they are, and never fall below nothing. */
export function withTax(line: OrderLine, share: LineShare, tax: Minor): LineShare {
  const additiveTax = line.additiveTax > 0 ? tax : 0
  const price = share.subtotal + additiveTax
  const discount = Math.min(share.discount, price)
  return { subtotal: share.subtotal, discount, tax, additiveTax, total: price - discount }
}
