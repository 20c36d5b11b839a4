import { addMoney, multiplyMoney } from '@flint/money'
import type { Minor } from '@flint/money'
import type { Basket, BasketLine } from '../promotions/index.ts'
import type { Order, OrderLine } from './order.ts'
import { taxOn } from './tax.ts'

/** The price of one unit with all that was chosen on top of it. */
export const unitPriceOf = (line: OrderLine): Minor =>
  line.modifiers
    ? addMoney(
        line.unitPrice,
        ...line.modifiers.map((modifier) => multiplyMoney(modifier.unitPriceDelta, modifier.quantity)),
      )
    : line.unitPrice

export const subtotalOf = (line: OrderLine): Minor => multiplyMoney(unitPriceOf(line), line.quantity)

/** The order as promotions see it. A percentage fee has the amount of its last pricing. */
export const basketOf = (order: Order): Basket => ({
  currency: order.currency,
  customerId: order.customerId,
  lines: order.lines.map((line) => basketLineOf(order, line)),
  charges: order.charges.map((charge) => ({
    chargeId: charge.chargeId,
    type: charge.type,
    amount: charge.amount ?? charge.applied,
  })),
})

const basketLineOf = (order: Order, line: OrderLine): BasketLine => {
  const subtotal = subtotalOf(line)
  return {
    lineItemId: line.lineItemId,
    quantity: line.quantity,
    unitPrice: unitPriceOf(line),
    subtotal,
    productId: line.catalog?.productId ?? null,
    variantId: line.catalog?.variantId ?? null,
    bundleId: line.catalog?.bundleId ?? null,
    sku: line.sku,
    categories: line.catalog?.categories ?? [],
    metadata: line.metadata,
    // Of the price before any discount: what a promotion takes must not depend on what it took before.
    additiveTax: taxOn(subtotal, line, order.tax).additiveTax,
  }
}
