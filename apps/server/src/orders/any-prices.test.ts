import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { anyOrder } from './any-order.fixture.ts'
import type { Order } from './order.ts'
import { discountShares, priceOrder } from './pricing.ts'
import { redeemDiscounts } from './roll-up-payments.ts'
import { flatTaxOf } from './tax.ts'
import { toTax } from './to-tax.ts'

const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0)

/** What holds for the prices of any order, whatever computes them. */
const pricesAddUp = (price: (order: Order) => Order) =>
  fc.property(anyOrder, (given) => {
    const order = price(given)
    const { lines, charges, discounts, amounts } = order
    const parts = [...lines, ...charges]
    assert.equal(sum(lines.map((line) => line.base + line.modifierTotal)), amounts.subtotal)
    assert.equal(sum(charges.map((charge) => charge.applied)), amounts.charge)
    assert.equal(sum(parts.map((part) => part.discount)), amounts.discount)
    assert.equal(sum(discounts.map((discount) => discount.applied)), amounts.discount)
    assert.equal(sum(parts.map((part) => part.taxAmount)) + flatTaxOf(order.tax), amounts.tax)
    assert.equal(sum(parts.map((part) => part.total)) + flatTaxOf(order.tax) + amounts.tip, amounts.total)
    for (const line of lines) assert.ok(line.discount >= 0 && line.discount <= line.subtotal)
    for (const charge of charges) assert.ok(charge.discount >= 0 && charge.discount <= charge.applied)
    for (const discount of discounts) assert.ok(discount.applied <= discount.amount)
    for (const part of parts) assert.ok(part.total >= 0 && part.taxAmount >= part.additiveTax)
    assert.deepEqual(price(order), order, 'pricing again changes nothing')
  })

describe('the prices of any order', () => {
  it('add up, with nothing below zero', () => fc.assert(pricesAddUp(priceOrder)))

  it('are shown with tax breakdowns that add up to the tax', () => {
    fc.assert(
      fc.property(anyOrder, (given) => {
        const order = priceOrder(given)
        const shown = toTax(order).tax_breakdowns
        assert.equal(sum(shown.map((one) => one.tax_money.amount)), order.amounts.tax)
      }),
    )
  })

  it('keep every share of a discount that was used, whatever is added later', () => {
    fc.assert(
      fc.property(anyOrder, anyOrder, (given, more) => {
        const used = priceOrder(redeemDiscounts(priceOrder(given)))
        const later = more.lines.map((line) => ({ ...line, lineItemId: `later-${line.lineItemId}` }))
        const grown = priceOrder({ ...used, lines: [...used.lines, ...later] })
        assert.deepEqual(discountShares(grown), discountShares(used))
        assert.equal(grown.amounts.discount, used.amounts.discount)
      }),
    )
  })
})

describe('the property finds a rounding mistake', () => {
  /** The mistake that is made most often: every line's share rounded down by itself, and the rest forgotten. */
  const forgetful = (given: Order): Order => {
    const order = priceOrder(given)
    const off = sum(order.lines.map((line) => line.discount))
    const lines = order.lines.map((line) => {
      const discount = Math.floor((off * line.subtotal) / (order.amounts.subtotal || 1))
      return { ...line, discount, total: line.total + line.discount - discount }
    })
    return { ...order, lines }
  }

  it('and shrinks it to a discount over a line or two', () => {
    const found = fc.check(pricesAddUp(forgetful), { seed: 1, numRuns: 1000 })
    assert.ok(found.failed)
    const [order] = found.counterexample!
    assert.ok(order.lines.length <= 2, `${order.lines.length} lines`)
    assert.equal(order.discounts.length, 1)
    assert.deepEqual([order.charges, order.tips, order.tax.flatComponents], [[], [], []])
  })
})
