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
const { send, done, anOrder, read, aPaidOrder, aChallenge, expectRefusal } = orderCalls(server)
const missing = 'ord_01J8EXAMPLE00000000000001'
const missingCharge = 'och_01J8EXAMPLE00000000000001'

const path = (id: string, chargeId?: string) => `/${id}/charges${chargeId ? `/${chargeId}` : ''}`
const delivery = { type: 'delivery_fee', name: 'Delivery', amount_money: usd(499) }
const service = {
  type: 'service_fee',
  name: 'Service',
  percent: 3,
  calculation_basis: 'subtotal_post_discount',
}
const add = (id: string, charge: unknown) => send('POST', path(id), { charge })
const added = (id: string, charge: unknown) => done('POST', path(id), { charge })
const change = (id: string, chargeId: string, body: unknown) => send('PATCH', path(id, chargeId), body)
const changed = (id: string, chargeId: string, body: unknown) => done('PATCH', path(id, chargeId), body)
const remove = (id: string, chargeId: string) => send('DELETE', path(id, chargeId))
const chargeIdOf = (order: any, at = 0): string => order.charges[at].order_charge_id
const shown = ({ applied_money: applied, tax_money: tax, total_money: total }: any) => [
  applied.amount,
  tax.amount,
  total.amount,
]

describe('addOrderCharge 200', () => {
  it('an amount, and all that was sent with it', async () => {
    const order = await anOrder(1000)
    const data = await added(order.order_id, { ...delivery, description: 'By bike', metadata: { a: '1' } })
    const [charge] = data.charges
    assert.deepEqual(
      [charge.type, charge.name, charge.description, charge.metadata, charge.amount_money],
      ['delivery_fee', 'Delivery', 'By bike', { a: '1' }, usd(499)],
    )
    assert.deepEqual([charge.percent, charge.calculation_basis], [undefined, null])
    assert.match(charge.order_charge_id, /^och_[0-9A-HJKMNP-TV-Z]{26}$/)
    assert.deepEqual(shown(charge), [499, 0, 499])
    assert.deepEqual(
      [data.order_revision, pricesOf(data).charge, pricesOf(data).total, settlementOf(data).outstanding],
      [2, 499, 1499, 1499],
    )
    assert.deepEqual(data.line_items, order.line_items)
    assert.deepEqual(await read(order.order_id), data)
  })

  it('a percentage of the goods before or after discounts, taxed', async () => {
    const { order_id: id } = await anOrder(6200, { discounts: [manual(620)] })
    const data = await added(id, { ...service, tax: salesTax(8.25) })
    // 3 % of 5580 is 167.4; 8.25 % of 167 is 13.78
    assert.deepEqual(shown(data.charges[0]), [167, 14, 181])
    const more = await added(id, { ...service, calculation_basis: 'subtotal_pre_discount' })
    assert.deepEqual(shown(more.charges[1]), [186, 0, 186])
    assert.deepEqual([pricesOf(more).charge, pricesOf(more).tax], [353, 14])
  })

  it('many on one order; a fee of nothing is kept', async () => {
    const { order_id: id } = await anOrder(1000)
    await added(id, delivery)
    const data = await added(id, { ...delivery, amount_money: usd(0) })
    assert.deepEqual([data.charges.length, pricesOf(data).total], [2, 1499])
  })

  it('discounts of goods leave charges alone; a service-charge discount does not', async () => {
    const { order_id: id } = await anOrder(1000, { discounts: [manual(900)] })
    await added(id, delivery)
    const data = await done('POST', `/${id}/discounts`, {
      discount: manual(99, { discount_class: 'service_charge' }),
    })
    assert.deepEqual(shown(data.charges[0]), [499, 0, 400])
    assert.deepEqual([pricesOf(data).charge, pricesOf(data).discount, pricesOf(data).total], [499, 999, 500])
  })

  it('to a paid order: the fee is owed', async () => {
    const { order_id: id } = await aPaidOrder(1000)
    assert.deepEqual(paidOf(await added(id, delivery)), ['partially_paid', 1000, 499])
  })
})

const wrongValues = [
  ['no value', { amount_money: undefined }, 'CHARGE_VALUE_REQUIRED', 'amount_money'],
  ['two values', { percent: 1 }, 'INVALID_CHARGE_VALUE', 'percent'],
  [
    'five decimals',
    { amount_money: undefined, percent: 1.00001, calculation_basis: 'subtotal_pre_discount' },
    'INVALID_CHARGE_PERCENT',
    'percent',
  ],
  [
    '0 %',
    { amount_money: undefined, percent: 0, calculation_basis: 'subtotal_pre_discount' },
    'INVALID_CHARGE_PERCENT',
    'percent',
  ],
  [
    '101 %',
    { amount_money: undefined, percent: 101, calculation_basis: 'subtotal_pre_discount' },
    'INVALID_CHARGE_PERCENT',
    'percent',
  ],
  ['no basis', { amount_money: undefined, percent: 1 }, 'CALCULATION_BASIS_REQUIRED', 'calculation_basis'],
  [
    'a basis of an amount',
    { calculation_basis: 'subtotal_pre_discount' },
    'CALCULATION_BASIS_FORBIDDEN',
    'calculation_basis',
  ],
  ['another currency', { amount_money: money('EUR')(1) }, 'CURRENCY_MISMATCH', 'amount_money.currency'],
  [
    'a currency that is none',
    { amount_money: money('XYZ')(1) },
    'UNSUPPORTED_CURRENCY',
    'amount_money.currency',
  ],
  ['a negative amount', { amount_money: usd(-1) }, 'INVALID_CHARGE_AMOUNT', 'amount_money.amount'],
  ['a type that is none', { type: 'gift' }, 'INVALID_CHARGE_TYPE', 'type'],
  ['no type', { type: undefined }, 'CHARGE_TYPE_REQUIRED', 'type'],
  ['no name', { name: undefined }, 'CHARGE_NAME_REQUIRED', 'name'],
  ['an empty name', { name: '' }, 'CHARGE_NAME_REQUIRED', 'name'],
] as const

describe('addOrderCharge refuses', () => {
  for (const [what, special, code, field] of wrongValues) {
    it(`${what}: 400 ${code}`, async () => {
      const { order_id: id } = await anOrder()
      await expectRefusal(id, () => add(id, { ...delivery, ...special }), [400, code, `charge.${field}`])
    })
  }

  it('nothing at all: 400 FIELD_REQUIRED', async () => {
    const { order_id: id } = await anOrder()
    await expectRefusal(id, () => add(id, undefined), [400, 'FIELD_REQUIRED', 'charge'])
  })

  it('404 ORDER_NOT_FOUND, 409 ORDER_PAYMENT_ATTEMPT_ACTIVE', async () => {
    assert.deepEqual(said(await add(missing, delivery)), [404, 'ORDER_NOT_FOUND', 'order_id'])
    const { orderId } = await aChallenge()
    await expectRefusal(orderId, () => add(orderId, delivery), [409, 'ORDER_PAYMENT_ATTEMPT_ACTIVE'])
  })

  it('400 AMOUNT_TOO_LARGE', async () => {
    const { order_id: id } = await anOrder(1, { line_items: [aLine(999_999_999_999, { quantity: 9007 })] })
    const charge = { ...delivery, amount_money: usd(999_999_999_999) }
    await expectRefusal(id, () => add(id, charge), [400, 'AMOUNT_TOO_LARGE'])
  })
})

describe('updateOrderCharge 200', () => {
  it('its words, tax and metadata', async () => {
    const order = await anOrder(1000, { charges: [{ ...delivery, metadata: { gone: '1' } }] })
    server.clock.advance(1000)
    const data = await changed(order.order_id, chargeIdOf(order), {
      name: 'Courier',
      type: 'rush_fee',
      description: 'Today',
      tax: salesTax(10),
      metadata: { gone: null, added: '2' },
    })
    const [charge] = data.charges
    assert.deepEqual(
      [charge.name, charge.type, charge.description, charge.metadata],
      ['Courier', 'rush_fee', 'Today', { added: '2' }],
    )
    assert.deepEqual([shown(charge), pricesOf(data).total], [[499, 50, 549], 1549])
    assert.ok(charge.updated_at > charge.created_at)
    const plain = await changed(order.order_id, chargeIdOf(order), { tax: null, description: null })
    assert.deepEqual([shown(plain.charges[0]), plain.charges[0].description], [[499, 0, 499], null])
  })

  it('an amount takes the place of a percentage, and the reverse', async () => {
    const order = await anOrder(1000, { charges: [service] })
    const [id, chargeId] = [order.order_id, chargeIdOf(order)]
    const fixed = (await changed(id, chargeId, { amount_money: usd(70) })).charges[0]
    assert.deepEqual([fixed.amount_money, fixed.percent, fixed.calculation_basis], [usd(70), undefined, null])
    const share = (await changed(id, chargeId, { percent: 5, calculation_basis: 'subtotal_pre_discount' }))
      .charges[0]
    assert.deepEqual([share.amount_money, share.percent, shown(share)[0]], [undefined, 5, 50])
    const kept = (await changed(id, chargeId, { percent: 6 })).charges[0]
    assert.deepEqual([kept.calculation_basis, shown(kept)[0]], ['subtotal_pre_discount', 60])
    const other = (await changed(id, chargeId, { calculation_basis: 'subtotal_post_discount' })).charges[0]
    assert.deepEqual([other.calculation_basis, other.percent], ['subtotal_post_discount', 6])
  })
})

describe('updateOrderCharge refuses', () => {
  for (const [what, body, code, field] of [
    ['an empty body', {}, 'NO_FIELDS_TO_UPDATE', undefined],
    [
      'two values',
      { amount_money: usd(1), percent: 1, calculation_basis: 'subtotal_pre_discount' },
      'INVALID_CHARGE_VALUE',
      'percent',
    ],
    [
      'a percentage in place of an amount, without a basis',
      { percent: 1 },
      'CALCULATION_BASIS_REQUIRED',
      'calculation_basis',
    ],
    [
      'a basis of an amount',
      { calculation_basis: 'subtotal_pre_discount' },
      'CALCULATION_BASIS_FORBIDDEN',
      'calculation_basis',
    ],
    ['0 %', { percent: 0 }, 'INVALID_CHARGE_PERCENT', 'percent'],
    [
      'five decimals',
      { percent: 1.00001, calculation_basis: 'subtotal_pre_discount' },
      'INVALID_CHARGE_PERCENT',
      'percent',
    ],
    ['another currency', { amount_money: money('EUR')(1) }, 'CURRENCY_MISMATCH', 'amount_money.currency'],
    [
      'a currency that is none',
      { amount_money: money('XYZ')(1) },
      'UNSUPPORTED_CURRENCY',
      'amount_money.currency',
    ],
    ['a type that is none', { type: 'gift' }, 'INVALID_CHARGE_TYPE', 'type'],
    ['an applied amount', { applied_money: usd(1) }, 'UNKNOWN_FIELD', 'applied_money'],
  ] as const) {
    it(`${what}: 400 ${code}`, async () => {
      const order = await anOrder(1000, { charges: [delivery] })
      const [id, chargeId] = [order.order_id, chargeIdOf(order)]
      const expected = field === undefined ? ([400, code] as const) : ([400, code, field] as const)
      await expectRefusal(id, () => change(id, chargeId, body), expected)
    })
  }

  it('404 ORDER_NOT_FOUND, 404 ORDER_CHARGE_NOT_FOUND, 409 ORDER_PAYMENT_ATTEMPT_ACTIVE', async () => {
    const order = await anOrder(1000, { charges: [delivery] })
    const body = { name: 'Other' }
    assert.deepEqual(said(await change(missing, chargeIdOf(order), body)), [
      404,
      'ORDER_NOT_FOUND',
      'order_id',
    ])
    await expectRefusal(order.order_id, () => change(order.order_id, missingCharge, body), [
      404,
      'ORDER_CHARGE_NOT_FOUND',
      'order_charge_id',
    ])
    const waiting = await aChallenge(1000, { charges: [delivery] })
    await expectRefusal(waiting.orderId, () => change(waiting.orderId, chargeIdOf(waiting.order), body), [
      409,
      'ORDER_PAYMENT_ATTEMPT_ACTIVE',
    ])
  })

  it('less than was paid for it: 409 ORDER_TOTAL_BELOW_NET_COLLECTED', async () => {
    const order = await aPaidOrder(1000, { charges: [delivery] })
    const [id, chargeId] = [order.order_id, chargeIdOf(order)]
    const error = await expectRefusal(id, () => change(id, chargeId, { amount_money: usd(498) }), [
      409,
      'ORDER_TOTAL_BELOW_NET_COLLECTED',
    ])
    assert.deepEqual([error.current_money, error.submitted_money], [usd(1499), usd(1498)])
  })
})

describe('deleteOrderCharge', () => {
  it('200: the rest is priced again', async () => {
    const order = await anOrder(1000, { charges: [delivery, service] })
    const data = await done('DELETE', path(order.order_id, chargeIdOf(order)))
    assert.deepEqual(
      data.charges.map((charge: any) => charge.name),
      ['Service'],
    )
    assert.deepEqual([pricesOf(data).total, data.order_revision], [1030, 2])
  })

  it('409 ORDER_TOTAL_BELOW_NET_COLLECTED: it was paid', async () => {
    const order = await aPaidOrder(1000, { charges: [delivery] })
    await expectRefusal(order.order_id, () => remove(order.order_id, chargeIdOf(order)), [
      409,
      'ORDER_TOTAL_BELOW_NET_COLLECTED',
    ])
  })

  it('404 ORDER_NOT_FOUND, 404 ORDER_CHARGE_NOT_FOUND, 409 ORDER_PAYMENT_ATTEMPT_ACTIVE', async () => {
    const order = await anOrder()
    assert.deepEqual(said(await remove(missing, missingCharge)), [404, 'ORDER_NOT_FOUND', 'order_id'])
    await expectRefusal(order.order_id, () => remove(order.order_id, missingCharge), [
      404,
      'ORDER_CHARGE_NOT_FOUND',
      'order_charge_id',
    ])
    const waiting = await aChallenge(1000, { charges: [delivery] })
    await expectRefusal(waiting.orderId, () => remove(waiting.orderId, chargeIdOf(waiting.order)), [
      409,
      'ORDER_PAYMENT_ATTEMPT_ACTIVE',
    ])
  })
})
