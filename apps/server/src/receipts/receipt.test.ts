import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import {
  aCharge,
  aDiscount,
  aLine,
  aTip,
  anOrder,
  taxed,
  taxedInclusive,
  theExampleOrder,
} from '../orders/an-order.ts'
import type { LineModifier, Order } from '../orders/order.ts'
import { priceOrder } from '../orders/pricing.ts'
import { aSucceededIntent } from '../payments/a-payment-intent.ts'
import type { Refund } from '../refunds/refund.ts'
import { receiptHtml } from './receipt-html.ts'
import { receiptText } from './receipt-text.ts'
import { subjectOf } from './receipt-words.ts'
import { receiptOf } from './receipt.ts'

const merchant = { merchantName: 'Lamps & Co', mode: 'live' as const }
const card = { brand: 'visa' as const, last4: '4242', expMonth: 12, expYear: 2040, fingerprint: 'f' }
const external = { enabled: true, mode: 'external' as const, flatComponents: [], location: null }
const choice = (special: Partial<LineModifier>): LineModifier => ({
  lineItemModifierId: 'olim_1',
  modifierId: null,
  groupName: null,
  name: 'Oat milk',
  quantity: 1,
  unitPriceDelta: 50,
  sourceType: 'catalog_modifier',
  textValue: null,
  showOnReceipt: true,
  showOnFulfillment: true,
  metadata: {},
  ...special,
})
const refund = (special: Partial<Refund>) =>
  ({ amount: 2435, status: 'succeeded', createdAt: '2026-07-05T10:00:00.000Z', ...special }) as Refund
const receipt = (order: Order, more: Partial<Parameters<typeof receiptOf>[0]> = {}) =>
  receiptOf({ order: priceOrder(order), intents: [], refunds: [], ...more }, merchant)
const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0)

describe('receiptOf', () => {
  it('the example of flint-commerce 4.12, paid with two cards and partly refunded', () => {
    const shown = receipt(theExampleOrder(), {
      intents: [
        aSucceededIntent({ amount: 7000, card }),
        aSucceededIntent({ amount: 557, card: { ...card, brand: 'amex', last4: '0005' } }),
        aSucceededIntent({ amount: 900, captured: 0 }),
      ],
      refunds: [
        refund({}),
        refund({ status: 'pending', amount: 100 }),
        refund({ status: 'failed', amount: 1 }),
      ],
    })
    assert.deepEqual(
      shown.lines!.map(({ name, quantity, amount }) => [name, quantity, amount]),
      [
        ['Shirt', 2, 5000],
        ['Mug', 1, 1200],
      ],
    )
    assert.deepEqual(
      shown.sums.map(({ label, amount }) => [label, amount]),
      [
        ['Subtotal', 6200],
        ['Welcome', -620],
        ['Service', 167],
        ['Delivery', 499],
        ['Tax 8.25%', 474],
        ['Tip', 837],
      ],
    )
    assert.equal(shown.total, 7557)
    assert.deepEqual(
      shown.payments.map(({ label, amount }) => [label, amount]),
      [
        ['Visa ending in 4242', 7000],
        ['American Express ending in 0005', 557],
      ],
    )
    assert.deepEqual(
      shown.refunds.map(({ label, amount }) => [label, amount]),
      [
        ['Refund', -2435],
        ['Refund, on its way', -100],
      ],
    )
  })

  it('choices that show on a receipt, for all units of the line', () => {
    const modifiers = [
      choice({}),
      choice({ name: 'Kitchen note', showOnReceipt: false, unitPriceDelta: 0 }),
      choice({ name: 'Engraving', sourceType: 'text', textValue: 'For Ada', unitPriceDelta: 0 }),
    ]
    const [line] = receipt(anOrder({ lines: [aLine({ quantity: 2, unitPrice: 400, modifiers })] })).lines!
    assert.deepEqual(line, {
      name: 'Shirt',
      quantity: 2,
      unitPrice: 400,
      amount: 900,
      choices: [
        { name: 'Oat milk', amount: 100 },
        { name: 'Engraving: For Ada', amount: 0 },
      ],
    })
  })

  it('taxes by jurisdiction; those that prices contain are told, not added', () => {
    const place = (percent: number, name: string) => ({
      percent,
      taxType: 'sales_tax' as const,
      jurisdiction: { name },
    })
    const tax = {
      taxable: true,
      category: null,
      calculation: {
        priceMode: 'additive' as const,
        components: [place(4, 'New York'), place(4.5, 'New York City')],
      },
    }
    const shown = receipt(
      anOrder({
        tax: external,
        lines: [
          aLine({ lineItemId: 'a', tax }),
          aLine({ lineItemId: 'b', tax }),
          aLine({ lineItemId: 'c', unitPrice: 1190, tax: taxedInclusive(19) }),
        ],
      }),
    )
    assert.deepEqual(
      shown.sums.map(({ label, amount }) => [label, amount]),
      [
        ['Subtotal', 3190],
        ['New York tax 4%', 80],
        ['New York City tax 4.5%', 90],
      ],
    )
    assert.deepEqual(shown.containedTaxes, [{ label: 'Tax 19%', amount: 190 }])
    assert.equal(shown.total, 3360)
  })

  it('its rows add up to the total, whatever the order', () => {
    const anyTax = fc.constantFrom(null, taxed(8.25), taxed(6, 2.25), taxedInclusive(19))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(50_000), fc.integer({ min: 1, max: 5 }), anyTax), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.array(fc.tuple(fc.nat(2000), anyTax), { maxLength: 3 }),
        fc.array(fc.tuple(fc.constantFrom('order' as const, 'service_charge' as const), fc.nat(9000)), {
          maxLength: 3,
        }),
        fc.integer({ min: 0, max: 25 }),
        (lines, charges, discounts, tip) => {
          const shown = receipt(
            anOrder({
              tax: external,
              lines: lines.map(([unitPrice, quantity, tax], at) =>
                aLine({ lineItemId: `l${at}`, unitPrice, quantity, tax }),
              ),
              charges: charges.map(([amount, tax], at) => aCharge({ chargeId: `c${at}`, amount, tax })),
              discounts: discounts.map(([kind, amount], at) =>
                aDiscount({ discountId: `d${at}`, class: kind, amount: amount + 1 }),
              ),
              tips: tip ? [aTip({ percent: tip })] : [],
            }),
          )
          assert.equal(sum(shown.sums.map(({ amount }) => amount)), shown.total)
          assert.equal(sum(shown.lines!.map(({ amount }) => amount)), shown.sums[0]!.amount)
        },
      ),
    )
  })
})

describe('the receipt as HTML and as text', () => {
  const nasty = '<script>alert("1")</script>'
  const shown = receiptOf(
    {
      order: priceOrder(anOrder({ currency: 'JPY', lines: [aLine({ name: nasty, unitPrice: 1999 })] })),
      intents: [],
      refunds: [],
    },
    { merchantName: `Shop\r\nBcc: x@y ${nasty}`, mode: 'test' },
  )

  it('escapes names, in HTML', () => {
    const html = receiptHtml(shown)
    assert.doesNotMatch(html, /<script/)
    assert.match(html, /&lt;script&gt;/)
  })

  it('the subject is one line, and says that it is a test', () =>
    assert.equal(subjectOf(shown), `[Test] Your receipt from Shop Bcc: x@y ${nasty}, order 1001`))

  it('amounts in the currency, in both', () => {
    for (const written of [receiptHtml(shown), receiptText(shown)]) assert.match(written, /¥1,999/)
  })

  it('no line of the text is wider than a mail program shows', () => {
    for (const line of receiptText(receipt(theExampleOrder())).split('\n')) assert.ok(line.length <= 60, line)
  })

  it('live receipts say nothing of tests', () =>
    assert.doesNotMatch(receiptHtml(receipt(theExampleOrder())), /test mode/i))
})
