import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { aCharge, aDiscount, aLine, anOrder, taxed, taxedInclusive } from './an-order.ts'
import type { LineTax, Order, OrderTax } from './order.ts'
import { priceOrder } from './pricing.ts'
import { toTax } from './to-tax.ts'

const ulid = '01J8EXAMPLE00000000000000'
const component = (percent: number, level = 'state') => ({
  percent,
  taxType: 'sales_tax' as const,
  jurisdiction: { level, name: level },
})
const place = {
  address: { line1: null, line2: null, city: null, state: 'NY', postalCode: '10001', country: 'US' },
  type: 'postal_code' as const,
  source: 'provided' as const,
  customerId: null,
}
const automatic = (special: Partial<OrderTax> = {}): OrderTax => ({
  enabled: true,
  mode: 'automatic',
  flatComponents: [],
  location: place,
  rates: {
    status: 'found',
    byCategory: {
      general: [component(4), component(4.5, 'city')],
      food: [component(0), component(0, 'city')],
      delivery: [component(4)],
    },
  },
  ...special,
})
const category = (name: string, taxable = true): LineTax => ({ taxable, category: name, calculation: null })
const lineWith = (amount: number, tax: LineTax | null = null, at = 0) =>
  aLine({ lineItemId: `li_${ulid}${at}`, unitPrice: amount, tax })

const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0)
const partsOf = (order: Order) => toTax(order).tax_breakdowns

describe('tax breakdowns add up', () => {
  const anyTax = fc.constantFrom(
    null,
    taxed(8.25),
    taxed(6, 2.25, 0.375),
    taxedInclusive(19),
    taxedInclusive(7, 12.5, 1.0001),
    { ...taxed(5), taxable: false },
  )
  const anyCategory = fc.constantFrom(null, category('food'), category('general'), category('general', false))
  const flat = fc.nat(500)

  const expectSums = (order: Order) => {
    const parts = partsOf(order)
    assert.equal(sum(parts.map((part) => part.tax_money.amount)), order.amounts.tax)
    for (const line of order.lines) {
      const own = parts.filter(
        (part) => 'order_line_item_id' in part && part.order_line_item_id === line.lineItemId,
      )
      assert.equal(sum(own.map((part) => part.tax_money.amount)), line.taxAmount)
    }
    assert.equal(new Set(parts.map((part) => part.tax_breakdown_id)).size, parts.length)
  }

  it('for any lines, charges, discounts and modes', () =>
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(fc.tuple(fc.nat(100_000), fc.integer({ min: 1, max: 9 }), anyTax, anyCategory), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.array(fc.tuple(fc.nat(5_000), anyTax, anyCategory), { maxLength: 3 }),
        fc.array(fc.tuple(fc.constantFrom('order', 'service_charge'), fc.nat(50_000)), { maxLength: 3 }),
        flat,
        (isAutomatic, lines, charges, discounts, flatAmount) => {
          const flatComponents = flatAmount
            ? [{ amount: flatAmount, taxType: 'retail_delivery_fee' as const, jurisdiction: null }]
            : []
          expectSums(
            priceOrder(
              anOrder({
                orderId: `ord_${ulid}9`,
                tax: isAutomatic
                  ? automatic()
                  : { enabled: true, mode: 'external', flatComponents, location: null },
                lines: lines.map(([unitPrice, quantity, own, byCategory], at) =>
                  aLine({
                    lineItemId: `li_${ulid}${at}`,
                    unitPrice,
                    quantity,
                    tax: isAutomatic ? byCategory : own,
                  }),
                ),
                charges: charges.map(([amount, own, byCategory], at) =>
                  aCharge({
                    chargeId: `och_${ulid}${'ABC'[at]}`,
                    amount,
                    tax: isAutomatic ? byCategory : own,
                  }),
                ),
                discounts: discounts.map(([kind, amount], at) =>
                  aDiscount({
                    discountId: `d${at}`,
                    class: kind as 'order' | 'service_charge',
                    amount: amount + 1,
                  }),
                ),
              }),
            ),
          )
        },
      ),
    ))
})

describe('toTax: automatic', () => {
  const shown = (order: Order) => {
    const { status, taxability_reason: reason, failure_reason: failure } = toTax(priceOrder(order))
    return [status, reason, failure]
  }
  const lines = [lineWith(1000)]

  it('each component with what it is laid on', () => {
    const order = priceOrder(
      anOrder({
        tax: automatic(),
        lines: [lineWith(1000, null, 0), lineWith(500, category('food'), 1)],
        charges: [aCharge({ chargeId: `och_${ulid}2`, amount: 400 })],
        discounts: [aDiscount({ amount: 300 })],
      }),
    )
    assert.deepEqual(
      partsOf(order).map((part) => [
        'percent' in part && part.percent,
        'taxable_money' in part && part.taxable_money.amount,
        part.tax_money.amount,
        part.taxability_reason,
      ]),
      [
        [4, 800, 32, 'standard_rated'],
        [4.5, 800, 36, 'standard_rated'],
        [0, 400, 0, 'not_taxable'],
        [0, 400, 0, 'not_taxable'],
        [4, 400, 16, 'standard_rated'],
      ],
    )
    assert.equal(order.amounts.tax, 84)
    assert.equal(order.amounts.total, 1500 - 300 + 400 + 84)
  })

  it('the taxable part of an inclusive price is without the tax in it', () => {
    const order = priceOrder(
      anOrder({
        tax: { enabled: true, mode: 'external', flatComponents: [], location: null },
        lines: [lineWith(1190, taxedInclusive(19))],
      }),
    )
    const [part] = partsOf(order)
    assert.ok(part && 'taxable_money' in part)
    assert.deepEqual([part.taxable_money.amount, part.tax_money.amount], [1000, 190])
  })

  it('calculated', () =>
    assert.deepEqual(shown(anOrder({ tax: automatic(), lines })), ['calculated', 'standard_rated', null]))

  it('requires_location', () =>
    assert.deepEqual(shown(anOrder({ tax: automatic({ location: null, rates: null }), lines })), [
      'requires_location',
      'location_required',
      null,
    ]))

  it('exempt', () => {
    const order = anOrder({ tax: automatic({ exemptCustomerId: 'cus_1' }), lines })
    assert.deepEqual(shown(order), ['exempt', 'customer_exempt', null])
    assert.equal(priceOrder(order).amounts.tax, 0)
    assert.deepEqual(toTax(order).exemption, {
      tax_exempt: true,
      source: 'customer',
      customer_id: 'cus_1',
    })
  })

  it('incomplete where the table does not know the country, or there is none', () => {
    const failed = (status: 'unsupported_country' | 'unavailable') =>
      shown(anOrder({ tax: automatic({ rates: { status, byCategory: {} } }), lines }))
    assert.deepEqual(failed('unsupported_country'), ['incomplete', 'no_jurisdiction', 'location_unsupported'])
    assert.deepEqual(failed('unavailable'), ['incomplete', 'no_jurisdiction', 'rate_unavailable'])
  })

  it('no_jurisdiction', () =>
    assert.deepEqual(
      shown(anOrder({ tax: automatic({ rates: { status: 'no_jurisdiction', byCategory: {} } }), lines })),
      ['calculated', 'no_jurisdiction', null],
    ))

  it('not_taxable: a category without tax, and parts that are taken out', () => {
    const food = [lineWith(1000, category('food'))]
    assert.deepEqual(shown(anOrder({ tax: automatic(), lines: food })), ['calculated', 'not_taxable', null])
    const takenOut = [lineWith(1000, category('general', false))]
    assert.deepEqual(shown(anOrder({ tax: automatic({ location: null }), lines: takenOut })), [
      'not_required',
      'not_taxable',
      null,
    ])
  })
})
