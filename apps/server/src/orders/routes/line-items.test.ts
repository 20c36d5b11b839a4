import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import {
  aLine,
  manual,
  money,
  orderCalls,
  paidOf,
  pricesOf,
  said,
  salesTax,
  settlementOf,
  usd,
} from '../order-calls.fixture.ts'

const server = await startTestServer()
const {
  send,
  done,
  anOrder,
  read,
  aPaidOrder,
  aLeg,
  leg,
  confirmed,
  aChallenge,
  aHold,
  activitiesOf,
  expectRefusal,
} = orderCalls(server)
const missing = 'ord_01J8EXAMPLE00000000000001'
const missingLine = 'li_01J8EXAMPLE00000000000001'

const path = (id: string, lineId?: string) => `/${id}/line-items${lineId ? `/${lineId}` : ''}`
const add = (id: string, line_items: unknown) => send('POST', path(id), { line_items })
const added = (id: string, line_items: unknown) => done('POST', path(id), { line_items })
const change = (id: string, lineId: string, body: unknown) => send('PATCH', path(id, lineId), body)
const changed = (id: string, lineId: string, body: unknown) => done('PATCH', path(id, lineId), body)
const remove = (id: string, lineId: string) => send('DELETE', path(id, lineId))
const removed = (id: string, lineId: string) => done('DELETE', path(id, lineId))
const lineIdOf = (order: any, at = 0): string => order.line_items[at].order_line_item_id
const linesOf = (order: any) =>
  order.line_items.map((line: any) => [line.quantity, line.total_money.amount, line.version])

describe('addOrderLineItems 200', () => {
  it('after those that are there, in one revision', async () => {
    const order = await anOrder(1000)
    const data = await added(order.order_id, [aLine(200, { name: 'Cup' }), aLine(50, { quantity: 3 })])
    assert.deepEqual(linesOf(data), [
      [1, 1000, 1],
      [1, 200, 1],
      [3, 150, 1],
    ])
    assert.deepEqual(
      [data.order_revision, pricesOf(data).total, settlementOf(data).outstanding],
      [2, 1350, 1350],
    )
    assert.deepEqual(data.line_items[0], order.line_items[0])
    assert.deepEqual(await read(order.order_id), data)
  })

  it('a discount of the order spreads over them too', async () => {
    const { order_id: id } = await anOrder(1000, { discounts: [manual(300)] })
    const data = await added(id, [aLine(2000)])
    assert.deepEqual(
      data.line_items.map((line: any) => line.discount_money.amount),
      [100, 200],
    )
  })

  it('a first rate switches external tax on', async () => {
    const { order_id: id } = await anOrder(1000)
    const data = await added(id, [aLine(1000, { tax: salesTax(8.25) })])
    assert.deepEqual([data.tax.enabled, data.tax.mode, pricesOf(data).tax], [true, 'external', 83])
  })

  it('an order that was paid is partly paid again: the new line is owed', async () => {
    const { order_id: id } = await aPaidOrder(1000)
    const data = await added(id, [aLine(250)])
    assert.deepEqual([data.status, ...paidOf(data)], ['open', 'partially_paid', 1000, 250])
    assert.equal((await activitiesOf(id))[0].balance_delta_money.amount, 250)
  })
})

describe('addOrderLineItems refuses', () => {
  for (const [what, items, code, param] of [
    ['nothing', undefined, 'MISSING_LINE_ITEMS', 'line_items'],
    ['an empty list', [], 'MISSING_LINE_ITEMS', 'line_items'],
    ['no name', [{ unit_price_money: usd(1) }], 'LINE_ITEM_NAME_REQUIRED', 'line_items[0].name'],
    ['no price', [{ name: 'Mug' }], 'LINE_ITEM_UNIT_PRICE_REQUIRED', 'line_items[0].unit_price_money'],
    ['quantity 0', [aLine(1, { quantity: 0 })], 'LINE_ITEM_INVALID_QUANTITY', 'line_items[0].quantity'],
    [
      'quantity 10000',
      [aLine(1), aLine(1, { quantity: 10_000 })],
      'LINE_ITEM_QUANTITY_TOO_LARGE',
      'line_items[1].quantity',
    ],
    [
      'another currency',
      [aLine(1, { unit_price_money: money('EUR')(1) })],
      'CURRENCY_MISMATCH',
      'line_items[0].unit_price_money.currency',
    ],
    [
      'a currency that is none',
      [aLine(1, { unit_price_money: money('XYZ')(1) })],
      'UNSUPPORTED_CURRENCY',
      'line_items[0].unit_price_money.currency',
    ],
    ['two sources', [aLine(1, { variant_id: 'var_1' })], 'LINE_ITEM_SOURCE_CONFLICT', 'line_items[0].name'],
    ['more than 1000', Array.from({ length: 1000 }, () => aLine(1)), 'TOO_MANY_LINE_ITEMS', 'line_items'],
  ] as const) {
    it(`${what}: 400 ${code}`, async () => {
      const { order_id: id } = await anOrder()
      await expectRefusal(id, () => add(id, items), [400, code, param])
    })
  }

  it('a sum that cannot be counted: 400 AMOUNT_TOO_LARGE', async () => {
    const huge = aLine(999_999_999_999, { quantity: 9000 })
    const { order_id: id } = await anOrder(1, { line_items: [huge] })
    await expectRefusal(id, () => add(id, [huge]), [400, 'AMOUNT_TOO_LARGE'])
  })

  it('409 ORDER_PAYMENT_ATTEMPT_ACTIVE: a payment waits for the buyer, or holds money', async () => {
    for (const { orderId } of [await aChallenge(), await aHold(1000)])
      await expectRefusal(orderId, () => add(orderId, [aLine(1)]), [409, 'ORDER_PAYMENT_ATTEMPT_ACTIVE'])
  })

  it('404 ORDER_NOT_FOUND', async () => {
    assert.deepEqual(said(await add(missing, [aLine(1)])), [404, 'ORDER_NOT_FOUND', 'order_id'])
  })
})

describe('updateOrderLineItem 200', () => {
  it('every field, the version counts up', async () => {
    const order = await anOrder(1000, {
      line_items: [aLine(1000, { metadata: { kept: '1', gone: '2' } }), aLine(100)],
    })
    const data = await changed(order.order_id, lineIdOf(order), {
      name: 'Mug',
      description: 'Blue',
      quantity: 3,
      unit_price_money: usd(500),
      tax: salesTax(10),
      metadata: { gone: null, added: '3' },
      expected_version: 1,
    })
    const [line, other] = data.line_items
    assert.deepEqual(
      [line.name, line.description, line.quantity, line.unit_price_money, line.metadata, line.version],
      ['Mug', 'Blue', 3, usd(500), { kept: '1', added: '3' }, 2],
    )
    assert.deepEqual(
      [line.subtotal_money, line.tax_money, line.total_money],
      [usd(1500), usd(150), usd(1650)],
    )
    assert.deepEqual(other, order.line_items[1])
    assert.deepEqual([data.order_revision, pricesOf(data).total], [2, 1750])
    const untaxed = await changed(order.order_id, lineIdOf(order), { tax: null, description: null })
    assert.deepEqual([pricesOf(untaxed).tax, untaxed.line_items[0].description], [0, null])
  })

  it('of a paid line: words, metadata and a larger quantity', async () => {
    const order = await aPaidOrder(1000)
    const data = await changed(order.order_id, lineIdOf(order), {
      name: 'Better thing',
      quantity: 3,
      metadata: { a: '1' },
    })
    assert.deepEqual(paidOf(data), ['partially_paid', 1000, 2000])
    assert.equal(data.line_items[0].name, 'Better thing')
    const same = await changed(order.order_id, lineIdOf(order), { unit_price_money: usd(1000) })
    assert.deepEqual(paidOf(same), ['partially_paid', 1000, 2000])
  })

  it('an unconfirmed payment follows', async () => {
    const order = await anOrder(1000)
    const intentId = await aLeg(order.order_id)
    await changed(order.order_id, lineIdOf(order), { quantity: 2 })
    assert.deepEqual((await leg(intentId)).amount_money, usd(2000))
  })
})

describe('updateOrderLineItem refuses', () => {
  for (const [what, body, status, code, param] of [
    ['an empty body', {}, 400, 'NO_FIELDS_TO_UPDATE', undefined],
    ['a version alone', { expected_version: 1 }, 400, 'NO_FIELDS_TO_UPDATE', undefined],
    ['quantity 0', { quantity: 0 }, 400, 'LINE_ITEM_INVALID_QUANTITY', 'quantity'],
    ['quantity 10000', { quantity: 10_000 }, 400, 'LINE_ITEM_QUANTITY_TOO_LARGE', 'quantity'],
    ['an empty name', { name: '' }, 400, 'LINE_ITEM_NAME_REQUIRED', 'name'],
    [
      'another currency',
      { unit_price_money: money('EUR')(1) },
      400,
      'CURRENCY_MISMATCH',
      'unit_price_money.currency',
    ],
    [
      'a currency that is none',
      { unit_price_money: money('XYZ')(1) },
      400,
      'UNSUPPORTED_CURRENCY',
      'unit_price_money.currency',
    ],
    [
      'a stale version',
      { quantity: 2, expected_version: 2 },
      409,
      'ORDER_LINE_ITEM_VERSION_CONFLICT',
      'expected_version',
    ],
    ['a total', { total_money: usd(1) }, 400, 'UNKNOWN_FIELD', 'total_money'],
  ] as const) {
    it(`${what}: ${code}`, async () => {
      const order = await anOrder()
      const expected = param === undefined ? ([status, code] as const) : ([status, code, param] as const)
      await expectRefusal(order.order_id, () => change(order.order_id, lineIdOf(order), body), expected)
    })
  }

  it('of two writers that read one version, the second: 409 ORDER_LINE_ITEM_VERSION_CONFLICT', async () => {
    const order = await anOrder()
    const [id, lineId] = [order.order_id, lineIdOf(order)]
    const answers = await Promise.all(
      [2, 3].map((quantity) => change(id, lineId, { quantity, expected_version: 1 })),
    )
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
    const refused = answers.find(({ status }) => status === 409)!
    assert.deepEqual(
      [refused.error.code, refused.error.current_version],
      ['ORDER_LINE_ITEM_VERSION_CONFLICT', 2],
    )
  })

  for (const [what, body, code, param] of [
    [
      'its price',
      { unit_price_money: usd(2000) },
      'PAID_LINE_ITEM_PRICE_CHANGE_FORBIDDEN',
      'unit_price_money',
    ],
    ['its tax', { tax: salesTax(5) }, 'PAID_LINE_ITEM_TAX_CHANGE_FORBIDDEN', 'tax'],
    ['fewer of it', { quantity: 1 }, 'PAID_LINE_ITEM_QUANTITY_DECREASE_FORBIDDEN', 'quantity'],
  ] as const) {
    it(`${what}, once money was taken for it: 409 ${code}`, async () => {
      const line = aLine(1000, { quantity: 2 })
      const order = await anOrder(1, { line_items: [line] })
      const intentId = await aLeg(order.order_id, 500)
      await confirmed(order.order_id, [[intentId, 'tok_visa']], { completion_behavior: 'partial_payment' })
      await expectRefusal(order.order_id, () => change(order.order_id, lineIdOf(order), body), [
        409,
        code,
        param,
      ])
    })
  }

  it('a price that no longer covers what was collected: 409 ORDER_TOTAL_BELOW_NET_COLLECTED', async () => {
    const { order_id: id } = await aPaidOrder(1000)
    const grown = await added(id, [aLine(500)])
    const discounted = await done('POST', `/${id}/discounts`, { discount: manual(500) })
    assert.deepEqual(paidOf(discounted), ['paid', 1000, 0])
    await expectRefusal(id, () => change(id, lineIdOf(grown, 1), { unit_price_money: usd(499) }), [
      409,
      'ORDER_TOTAL_BELOW_NET_COLLECTED',
    ])
  })

  it('404 ORDER_NOT_FOUND, 404 ORDER_LINE_ITEM_NOT_FOUND', async () => {
    const order = await anOrder()
    const other = await anOrder()
    const body = { quantity: 2 }
    assert.deepEqual(said(await change(missing, lineIdOf(order), body)), [404, 'ORDER_NOT_FOUND', 'order_id'])
    for (const lineId of [missingLine, lineIdOf(other)])
      await expectRefusal(order.order_id, () => change(order.order_id, lineId, body), [
        404,
        'ORDER_LINE_ITEM_NOT_FOUND',
        'order_line_item_id',
      ])
  })

  it('409 ORDER_PAYMENT_ATTEMPT_ACTIVE', async () => {
    const { orderId, order } = await aChallenge()
    await expectRefusal(orderId, () => change(orderId, lineIdOf(order), { quantity: 2 }), [
      409,
      'ORDER_PAYMENT_ATTEMPT_ACTIVE',
    ])
  })
})

describe('deleteOrderLineItem', () => {
  it('200: the rest is priced again', async () => {
    const order = await anOrder(1, { line_items: [aLine(1000), aLine(3000)], discounts: [manual(400)] })
    const data = await removed(order.order_id, lineIdOf(order, 1))
    assert.deepEqual(linesOf(data), [[1, 600, 1]])
    assert.deepEqual([pricesOf(data).total, data.order_revision], [600, 2])
  })

  it('200: the last one may go; such an order cannot be paid', async () => {
    const order = await anOrder(1000)
    const data = await removed(order.order_id, lineIdOf(order))
    assert.deepEqual([data.line_items, pricesOf(data).total], [[], 0])
  })

  it('200: a line that came after the money may go again', async () => {
    const { order_id: id } = await aPaidOrder(1000)
    const grown = await added(id, [aLine(500)])
    assert.deepEqual(paidOf(await removed(id, lineIdOf(grown, 1))), ['paid', 1000, 0])
  })

  it('400 TIP_LIMIT_EXCEEDED: without it the tip would be above its limit', async () => {
    const order = await anOrder(1, {
      line_items: [aLine(1000), aLine(200_000)],
      requested_tip: { amount_money: usd(150_000) },
    })
    const error = await expectRefusal(order.order_id, () => remove(order.order_id, lineIdOf(order, 1)), [
      400,
      'TIP_LIMIT_EXCEEDED',
      'requested_tip',
    ])
    assert.deepEqual(error.maximum_money, usd(100_000))
  })

  it('409 PAID_LINE_ITEM_REMOVAL_FORBIDDEN', async () => {
    const order = await aPaidOrder()
    await expectRefusal(order.order_id, () => remove(order.order_id, lineIdOf(order)), [
      409,
      'PAID_LINE_ITEM_REMOVAL_FORBIDDEN',
      'order_line_item_id',
    ])
  })

  it('404 ORDER_NOT_FOUND, 404 ORDER_LINE_ITEM_NOT_FOUND, 409 ORDER_PAYMENT_ATTEMPT_ACTIVE', async () => {
    const order = await anOrder()
    assert.deepEqual(said(await remove(missing, lineIdOf(order))), [404, 'ORDER_NOT_FOUND', 'order_id'])
    await expectRefusal(order.order_id, () => remove(order.order_id, missingLine), [
      404,
      'ORDER_LINE_ITEM_NOT_FOUND',
      'order_line_item_id',
    ])
    const waiting = await aChallenge()
    await expectRefusal(waiting.orderId, () => remove(waiting.orderId, lineIdOf(waiting.order)), [
      409,
      'ORDER_PAYMENT_ATTEMPT_ACTIVE',
    ])
  })
})
