import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AmountTooLarge } from '@flint/money'
import {
  aCharge,
  aDiscount,
  aLine,
  anOrder,
  aTip,
  taxed,
  taxedInclusive,
  theExampleOrder,
} from './an-order.ts'
import type { Order, OrderTax } from './order.ts'
import { priceOrder } from './pricing.ts'

const taxEnabled: OrderTax = { enabled: true, mode: 'external', flatComponents: [], location: null }
const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0)

describe('priceOrder: the example of flint-commerce 4.12', () => {
  const order = priceOrder(theExampleOrder())

  it('amounts', () =>
    assert.deepEqual(order.amounts, {
      subtotal: 6200,
      discount: 620,
      charge: 666,
      tax: 474,
      tip: 837,
      total: 7557,
    }))

  it('lines', () =>
    assert.deepEqual(
      order.lines.map((line) => [line.base, line.subtotal, line.discount, line.taxAmount, line.total]),
      [
        [5000, 5000, 500, 371, 4871],
        [1200, 1200, 120, 89, 1169],
      ],
    ))

  it('charges', () =>
    assert.deepEqual(
      order.charges.map((charge) => [charge.applied, charge.taxAmount, charge.total]),
      [
        [167, 14, 181],
        [499, 0, 499],
      ],
    ))

  it('discount and tip', () => {
    assert.equal(order.discounts[0]?.applied, 620)
    assert.equal(order.tips[0]?.effective, 837)
  })

  it('the mug example of 4.13: 2 x 1450 and a tip of 10 %', () => {
    const mugs = priceOrder(
      anOrder({ lines: [aLine({ quantity: 2, unitPrice: 1450 })], tips: [aTip({ percent: 10 })] }),
    )
    assert.deepEqual(mugs.amounts, { subtotal: 2900, discount: 0, charge: 0, tax: 0, tip: 290, total: 3190 })
  })

  it('leaves the order it was given alone', () => {
    const given = theExampleOrder()
    priceOrder(given)
    assert.deepEqual(given, theExampleOrder())
  })
})

const discountsOf = (order: Order) => priceOrder(order).lines.map((line) => line.discount)

describe('priceOrder: discounts', () => {
  const lines = [
    aLine({ lineItemId: 'a', unitPrice: 1000 }),
    aLine({ lineItemId: 'b', unitPrice: 1000 }),
    aLine({ lineItemId: 'c', unitPrice: 1000 }),
  ]
  it('an order discount goes over all lines, the odd unit to the earlier one', () =>
    assert.deepEqual(discountsOf(anOrder({ lines, discounts: [aDiscount({ amount: 100 })] })), [34, 33, 33]))

  it('a line discount goes over its lines only', () => {
    const discounts = [aDiscount({ class: 'line_item', amount: 101, lineItemIds: ['c', 'b'] })]
    assert.deepEqual(discountsOf(anOrder({ lines, discounts })), [0, 51, 50])
  })

  it('line discounts come first, order discounts follow what is left', () => {
    const discounts = [
      aDiscount({ discountId: 'o', amount: 200 }),
      aDiscount({ discountId: 'l', class: 'line_item', amount: 1000, lineItemIds: ['a'] }),
    ]
    assert.deepEqual(discountsOf(anOrder({ lines, discounts })), [1000, 100, 100])
  })

  it('never takes a line below zero, and says what really came off', () => {
    const order = priceOrder(
      anOrder({
        lines,
        discounts: [
          aDiscount({ discountId: 'l', class: 'line_item', amount: 5000, lineItemIds: ['a', 'a', 'gone'] }),
          aDiscount({ discountId: 'o', amount: 9000 }),
          aDiscount({ discountId: 'p', amount: 1 }),
        ],
      }),
    )
    assert.deepEqual(
      order.discounts.map((discount) => discount.applied),
      [1000, 2000, 0],
    )
    assert.equal(order.amounts.total, 0)
    assert.equal(order.amounts.discount, 3000)
  })

  it('redeemed ones count, canceled ones do not', () => {
    const discounts = [
      aDiscount({ discountId: 'r', amount: 300, status: 'redeemed' }),
      aDiscount({ discountId: 'c', amount: 300, status: 'canceled', applied: 300 }),
    ]
    const order = priceOrder(anOrder({ lines, discounts }))
    assert.equal(order.amounts.discount, 300)
    assert.equal(order.discounts[1]?.applied, 0)
  })

  it('a service-charge discount shrinks its charges and their tax, not the lines', () => {
    const order = priceOrder(
      anOrder({
        tax: taxEnabled,
        lines,
        charges: [
          aCharge({ chargeId: 'x', amount: 500, tax: taxed(10) }),
          aCharge({ chargeId: 'y', amount: 500 }),
        ],
        discounts: [
          aDiscount({ discountId: 'one', class: 'service_charge', amount: 800, chargeIds: ['x'] }),
          aDiscount({ discountId: 'all', class: 'service_charge', amount: 100 }),
        ],
      }),
    )
    assert.deepEqual(
      order.charges.map((charge) => [charge.applied, charge.discount, charge.taxAmount, charge.total]),
      [
        [500, 500, 0, 0],
        [500, 100, 0, 400],
      ],
    )
    // The charge stays gross in `charge`; `discount` holds what came off, so it counts once.
    assert.deepEqual(order.amounts, {
      subtotal: 3000,
      discount: 600,
      charge: 1000,
      tax: 0,
      tip: 0,
      total: 3400,
    })
  })
})

const percentCharge = (calculationBasis: 'subtotal_pre_discount' | 'subtotal_post_discount') =>
  priceOrder(
    anOrder({
      lines: [aLine({ unitPrice: 1000 })],
      discounts: [aDiscount({ amount: 500 })],
      charges: [aCharge({ percent: 12.5, calculationBasis })],
    }),
  ).amounts.charge

describe('priceOrder: charges', () => {
  it('a percentage before discounts', () => assert.equal(percentCharge('subtotal_pre_discount'), 125))
  it('a percentage after discounts, half-up', () => assert.equal(percentCharge('subtotal_post_discount'), 63))
  it('a flat charge is not shrunk by an order discount', () => {
    const order = anOrder({
      lines: [aLine()],
      charges: [aCharge()],
      discounts: [aDiscount({ amount: 1000 })],
    })
    assert.equal(priceOrder(order).amounts.total, 499)
  })
})

describe('priceOrder: tax', () => {
  const taxOf = (special: Partial<Order>) => priceOrder(anOrder({ tax: taxEnabled, ...special })).amounts

  it('rounds each component by itself', () => {
    // 2 x 0.5 rounds up twice.
    assert.equal(taxOf({ lines: [aLine({ unitPrice: 50, tax: taxed(1, 1) })] }).tax, 2)
  })
  it('inclusive tax is shown and not added', () => {
    const amounts = taxOf({ lines: [aLine({ unitPrice: 1190, tax: taxedInclusive(19) })] })
    assert.deepEqual([amounts.tax, amounts.total], [190, 1190])
  })
  it('inclusive tax is never more than the price', () => {
    assert.equal(taxOf({ lines: [aLine({ unitPrice: 2, tax: taxedInclusive(100, 100, 100) })] }).tax, 2)
  })
  it('flat order taxes come on top', () => {
    const flat = { amount: 29, taxType: 'retail_delivery_fee', jurisdiction: null } as const
    const amounts = taxOf({ tax: { ...taxEnabled, flatComponents: [flat, flat] }, lines: [aLine()] })
    assert.deepEqual([amounts.tax, amounts.total], [58, 1058])
  })
  it('none when disabled, not taxable, or without a calculation', () => {
    const flat = { amount: 29, taxType: 'retail_delivery_fee', jurisdiction: null } as const
    const disabled: OrderTax = { ...taxEnabled, enabled: false, flatComponents: [flat] }
    assert.equal(taxOf({ tax: disabled, lines: [aLine({ tax: taxed(10) })] }).tax, 0)
    assert.equal(taxOf({ lines: [aLine({ tax: { ...taxed(10), taxable: false } })] }).tax, 0)
    assert.equal(
      taxOf({ lines: [aLine({ tax: { taxable: true, category: 'food', calculation: null } })] }).tax,
      0,
    )
    assert.equal(taxOf({ tax: { ...taxEnabled, mode: 'automatic' }, lines: [aLine()] }).tax, 0)
  })
})

describe('priceOrder: tips', () => {
  const lines = [aLine({ unitPrice: 1000 })]
  const tipOf = (special: Parameters<typeof aTip>[0]) =>
    priceOrder(anOrder({ lines, tips: [aTip(special)] })).amounts

  it('a requested amount', () => assert.equal(tipOf({ amount: 250 }).total, 1250))
  it('a percentage of merchandise after discounts, without charges and tax', () => {
    const order = priceOrder(
      anOrder({
        tax: taxEnabled,
        lines: [aLine({ unitPrice: 1000, tax: taxed(10) })],
        charges: [aCharge({ amount: 400 })],
        discounts: [
          aDiscount({ amount: 100 }),
          aDiscount({ discountId: 's', class: 'service_charge', amount: 400 }),
        ],
        tips: [aTip({ percent: 20 })],
      }),
    )
    assert.equal(order.amounts.tip, 180)
  })
  it('a settled tip keeps what was collected, refunded or not', () => {
    assert.equal(tipOf({ percent: 50, status: 'settled', settledAmount: 300 }).total, 1300)
    assert.equal(
      tipOf({ percent: 50, status: 'refunded', settledAmount: 300, refundedAmount: 300 }).total,
      1300,
    )
  })
  it('a canceled tip counts nothing', () => assert.equal(tipOf({ amount: 250, status: 'canceled' }).tip, 0))
})

const big = (...lines: Order['lines']) => priceOrder(anOrder({ lines }))

describe('priceOrder: limits', () => {
  const MAX = Number.MAX_SAFE_INTEGER

  it('throws when a line, a sum or the total is too large', () => {
    assert.throws(() => big(aLine({ unitPrice: MAX, quantity: 2 })), AmountTooLarge)
    assert.throws(
      () => big(aLine({ unitPrice: MAX }), aLine({ lineItemId: 'b', unitPrice: 1 })),
      AmountTooLarge,
    )
    assert.throws(
      () => priceOrder(anOrder({ lines: [aLine({ unitPrice: MAX })], tips: [aTip({ amount: 1 })] })),
      AmountTooLarge,
    )
  })
  it('prices the largest amount there is', () =>
    assert.equal(priceOrder(anOrder({ lines: [aLine({ unitPrice: MAX })] })).amounts.total, MAX))
  it('an order without lines costs nothing', () =>
    assert.equal(
      priceOrder(anOrder({ discounts: [aDiscount()], tips: [aTip({ percent: 10 })] })).amounts.total,
      0,
    ))
})
