import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addKey, environmentOf } from '../../../../../test/support/add-key.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import {
  afterMs,
  createOrder,
  expectBooksToAgree,
  newKey,
  pay,
  readOrder,
  refund,
  refunded,
  usd,
} from '../a-paid-order.ts'

const server = await startTestServer()

const percentage = (percent: number) => ({ type: 'percentage', percent, tax_type: 'sales_tax' })
const calculation = (price_mode: string, ...percents: number[]) => ({
  taxable: true,
  calculation: { mode: 'external', price_mode, components: percents.map(percentage) },
})
const flat = (amount: number) => ({
  type: 'flat_amount',
  flat_money: usd(amount),
  tax_type: 'retail_delivery_fee',
})

/** Three lamps of 1000 with 10 % on top and 2 % beside it, a rug of 1190 with 19 % inside, fees of 29 and 50 on the whole. */
const anOrder = async () =>
  createOrder(server, {
    line_items: [
      { name: 'Lamp', quantity: 3, unit_price_money: usd(1000), tax: calculation('additive', 10, 2) },
      { name: 'Rug', unit_price_money: usd(1190), tax: calculation('inclusive', 19) },
    ],
    charges: [
      { type: 'service_fee', name: 'Service', amount_money: usd(100), tax: calculation('additive', 7.5) },
    ],
    tax: {
      enabled: true,
      calculation: { mode: 'external', price_mode: 'additive', components: [flat(29), flat(50)] },
    },
  })
const total = 3360 + 1190 + 108 + 29 + 50

const aPaid = async () => {
  const order = await pay(server, (await anOrder()).order_id)
  assert.equal(order.settlement_amounts.paid_money.amount, total)
  const [lamp, rug] = order.line_items.map((line: any) => line.order_line_item_id)
  const breakdowns = order.tax.tax_breakdowns
  const idsOf = (id: string) =>
    breakdowns.filter((one: any) => one.order_line_item_id === id).map((one: any) => one.tax_breakdown_id)
  const flats = breakdowns
    .filter((one: any) => one.calculation_type === 'flat_amount')
    .map((one: any) => one.tax_breakdown_id)
  return {
    order_id: order.order_id,
    lamp,
    rug,
    charge: order.charges[0].order_charge_id,
    lampTaxes: idsOf(lamp),
    flats,
  }
}
const part = (tax_breakdown_id: string, amount: number) => ({ tax_breakdown_id, amount_money: usd(amount) })
const explicit = (order_line_item_id: string, more: object) => ({
  order_line_item_id,
  tax_refund_mode: 'explicit',
  ...more,
})
const partsOf = ({ line_item_allocations: [line] }: any) => {
  const { subtotal, discount, tax, total: all } = line.automatic_refund
  return [subtotal.amount, discount.amount, tax.amount, all.amount]
}

describe('201 with explicit tax', () => {
  it('of units: the goods as ever, the tax as told; what is left goes back with the rest', async () => {
    const { order_id, lamp } = await aPaid()
    const made = await refunded(server, {
      order_id,
      line_items: [
        explicit(lamp, { quantity: 1, tax_money: usd(30), tax_adjustment_reason: 'Exempt in part' }),
      ],
    })
    assert.deepEqual([made.amount_money, partsOf(made)], [usd(1030), [1000, 0, 30, 1030]])
    const [line] = made.line_item_allocations
    assert.deepEqual([line.tax_refund_mode, line.tax_adjustment_reason], ['explicit', 'Exempt in part'])
    const rest = await refunded(server, { order_id, line_items: [{ order_line_item_id: lamp }] })
    assert.deepEqual([rest.amount_money, partsOf(rest)], [usd(2330), [2000, 0, 330, 2330]])
    await refunded(server, { order_id })
    assert.equal((await expectBooksToAgree(server, order_id)).refunded, total)
  })

  it('of an amount, by the taxes of the line', async () => {
    const { order_id, lamp, lampTaxes } = await aPaid()
    const [ten, two] = lampTaxes
    const made = await refunded(server, {
      order_id,
      line_items: [
        explicit(lamp, { amount_money: usd(500), tax_breakdown_refunds: [part(ten, 100), part(two, 20)] }),
      ],
    })
    assert.deepEqual([made.amount_money, partsOf(made)], [usd(500), [380, 0, 120, 500]])
    assert.deepEqual(made.line_item_allocations[0].tax_breakdown_refunds, [part(ten, 100), part(two, 20)])
  })

  it('none: only the goods; tax inside the price is only told', async () => {
    const { order_id, lamp, rug } = await aPaid()
    const none = await refunded(server, {
      order_id,
      line_items: [explicit(lamp, { quantity: 1, tax_money: usd(0) })],
    })
    assert.deepEqual(none.amount_money, usd(1000))
    const inside = await refunded(server, {
      order_id,
      line_items: [explicit(rug, { quantity: 1, tax_money: usd(100) })],
    })
    assert.deepEqual([inside.amount_money, partsOf(inside)], [usd(1190), [1190, 0, 100, 1190]])
    await expectBooksToAgree(server, order_id)
  })

  it('the tax alone', async () => {
    const { order_id, lamp } = await aPaid()
    const made = await refunded(server, {
      order_id,
      line_items: [explicit(lamp, { amount_money: usd(360), tax_money: usd(360) })],
    })
    assert.deepEqual(partsOf(made), [0, 0, 360, 360])
  })
})

describe('explicit tax, refused', () => {
  const cases: [what: string, line: (of: any) => object, status: number, code: string, field: string][] = [
    ['without an amount', ({ lamp }) => explicit(lamp, {}), 400, 'FIELD_REQUIRED', 'tax_money'],
    [
      'an amount without the mode',
      ({ lamp }) => ({ order_line_item_id: lamp, tax_money: usd(1) }),
      400,
      'INVALID_TAX_REFUND_MODE',
      'tax_refund_mode',
    ],
    [
      'another mode',
      ({ lamp }) => ({ order_line_item_id: lamp, tax_refund_mode: 'guessed' }),
      400,
      'INVALID_TAX_REFUND_MODE',
      'tax_refund_mode',
    ],
    [
      'more than the line has',
      ({ lamp }) => explicit(lamp, { quantity: 1, tax_money: usd(361) }),
      400,
      'LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE',
      'tax_money',
    ],
    [
      'more than the amount',
      ({ lamp }) => explicit(lamp, { amount_money: usd(10), tax_money: usd(11) }),
      400,
      'LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE',
      '',
    ],
    [
      'in another currency',
      ({ lamp }) => explicit(lamp, { tax_money: { amount: 1, currency: 'EUR' } }),
      400,
      'CURRENCY_MISMATCH',
      'tax_money.currency',
    ],
    [
      "another line's tax",
      ({ rug, lampTaxes }) => explicit(rug, { tax_breakdown_refunds: [part(lampTaxes[0], 1)] }),
      400,
      'INVALID_REQUEST',
      'tax_breakdown_refunds[0].tax_breakdown_id',
    ],
    [
      'a tax twice',
      ({ lamp, lampTaxes: [ten] }) =>
        explicit(lamp, { quantity: 1, tax_breakdown_refunds: [part(ten, 1), part(ten, 1)] }),
      400,
      'DUPLICATE_TAX_BREAKDOWN_REFUND',
      'tax_breakdown_refunds[1]',
    ],
    [
      'more than one tax',
      ({ lamp, lampTaxes: [, two] }) => explicit(lamp, { tax_breakdown_refunds: [part(two, 61)] }),
      400,
      'LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE',
      'tax_breakdown_refunds[0].amount_money',
    ],
    [
      'parts that are not the whole',
      ({ lamp, lampTaxes: [ten] }) =>
        explicit(lamp, { tax_money: usd(5), tax_breakdown_refunds: [part(ten, 4)] }),
      400,
      'INVALID_REQUEST',
      'tax_money',
    ],
    [
      'a part without its tax',
      ({ lamp }) => explicit(lamp, { tax_breakdown_refunds: [{ amount_money: usd(1) }] }),
      400,
      'TAX_BREAKDOWN_ID_REQUIRED',
      'tax_breakdown_refunds[0].tax_breakdown_id',
    ],
    [
      'a part without an amount',
      ({ lamp, lampTaxes: [ten] }) => explicit(lamp, { tax_breakdown_refunds: [{ tax_breakdown_id: ten }] }),
      400,
      'TAX_BREAKDOWN_REFUND_MONEY_REQUIRED',
      'tax_breakdown_refunds[0].amount_money',
    ],
  ]
  for (const [what, line, status, code, field] of cases)
    it(`${what}: ${status} ${code}`, async () => {
      const paid = await aPaid()
      const { error, ...answered } = await refund(server, {
        order_id: paid.order_id,
        line_items: [line(paid)],
      })
      const param = field ? `line_items[0].${field}` : 'line_items[0]'
      assert.deepEqual([answered.status, error?.code, error?.param], [status, code, param])
      assert.equal((await expectBooksToAgree(server, paid.order_id)).refunded, 0)
    })

  it('403 INSUFFICIENT_SCOPE: a key that may refund, but not decide on tax', async () => {
    const { order_id, lamp } = await aPaid()
    const environmentId = await environmentOf(server.services, server.seeded.sandboxId)
    const { key } = await addKey(server.services, environmentId, { scopes: ['commerce.refunds.write'] })
    const body = { order_id, line_items: [explicit(lamp, { quantity: 1, tax_money: usd(1) })] }
    const { status, error } = await server.call('POST', '/v1/refunds', {
      body,
      key,
      idempotencyKey: newKey(),
    })
    assert.deepEqual(
      [status, error.code, error.missing_scopes],
      [403, 'INSUFFICIENT_SCOPE', ['commerce.refunds.tax_overrides.write']],
    )
    const automatic = { order_id, line_items: [{ order_line_item_id: lamp, quantity: 1 }] }
    assert.equal((await server.call('POST', '/v1/refunds', { body: automatic, key })).status, 201)
  })
})

describe('flat taxes of the order', () => {
  it('201: by name, once, whole; then the rest comes to exactly zero', async () => {
    const { order_id, flats } = await aPaid()
    const made = await refunded(server, { order_id, tax_breakdown_refunds: [part(flats[0], 29)] })
    assert.deepEqual([made.amount_money, made.tax_breakdown_refunds], [usd(29), [part(flats[0], 29)]])
    const again = await refund(server, { order_id, tax_breakdown_refunds: [part(flats[0], 29)] })
    assert.deepEqual([again.status, again.error.code], [400, 'NOTHING_TO_REFUND_FOR_TAX_BREAKDOWN'])
    const rest = await refunded(server, { order_id })
    assert.deepEqual([rest.amount_money, rest.tax_breakdown_refunds], [usd(total - 29), [part(flats[1], 50)]])
    // Nothing is without a name: every line, charge and tax is marked.
    const { line_items, charges } = await readOrder(server, order_id)
    assert.deepEqual(
      [...line_items, ...charges].map((one: any) => one.refunded_money.amount),
      [3360, 1190, 108],
    )
    assert.equal((await expectBooksToAgree(server, order_id)).refunded, total)
  })

  it('201: as a part of an amount, and beside lines and charges', async () => {
    const { order_id, flats, lamp, charge } = await aPaid()
    const part1 = await refunded(server, {
      order_id,
      amount_money: usd(100),
      tax_breakdown_refunds: [part(flats[0], 29)],
    })
    assert.deepEqual(part1.amount_money, usd(100))
    const part2 = await refunded(server, {
      order_id,
      line_items: [{ order_line_item_id: lamp, amount_money: usd(112) }],
      charges: [{ order_charge_id: charge, amount_money: usd(54) }],
      tax_breakdown_refunds: [part(flats[1], 50)],
    })
    assert.deepEqual(part2.amount_money, usd(216))
    // 8 of tax in 108, so 4 in the first half and 4 in the second.
    assert.deepEqual(part2.charge_allocations[0].tax_money, usd(4))
    await refunded(server, { order_id })
    assert.equal((await expectBooksToAgree(server, order_id)).refunded, total)
  })

  it('201: one that failed can be refunded again', async () => {
    const { order_id, flats } = await aPaid()
    const taxes = { tax_breakdown_refunds: [part(flats[0], 29)] }
    await refunded(server, { order_id, ...taxes, metadata: { simulate_refund: 'failed' } })
    await afterMs(server)
    assert.deepEqual((await refunded(server, { order_id, ...taxes })).amount_money, usd(29))
  })

  const refusals: [what: string, body: (of: any) => object, status: number, code: string, param: string][] = [
    [
      'a part of one',
      ({ flats }) => ({ tax_breakdown_refunds: [part(flats[0], 28)] }),
      400,
      'FLAT_TAX_REFUND_MUST_BE_FULL',
      'tax_breakdown_refunds[0].amount_money',
    ],
    [
      'one twice',
      ({ flats: [one] }) => ({ tax_breakdown_refunds: [part(one, 29), part(one, 29)] }),
      400,
      'DUPLICATE_TAX_BREAKDOWN_REFUND',
      'tax_breakdown_refunds[1]',
    ],
    [
      "a line's tax",
      ({ lampTaxes }) => ({ tax_breakdown_refunds: [part(lampTaxes[0], 1)] }),
      400,
      'TAX_BREAKDOWN_NOT_ORDER_SCOPED_FLAT',
      'tax_breakdown_refunds[0].tax_breakdown_id',
    ],
    [
      'more than the amount',
      ({ flats }) => ({ amount_money: usd(28), tax_breakdown_refunds: [part(flats[0], 29)] }),
      409,
      'TAX_BREAKDOWN_TARGETS_EXCEED_REFUND_AMOUNT',
      'amount_money',
    ],
    [
      'another currency',
      ({ flats }) => ({
        tax_breakdown_refunds: [
          { tax_breakdown_id: flats[0], amount_money: { amount: 29, currency: 'EUR' } },
        ],
      }),
      400,
      'CURRENCY_MISMATCH',
      'tax_breakdown_refunds[0].amount_money.currency',
    ],
  ]
  for (const [what, body, status, code, param] of refusals)
    it(`${what}: ${status} ${code}`, async () => {
      const paid = await aPaid()
      const { error, ...answered } = await refund(server, { order_id: paid.order_id, ...body(paid) })
      assert.deepEqual([answered.status, error?.code, error?.param], [status, code, param])
    })

  it('400 ORDER_REQUIRED_FOR_TAX_BREAKDOWN_REFUND', async () => {
    const { order_id, flats } = await aPaid()
    const [payment_intent_id] = (await readOrder(server, order_id)).payment_intent_ids
    const { error } = await refund(server, {
      payment_intent_id,
      tax_breakdown_refunds: [part(flats[0], 29)],
    })
    assert.deepEqual([error.code, error.param], ['ORDER_REQUIRED_FOR_TAX_BREAKDOWN_REFUND', 'order_id'])
  })

  it('409 FLAT_TAX_PAYMENT_ATTRIBUTION_UNAVAILABLE: the order is paid in part', async () => {
    const { order_id, tax } = await anOrder()
    const leg = await server.call('POST', `/v1/orders/${order_id}/payment-intents`, {
      body: { amount_money: usd(1000) },
    })
    await server.call('POST', `/v1/orders/${order_id}/pay`, {
      body: {
        action: 'confirm_payment_intents',
        completion_behavior: 'partial_payment',
        payment_intents: [
          { payment_intent_id: leg.data.payment_intent.payment_intent_id, token: 'tok_visa' },
        ],
      },
      idempotencyKey: newKey(),
    })
    const { tax_breakdown_id } = tax.tax_breakdowns.at(-1)
    const { status, error } = await refund(server, {
      order_id,
      tax_breakdown_refunds: [part(tax_breakdown_id, 50)],
    })
    assert.deepEqual([status, error.code], [409, 'FLAT_TAX_PAYMENT_ATTRIBUTION_UNAVAILABLE'])
  })

  it('400 FLAT_TAX_REFUND_STATE_INVALID: an order without tax', async () => {
    const { order_id } = await pay(
      server,
      (
        await createOrder(server, {
          line_items: [{ name: 'Thing', unit_price_money: usd(1000) }],
          tax: { enabled: false },
        })
      ).order_id,
    )
    const { status, error } = await refund(server, { order_id, tax_breakdown_refunds: [part('txb_1', 1)] })
    assert.deepEqual([status, error.code], [400, 'FLAT_TAX_REFUND_STATE_INVALID'])
  })
})
