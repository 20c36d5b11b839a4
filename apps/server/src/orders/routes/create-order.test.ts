import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import {
  aLine,
  manual,
  money,
  newKey,
  orderCalls,
  pricesOf,
  salesTax,
  settlementOf,
  usd,
} from '../order-calls.fixture.ts'

const server = await startTestServer()
const { create, read, expectData } = orderCalls(server)
const created = (body: unknown) => expectData(201, create(body))

describe('createOrder 201', () => {
  it('flint-commerce 4.13: two mugs at 14.50 and a tip of 10 %', async () => {
    const { status, data } = await create(
      {
        line_items: [{ name: 'Enamel mug', quantity: 2, unit_price_money: usd(1450) }],
        requested_tip: { percent: 10 },
        external_reference_id: 'cart-9001',
      },
      { idempotencyKey: 'cart-9001' },
    )
    assert.equal(status, 201)
    const expected = {
      status: 'open',
      payment_status: 'unpaid',
      refund_status: 'none',
      fulfillment_status: 'not_applicable',
      origin: 'api',
      order_revision: 1,
      pricing_amounts: {
        subtotal_money: usd(2900),
        discount_money: usd(0),
        charge_money: usd(0),
        tax_money: usd(0),
        requested_tip_money: usd(290),
        total_money: usd(3190),
      },
      settlement_amounts: {
        paid_money: usd(0),
        refunded_money: usd(0),
        net_collected_money: usd(0),
        outstanding_money: usd(3190),
        balance_money: usd(3190),
        credit_money: usd(0),
        settled_tip_money: usd(0),
      },
      buyer_actions: [],
      payment_intent_ids: [],
      refund_ids: [],
      checkout_session_ids: [],
      external_reference_id: 'cart-9001',
    }
    assert.deepEqual({ ...data, ...expected }, data)
    const [line, ...others] = data.line_items
    assert.equal(others.length, 0)
    const expectedLine = {
      name: 'Enamel mug',
      quantity: 2,
      unit_price_money: usd(1450),
      base_subtotal_money: usd(2900),
      modifier_total_money: usd(0),
      subtotal_money: usd(2900),
      discount_money: usd(0),
      tax_money: usd(0),
      total_money: usd(2900),
      refunded_money: usd(0),
      refunded_quantity: 0,
      version: 1,
    }
    assert.deepEqual({ ...line, ...expectedLine }, line)
    const { enabled, mode, status: taxStatus, taxability_reason } = data.tax
    assert.deepEqual(
      [enabled, mode, taxStatus, taxability_reason],
      [false, 'automatic', 'not_required', 'tax_disabled'],
    )
    assert.match(data.order_id, /^ord_[0-9A-HJKMNP-TV-Z]{26}$/)
    assert.match(line.order_line_item_id, /^li_[0-9A-HJKMNP-TV-Z]{26}$/)
    assert.equal(data.created_at, data.updated_at)
    assert.deepEqual(await read(data.order_id), data)
  })

  it('everything that was sent is kept', async () => {
    const data = await created({
      line_items: [aLine(100, { description: 'Blue', sku: 'B-1', metadata: { size: 'L' } })],
      buyer_contact: { email: 'ada@example.com', phone: '+15550100' },
      buyer_note: 'Ring twice',
      internal_note: 'Regular',
      external_reference_id: 'cart-1',
      metadata: { cart: '1' },
      requested_tip: { amount_money: usd(50), name: 'Thanks', description: 'For the crew' },
    })
    const [line] = data.line_items
    assert.deepEqual([line.description, line.sku, line.metadata], ['Blue', 'B-1', { size: 'L' }])
    assert.deepEqual(
      [data.buyer_contact, data.buyer_note, data.internal_note, data.external_reference_id, data.metadata],
      [{ email: 'ada@example.com', phone: '+15550100' }, 'Ring twice', 'Regular', 'cart-1', { cart: '1' }],
    )
    assert.deepEqual([data.requested_tip.name, data.requested_tip.description], ['Thanks', 'For the crew'])
    assert.deepEqual(data.tips, [data.requested_tip])
    assert.equal(data.customer_id, null)
  })

  it('the quantity is 1 unless another is sent, and 9999 at most', async () => {
    const data = await created({ line_items: [aLine(100), aLine(100, { quantity: 9999 })] })
    assert.deepEqual(
      data.line_items.map((line: any) => [line.quantity, line.subtotal_money.amount]),
      [
        [1, 100],
        [9999, 999_900],
      ],
    )
  })

  it('order numbers count up from 1001', async () => {
    const numbers: number[] = []
    for (let index = 0; index < 3; index++)
      numbers.push(Number((await created({ line_items: [aLine(100)] })).order_number))
    assert.ok(numbers[0]! > 1000)
    assert.deepEqual(
      numbers.toSorted((a, b) => a - b),
      numbers,
    )
    assert.equal(new Set(numbers).size, 3)
  })

  it('the same external reference may be used twice: it is only a filter', async () => {
    const body = { line_items: [aLine(100)], external_reference_id: 'twice' }
    assert.notEqual((await created(body)).order_id, (await created(body)).order_id)
  })

  it('an order that costs nothing is paid from the start', async () => {
    const data = await created({ line_items: [aLine(0)] })
    assert.deepEqual([data.status, data.payment_status, settlementOf(data).outstanding], ['paid', 'paid', 0])
  })

  it('1000 line items', async () => {
    const data = await created({ line_items: Array.from({ length: 1000 }, () => aLine(7)) })
    assert.equal(data.line_items.length, 1000)
    assert.equal(pricesOf(data).total, 7000)
  })
})

describe('createOrder discounts', () => {
  it('come off before percentages of tip are worked out, and are split over the lines by what they cost', async () => {
    const data = await created({
      line_items: [aLine(5000), aLine(1200)],
      discounts: [manual(620)],
      requested_tip: { percent: 15 },
    })
    assert.deepEqual(
      data.line_items.map((line: any) => [line.discount_money.amount, line.total_money.amount]),
      [
        [500, 4500],
        [120, 1080],
      ],
    )
    assert.deepEqual(pricesOf(data), {
      subtotal: 6200,
      discount: 620,
      charge: 0,
      tax: 0,
      requested_tip: 837,
      total: 6417,
    })
    const [discount] = data.applied_discounts
    assert.deepEqual(
      [discount.discount_class, discount.source, discount.status, discount.customer_facing_name],
      ['order', 'manual', 'pending', 'Off'],
    )
    assert.deepEqual([discount.amount_money, discount.applied_money], [usd(620), usd(620)])
  })

  it('leftover units go to the largest remainder, the earlier line first', async () => {
    const data = await created({ line_items: [aLine(100), aLine(100), aLine(100)], discounts: [manual(100)] })
    assert.deepEqual(
      data.line_items.map((line: any) => line.discount_money.amount),
      [34, 33, 33],
    )
  })

  it('never take more than there is: the rest is asked for, not applied', async () => {
    const data = await created({ line_items: [aLine(300)], discounts: [manual(200), manual(500)] })
    assert.deepEqual(
      data.applied_discounts.map((one: any) => [one.amount_money.amount, one.applied_money.amount]),
      [
        [200, 200],
        [500, 100],
      ],
    )
    assert.deepEqual([pricesOf(data).total, data.payment_status], [0, 'paid'])
  })

  it('of the class service_charge come off the charges only', async () => {
    const data = await created({
      line_items: [aLine(1000)],
      charges: [{ type: 'delivery_fee', name: 'Delivery', amount_money: usd(500) }],
      discounts: [manual(200, { discount_class: 'service_charge' })],
    })
    assert.deepEqual(pricesOf(data), {
      subtotal: 1000,
      discount: 200,
      charge: 500,
      tax: 0,
      requested_tip: 0,
      total: 1300,
    })
    assert.deepEqual([data.charges[0].applied_money, data.charges[0].total_money], [usd(500), usd(300)])
    assert.equal(data.line_items[0].discount_money.amount, 0)
  })
})

describe('createOrder charges', () => {
  it('a percentage works on the basis that was chosen; half a unit is rounded up', async () => {
    const fee = { type: 'service_fee', name: 'Fee', percent: 2.5 }
    const data = await created({
      line_items: [aLine(1020)],
      discounts: [manual(200)],
      charges: [
        { ...fee, calculation_basis: 'subtotal_pre_discount' },
        { ...fee, calculation_basis: 'subtotal_post_discount' },
      ],
    })
    // 25.5 and 20.5
    assert.deepEqual(
      data.charges.map((charge: any) => [charge.percent, charge.applied_money.amount]),
      [
        [2.5, 26],
        [2.5, 21],
      ],
    )
    assert.deepEqual(pricesOf(data), {
      subtotal: 1020,
      discount: 200,
      charge: 47,
      tax: 0,
      requested_tip: 0,
      total: 867,
    })
  })
})

describe('createOrder tax', () => {
  it('external rates on lines are added on top, each rounded by itself', async () => {
    const components = [
      { type: 'percentage', percent: 6, tax_type: 'sales_tax', jurisdiction: { level: 'state', code: 'CA' } },
      { type: 'percentage', percent: 2.25, tax_type: 'sales_tax' },
    ]
    const data = await created({
      line_items: [aLine(999, { tax: salesTax(0, { components }) }), aLine(1000)],
      requested_tip: { percent: 10 },
    })
    // 59.94 and 22.4775
    assert.deepEqual(
      data.line_items.map((line: any) => [line.tax_money.amount, line.total_money.amount]),
      [
        [82, 1081],
        [0, 1000],
      ],
    )
    const { tax, requested_tip: tip, total } = pricesOf(data)
    assert.deepEqual([tax, tip, total], [82, 200, 2281])
    assert.deepEqual(
      [data.tax.enabled, data.tax.mode, data.tax.status, data.tax.taxability_reason],
      [true, 'external', 'calculated', 'standard_rated'],
    )
    assert.deepEqual(
      data.tax.tax_breakdowns.map((part: any) => [part.percent, part.order_line_item_id]),
      [
        [6, data.line_items[0].order_line_item_id],
        [2.25, data.line_items[0].order_line_item_id],
      ],
    )
  })

  it('inclusive tax is shown and does not raise the total', async () => {
    const data = await created({
      line_items: [aLine(1200, { tax: salesTax(20, { price_mode: 'inclusive' }) })],
    })
    const { tax, total } = pricesOf(data)
    assert.deepEqual([tax, total, data.line_items[0].total_money.amount], [200, 1200, 1200])
  })

  it('a flat fee on the order is added once', async () => {
    const data = await created({
      line_items: [aLine(1000)],
      tax: {
        enabled: true,
        calculation: {
          mode: 'external',
          components: [{ type: 'flat_amount', flat_money: usd(28), tax_type: 'retail_delivery_fee' }],
        },
      },
    })
    const { tax, total } = pricesOf(data)
    assert.deepEqual([tax, total], [28, 1028])
  })

  it('switched off, rates are kept and not charged', async () => {
    const data = await created({ line_items: [aLine(1000, { tax: salesTax(10) })], tax: { enabled: false } })
    assert.deepEqual([pricesOf(data).total, data.tax.taxability_reason], [1000, 'tax_disabled'])
  })

  it('a line that is not taxable is not taxed', async () => {
    const data = await created({ line_items: [aLine(1000, { tax: { ...salesTax(10), taxable: false } })] })
    assert.equal(pricesOf(data).tax, 0)
  })
})

describe('createOrder currencies', () => {
  for (const [currency, unitPrice, quantity, tip, total] of [
    ['EUR', 1999, 3, 600, 6597],
    // no decimals: 10 % of 501 yen is 50.1
    ['JPY', 501, 1, 50, 551],
    // three decimals: 1.235 dinars and 0.1235 of tip
    ['BHD', 1235, 1, 124, 1359],
  ] as const) {
    it(`${currency}: minor units, whatever they are`, async () => {
      const of = money(currency)
      const data = await created({
        line_items: [{ name: 'Tea', quantity, unit_price_money: of(unitPrice) }],
        requested_tip: { percent: 10 },
      })
      assert.deepEqual(
        [data.pricing_amounts.requested_tip_money, data.pricing_amounts.total_money],
        [of(tip), of(total)],
      )
      assert.deepEqual(data.settlement_amounts.outstanding_money, of(total))
    })
  }

  it('the cap on tips is for dollars only', async () => {
    const of = money('JPY')
    const data = await created({
      line_items: [{ name: 'Tea', unit_price_money: of(500) }],
      requested_tip: { amount_money: of(200_000) },
    })
    assert.equal(pricesOf(data).total, 200_500)
  })
})

describe('createOrder tips', () => {
  it('in dollars up to 1,000.00, or up to the goods when those cost more', async () => {
    const small = await created({
      line_items: [aLine(500)],
      requested_tip: { amount_money: usd(100_000) },
    })
    assert.equal(pricesOf(small).total, 100_500)
    const large = await created({ line_items: [aLine(150_000)], requested_tip: { percent: 100 } })
    assert.equal(pricesOf(large).total, 300_000)
  })
})

describe('createOrder Idempotency-Key', () => {
  it('the same body: the same order, and no second one', async () => {
    const body = { line_items: [aLine(100)], external_reference_id: 'once' }
    const options = { idempotencyKey: newKey() }
    const answers = await Promise.all([create(body, options), create(body, options), create(body, options)])
    answers.push(await create(body, options))
    assert.equal(new Set(answers.map(({ data }) => data?.order_id).filter(Boolean)).size, 1)
    assert.equal(answers.at(-1)!.headers.get('Idempotency-Replayed'), 'true')
    const found = await server.call('GET', '/v1/orders?external_reference_id=once')
    assert.equal(found.data.length, 1)
  })

  it('another body: 409 IDEMPOTENCY_KEY_REUSED', async () => {
    const options = { idempotencyKey: newKey() }
    await create({ line_items: [aLine(100)] }, options)
    const { status, error } = await create({ line_items: [aLine(200)] }, options)
    assert.deepEqual([status, error.code], [409, 'IDEMPOTENCY_KEY_REUSED'])
  })
})
