import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { aLine, manual, money, orderCalls, paidOf, pricesOf, said, usd } from '../order-calls.fixture.ts'

const server = await startTestServer()
const orders = orderCalls(server)
const { send, done, anOrder, read, activitiesOf, aPaidOrder, aLeg, leg, aChallenge, aBuyer, expectRefusal } =
  orders
const missing = 'ord_01J8EXAMPLE00000000000001'
const fee = { type: 'service_fee', name: 'Fee', amount_money: usd(500) }

const apply = (id: string, discount: unknown, options = {}) =>
  send('POST', `/${id}/discounts`, { discount }, options)
const applied = (id: string, discount: unknown) => done('POST', `/${id}/discounts`, { discount })
const preview = (id: string, body?: unknown, options = {}) =>
  send('POST', `/${id}/discounts/preview`, body, options)
const remove = (id: string, order_discount_ids: unknown) =>
  send('POST', `/${id}/discounts/remove`, { order_discount_ids })
const discountIdOf = (order: any, at = 0): string => order.applied_discounts[at].order_discount_id
const lineIdOf = (order: any, at = 0): string => order.line_items[at].order_line_item_id
const offLines = (order: any) => order.line_items.map((line: any) => line.discount_money.amount)

describe('applyOrderDiscount 200', () => {
  it('to the whole order', async () => {
    const order = await anOrder(1, { line_items: [aLine(1000), aLine(3000)] })
    const data = await applied(order.order_id, manual(400))
    assert.deepEqual(offLines(data), [100, 300])
    assert.deepEqual([pricesOf(data).discount, pricesOf(data).total, data.order_revision], [400, 3600, 2])
    const [discount] = data.applied_discounts
    assert.deepEqual(
      [discount.order_id, discount.status, discount.discount_class, discount.source],
      [order.order_id, 'pending', 'order', 'manual'],
    )
    assert.deepEqual(await read(order.order_id), data)
  })

  it('to some lines, before what the whole order gets, whichever came first', async () => {
    const order = await anOrder(1, { line_items: [aLine(1000), aLine(3000)], discounts: [manual(300)] })
    const data = await applied(
      order.order_id,
      manual(1000, { discount_class: 'line_item', order_line_item_ids: [lineIdOf(order, 1)] }),
    )
    // 1000 off the second leaves 1000 and 2000; 300 off both is 100 and 200.
    assert.deepEqual([offLines(data), pricesOf(data).total], [[100, 1200], 2700])
  })

  it('pays the order when it leaves nothing of what was still due', async () => {
    const order = await anOrder(10_000)
    await done('POST', `/${order.order_id}/pay`, {
      action: 'confirm_payment_intents',
      completion_behavior: 'partial_payment',
      payment_intents: [{ payment_intent_id: await aLeg(order.order_id, 4000), token: 'tok_visa' }],
    })
    const data = await applied(order.order_id, manual(6000))
    assert.deepEqual([data.payment_status, data.applied_discounts[0].status], ['paid', 'redeemed'])
    const { rows } = await server.services.db.query(
      `SELECT count(*) AS paid FROM events WHERE resource_id = $1 AND event_type = 'order.paid'`,
      [order.order_id],
    )
    assert.deepEqual(rows, [{ paid: 1 }])
  })

  it('by the older name of its class', async () => {
    const order = await anOrder(1, { line_items: [aLine(1000), aLine(3000)] })
    const ids = [lineIdOf(order)]
    const data = await applied(order.order_id, manual(9000, { scope: 'line_item', order_line_item_ids: ids }))
    assert.deepEqual([offLines(data), data.applied_discounts[0].applied_money], [[1000, 0], usd(1000)])
  })

  it('to one charge, or to all', async () => {
    const order = await anOrder(1000, { charges: [fee, fee] })
    const ids = [order.charges[1].order_charge_id]
    const one = await applied(
      order.order_id,
      manual(100, { discount_class: 'service_charge', order_charge_ids: ids }),
    )
    assert.deepEqual(
      one.charges.map((charge: any) => charge.total_money.amount),
      [500, 400],
    )
    const all = await applied(order.order_id, manual(90, { discount_class: 'service_charge' }))
    assert.deepEqual(
      all.charges.map((charge: any) => charge.total_money.amount),
      [450, 360],
    )
    assert.equal(pricesOf(all).total, 1810)
  })

  it('down to nothing: the order is paid, its planned payment canceled', async () => {
    const { order_id: id } = await anOrder(1000)
    const intentId = await aLeg(id)
    const data = await applied(id, manual(1000))
    assert.deepEqual(paidOf(data), ['paid', 0, 0])
    assert.equal((await leg(intentId)).status, 'canceled')
  })
})

type Case = readonly [what: string, (order: any) => unknown, status: number, code: string, param: string]
const wrong: Case[] = [
  ['none', () => undefined, 400, 'DISCOUNT_REQUIRED', 'discount'],
  ['an empty one', () => ({}), 400, 'DISCOUNT_REQUIRED', 'discount'],
  [
    'two kinds at once',
    () => ({ ...manual(1), promotion: { promotion_code: 'A' } }),
    400,
    'DISCOUNT_REQUIRED',
    'discount',
  ],
  ['of nothing', () => manual(0), 400, 'DISCOUNT_AMOUNT_INVALID', 'discount.manual.amount_money.amount'],
  [
    'in euros',
    () => manual(1, { amount_money: money('EUR')(1) }),
    400,
    'CURRENCY_MISMATCH',
    'discount.manual.amount_money.currency',
  ],
  [
    'in a currency that is none',
    () => manual(1, { amount_money: money('XYZ')(1) }),
    400,
    'UNSUPPORTED_CURRENCY',
    'discount.manual.amount_money.currency',
  ],
  [
    'of an unknown class',
    () => manual(1, { discount_class: 'tax' }),
    400,
    'INVALID_DISCOUNT_CLASS',
    'discount.manual.discount_class',
  ],
  [
    'of lines without ids',
    () => manual(1, { discount_class: 'line_item' }),
    400,
    'LINE_ITEM_DISCOUNT_REQUIRES_IDS',
    'discount.manual.order_line_item_ids',
  ],
  [
    'of the order with ids of lines',
    (order) => manual(1, { order_line_item_ids: [lineIdOf(order)] }),
    400,
    'ORDER_DISCOUNT_NO_LINE_ITEM_IDS',
    'discount.manual.order_line_item_ids',
  ],
  [
    'of the order with ids of charges',
    (order) => manual(1, { order_charge_ids: [order.charges[0].order_charge_id] }),
    400,
    'ORDER_DISCOUNT_NO_CHARGE_IDS',
    'discount.manual.order_charge_ids',
  ],
  [
    'of charges with ids of lines',
    (order) => manual(1, { discount_class: 'service_charge', order_line_item_ids: [lineIdOf(order)] }),
    400,
    'SERVICE_CHARGE_DISCOUNT_NO_LINE_ITEM_IDS',
    'discount.manual.order_line_item_ids',
  ],
  [
    'of a line that is not there',
    (order) => manual(1, { discount_class: 'line_item', order_line_item_ids: [lineIdOf(order), 'li_1'] }),
    404,
    'ORDER_LINE_ITEM_NOT_FOUND',
    'discount.manual.order_line_item_ids[1]',
  ],
  [
    'of a charge that is not there',
    () => manual(1, { discount_class: 'service_charge', order_charge_ids: ['och_1'] }),
    404,
    'ORDER_CHARGE_NOT_FOUND',
    'discount.manual.order_charge_ids[0]',
  ],
  [
    'a promotion that is not there',
    () => ({ promotion: { promotion_code: 'NONE' } }),
    404,
    'PROMOTION_NOT_FOUND',
    'discount.promotion.promotion_code',
  ],
  [
    'a coupon that is not there',
    () => ({ coupon: { coupon_code: 'NONE' } }),
    404,
    'COUPON_NOT_FOUND',
    'discount.coupon.coupon_code',
  ],
]

describe('applyOrderDiscount and previewOrderDiscounts refuse', () => {
  for (const [what, discountOf, status, code, param] of wrong) {
    it(`${what}: ${status} ${code}`, async () => {
      const order = await anOrder(1000, { charges: [fee] })
      const discount = discountOf(order)
      await expectRefusal(order.order_id, () => apply(order.order_id, discount), [status, code, param])
      // A preview without a discount is a question too.
      if (discount !== undefined)
        await expectRefusal(order.order_id, () => preview(order.order_id, { discount }), [
          status,
          code,
          param,
        ])
    })
  }

  it('when nothing is left to discount: 400 NO_DISCOUNTABLE_BALANCE', async () => {
    const { order_id: id } = await anOrder(1000, { discounts: [manual(1000)] })
    await expectRefusal(id, () => apply(id, manual(1)), [400, 'NO_DISCOUNTABLE_BALANCE', 'discount'])
    await expectRefusal(id, () => preview(id, { discount: manual(1) }), [
      400,
      'NO_DISCOUNTABLE_BALANCE',
      'discount',
    ])
  })

  it('a manual one by a buyer: 400 CHECKOUT_MANUAL_DISCOUNT_NOT_ALLOWED; a code they may try', async () => {
    const { orderId, as } = await aBuyer()
    await expectRefusal(orderId, () => apply(orderId, manual(1), as), [
      400,
      'CHECKOUT_MANUAL_DISCOUNT_NOT_ALLOWED',
      'discount.manual',
    ])
    await expectRefusal(orderId, () => preview(orderId, { discount: manual(1) }, as), [
      400,
      'CHECKOUT_MANUAL_DISCOUNT_NOT_ALLOWED',
      'discount.manual',
    ])
    await expectRefusal(orderId, () => apply(orderId, { promotion: { promotion_code: 'A' } }, as), [
      404,
      'PROMOTION_NOT_FOUND',
    ])
  })

  it('404 ORDER_NOT_FOUND, 409 ORDER_PAYMENT_ATTEMPT_ACTIVE', async () => {
    assert.deepEqual(said(await apply(missing, manual(1))), [404, 'ORDER_NOT_FOUND', 'order_id'])
    assert.deepEqual(said(await preview(missing, {})), [404, 'ORDER_NOT_FOUND', 'order_id'])
    const { orderId } = await aChallenge()
    await expectRefusal(orderId, () => apply(orderId, manual(1)), [409, 'ORDER_PAYMENT_ATTEMPT_ACTIVE'])
    await expectRefusal(orderId, () => preview(orderId, {}), [409, 'ORDER_PAYMENT_ATTEMPT_ACTIVE'])
  })

  it('when the tip would be above its limit: 400 TIP_LIMIT_EXCEEDED', async () => {
    const { order_id: id } = await anOrder(200_000, { requested_tip: { amount_money: usd(150_000) } })
    const tooMuch = [400, 'TIP_LIMIT_EXCEEDED', 'requested_tip'] as const
    await expectRefusal(id, () => apply(id, manual(60_000)), tooMuch)
    await expectRefusal(id, () => preview(id, { discount: manual(60_000) }), tooMuch)
  })

  it('more than what was paid leaves: 409 ORDER_TOTAL_BELOW_NET_COLLECTED', async () => {
    const { order_id: id } = await aPaidOrder(1000)
    await expectRefusal(id, () => apply(id, manual(1)), [409, 'ORDER_TOTAL_BELOW_NET_COLLECTED'])
    await expectRefusal(id, () => preview(id, { discount: manual(1) }), [
      409,
      'ORDER_TOTAL_BELOW_NET_COLLECTED',
    ])
  })
})

describe('previewOrderDiscounts 200', () => {
  it('shows the order as it would be, and changes nothing', async () => {
    const { order_id: id } = await anOrder(1000, { requested_tip: { percent: 10 } })
    const before = [await read(id), await activitiesOf(id)]
    const { status, data } = await preview(id, { discount: manual(400) })
    assert.equal(status, 200)
    assert.deepEqual(pricesOf(data), {
      subtotal: 1000,
      discount: 400,
      charge: 0,
      tax: 0,
      requested_tip: 60,
      total: 660,
    })
    assert.deepEqual([await read(id), await activitiesOf(id)], before)
  })

  it('without a discount: the order as it is', async () => {
    const order = await anOrder(1000, { discounts: [manual(100)] })
    for (const body of [undefined, {}]) assert.deepEqual((await preview(order.order_id, body)).data, order)
  })
})

describe('repriceOrderDiscounts', () => {
  it('200: manual discounts come out as they were', async () => {
    const order = await anOrder(1000, { discounts: [manual(100)] })
    const data = await done('POST', `/${order.order_id}/discounts/reprice`)
    assert.deepEqual(
      [data.pricing_amounts, data.applied_discounts],
      [order.pricing_amounts, order.applied_discounts],
    )
  })

  it('404 ORDER_NOT_FOUND, 409 ORDER_PAYMENT_ATTEMPT_ACTIVE', async () => {
    assert.deepEqual(said(await send('POST', `/${missing}/discounts/reprice`)), [
      404,
      'ORDER_NOT_FOUND',
      'order_id',
    ])
    const { orderId } = await aChallenge()
    await expectRefusal(orderId, () => send('POST', `/${orderId}/discounts/reprice`), [
      409,
      'ORDER_PAYMENT_ATTEMPT_ACTIVE',
    ])
  })
})

describe('removeOrderDiscounts', () => {
  it('200: those named, the others stay', async () => {
    const order = await anOrder(1000, { discounts: [manual(100), manual(200), manual(300)] })
    const ids = [discountIdOf(order), discountIdOf(order, 2)]
    const { status, data } = await remove(order.order_id, ids)
    assert.equal(status, 200)
    assert.deepEqual(
      data.applied_discounts.map((one: any) => one.applied_money.amount),
      [200],
    )
    assert.deepEqual([pricesOf(data).total, data.order_revision], [800, 2])
    const [first, second] = await activitiesOf(order.order_id)
    assert.deepEqual([first.activity_type, second.activity_type], ['discount_removed', 'discount_removed'])
  })

  it('404 DISCOUNT_NOT_FOUND: unknown; one that the payment redeemed', async () => {
    const order = await anOrder(1000, { discounts: [manual(100)] })
    const param = 'order_discount_ids[1]'
    await expectRefusal(order.order_id, () => remove(order.order_id, [discountIdOf(order), 'disc_1']), [
      404,
      'DISCOUNT_NOT_FOUND',
      param,
    ])
    const paid = await aPaidOrder(1000, { discounts: [manual(100)] })
    await expectRefusal(paid.order_id, () => remove(paid.order_id, [discountIdOf(paid)]), [
      404,
      'DISCOUNT_NOT_FOUND',
      'order_discount_ids[0]',
    ])
  })

  it('the same twice in one call counts once', async () => {
    const order = await anOrder(1000, { discounts: [manual(100), manual(200)] })
    const { data } = await remove(order.order_id, [discountIdOf(order), discountIdOf(order)])
    assert.equal(pricesOf(data).total, 800)
    const removals = (await activitiesOf(order.order_id)).filter(
      (one) => one.activity_type === 'discount_removed',
    )
    assert.equal(removals.length, 1)
  })

  it('400 DISCOUNT_IDS_REQUIRED', async () => {
    const { order_id: id } = await anOrder(1000, { discounts: [manual(100)] })
    for (const ids of [undefined, []])
      await expectRefusal(id, () => remove(id, ids), [400, 'DISCOUNT_IDS_REQUIRED', 'order_discount_ids'])
  })

  it('404 ORDER_NOT_FOUND, 409 ORDER_PAYMENT_ATTEMPT_ACTIVE', async () => {
    assert.deepEqual(said(await remove(missing, ['disc_1'])), [404, 'ORDER_NOT_FOUND', 'order_id'])
    const { orderId, order } = await aChallenge(1000, { discounts: [manual(100)] })
    await expectRefusal(orderId, () => remove(orderId, [discountIdOf(order)]), [
      409,
      'ORDER_PAYMENT_ATTEMPT_ACTIVE',
    ])
  })
})
