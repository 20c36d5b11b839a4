import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { aLine, newKey, orderCalls, pricesOf, said, usd } from '../order-calls.fixture.ts'

const server = await startTestServer()
const { aBuyer, anOrder, aPaidOrder, create, done, expectData, expectRefusal, paid, read, send } =
  orderCalls(server)

const made = async (path: string, body: unknown): Promise<any> => {
  const answer = await server.call('POST', path, { body, idempotencyKey: newKey() })
  assert.equal(answer.status, 201, JSON.stringify(answer.json))
  return answer.data
}
const promotion = async (id: string) => (await server.call('GET', `/v1/promotions/${id}`)).data

let codes = 0
const percentOff = (percent_off: number) => ({ type: 'percent_off', percent_off })
/** A promotion with one code of its own. */
const aPromotion = async (special: object = {}, code: object = {}) => {
  const name = `CODE-${++codes}`
  const body = {
    name: 'Welcome',
    application_method: percentOff(10),
    codes: [{ code: name, ...code }],
    ...special,
  }
  const { promotion_id: id } = await made('/v1/promotions', body)
  return { id, code: name }
}
const minimum = (amount: number) => [{ field: 'order.subtotal', operator: 'gte', value: amount }]
const withCode = (promotion_code: string) => ({ promotion: { promotion_code } })
const apply = (id: string, discount: object, options = {}) =>
  send('POST', `/${id}/discounts`, { discount }, options)
const applied = (id: string, discount: object) => done('POST', `/${id}/discounts`, { discount })
const discountsOf = (order: any) =>
  order.applied_discounts.map((one: any) => [
    one.promotion_code ?? one.source,
    one.applied_money.amount,
    one.status,
  ])
const reasonOf = (answer: any) => answer.error?.reason

describe('applyOrderDiscount with a promotion', () => {
  it('the example of 4.12: 10 % by code, spread over the lines', async () => {
    const { code } = await aPromotion()
    const order = await expectData(
      201,
      create({
        line_items: [
          { name: 'Shirt', quantity: 2, unit_price_money: usd(2500) },
          { name: 'Mug', unit_price_money: usd(1200) },
        ],
        discounts: [withCode(code.toLowerCase())],
      }),
    )
    assert.deepEqual(
      order.line_items.map((line: any) => line.discount_money.amount),
      [500, 120],
    )
    const [discount] = order.applied_discounts
    assert.equal(discount.source, 'promotion')
    assert.equal(discount.promotion_code, code)
    assert.equal(discount.customer_facing_name, 'Welcome')
    assert.equal(discount.amount_money.amount, 620)
    assert.equal(pricesOf(order)['total'], 5580)
  })

  it('follows the lines, and stays as it was promised when its end comes', async () => {
    const { code } = await aPromotion({
      schedule: { ends_at: new Date(server.clock.nowMs() + 60_000).toISOString() },
    })
    const { order_id: id } = await anOrder(1000)
    await applied(id, withCode(code))
    server.clock.advance(61_000)
    const grown = await done('POST', `/${id}/line-items`, { line_items: [aLine(500)] })
    assert.deepEqual(discountsOf(grown), [[code, 150, 'pending']])
    const { order_id: late } = await anOrder(1000)
    const refused = await apply(late, withCode(code))
    assert.deepEqual(said(refused).slice(0, 2), [409, 'PROMOTION_DECLINED'])
    assert.equal(reasonOf(refused), 'expired')
    // Asked again, it has ended.
    const repriced = await done('POST', `/${id}/discounts/reprice`)
    assert.deepEqual(discountsOf(repriced), [])
    assert.equal(pricesOf(repriced)['total'], 1500)
  })

  it('takes nothing off below its minimum, says why, and counts again above it', async () => {
    const { code } = await aPromotion({ eligibility_rules: minimum(2000) })
    const { order_id: small } = await anOrder(1000)
    const refused = await apply(small, withCode(code))
    assert.deepEqual(said(refused), [409, 'PROMOTION_DECLINED', 'discount.promotion'])
    assert.equal(reasonOf(refused), 'minimum_not_met')

    const order = await anOrder(1500, { line_items: [aLine(1500), aLine(500)] })
    const path = `/${order.order_id}`
    await applied(order.order_id, withCode(code))
    const fallen = await done('DELETE', `${path}/line-items/${order.line_items[1].order_line_item_id}`)
    assert.deepEqual(discountsOf(fallen), [[code, 0, 'pending']])
    assert.equal(fallen.applied_discounts[0].decline_reason, 'minimum_not_met')
    assert.equal(pricesOf(fallen)['total'], 1500)
    const risen = await done('POST', `${path}/line-items`, { line_items: [aLine(1000)] })
    assert.deepEqual(discountsOf(risen), [[code, 250, 'pending']])
    assert.equal(risen.applied_discounts[0].decline_reason, undefined)
  })

  it('refusals: unknown, twice, not combinable, in another currency', async () => {
    const first = await aPromotion()
    const second = await aPromotion()
    const inEuro = await aPromotion({
      application_method: { type: 'amount_off', amount_off_money: { amount: 100, currency: 'EUR' } },
    })
    const { order_id: id } = await anOrder(1000)
    await applied(id, withCode(first.code))
    const declined = async (code: string, reason: string) => {
      const error = await expectRefusal(id, () => apply(id, withCode(code)), [409, 'PROMOTION_DECLINED'])
      assert.equal(error.reason, reason)
    }
    await expectRefusal(id, () => apply(id, withCode('NONE')), [404, 'PROMOTION_NOT_FOUND'])
    await declined(first.code, 'already_applied')
    await declined(second.code, 'not_combinable')
    await declined(inEuro.code, 'currency_mismatch')
  })

  it('the best of a group, and those that combine', async () => {
    const combines_with = { order: true, line_item: true, service_charge: true }
    const exclusivity = { group: 'season', selection: 'best_of', priority: 0 }
    const small = await aPromotion({ combines_with, exclusivity })
    const large = await aPromotion({ combines_with, exclusivity, application_method: percentOff(25) })
    const fee = await aPromotion({
      combines_with,
      discount_class: 'service_charge',
      application_method: percentOff(50),
    })
    const order = await anOrder(1000, {
      charges: [{ type: 'delivery_fee', name: 'Delivery', amount_money: usd(400) }],
    })
    await applied(order.order_id, withCode(fee.code))
    await applied(order.order_id, withCode(large.code))
    const refused = await apply(order.order_id, withCode(small.code))
    assert.equal(reasonOf(refused), 'superseded_by_better_offer')
    const now = await read(order.order_id)
    assert.equal(pricesOf(now)['total'], 1000 - 250 + 400 - 200)
  })

  it('a buyer gives a code, and neither an id nor a discount of their own', async () => {
    const { code, id: promotionId } = await aPromotion()
    const { orderId, as } = await aBuyer()
    assert.deepEqual(
      said(await apply(orderId, { promotion: { promotion_id: promotionId } }, as)).slice(0, 2),
      [400, 'CHECKOUT_DISCOUNT_ID_NOT_ALLOWED'],
    )
    const answer = await apply(orderId, withCode(code), as)
    assert.equal(answer.status, 200, JSON.stringify(answer.json))
    assert.equal(pricesOf(answer.data)['total'], 900)
  })

  it('a preview tells what a code would do, and takes no use', async () => {
    const { id, code } = await aPromotion({ max_uses: 1 })
    const { order_id: orderId } = await anOrder(1000)
    for (let time = 0; time < 2; time++) {
      const preview = await done('POST', `/${orderId}/discounts/preview`, { discount: withCode(code) })
      assert.equal(pricesOf(preview)['total'], 900)
    }
    assert.deepEqual((await read(orderId)).applied_discounts, [])
    assert.equal((await promotion(id)).status, 'active')
  })
})

describe('uses of a promotion', () => {
  it('reserved when applied, counted when paid', async () => {
    const { id, code } = await aPromotion({ max_uses: 1 })
    const { order_id: orderId } = await anOrder(1000)
    await applied(orderId, withCode(code))
    assert.equal((await promotion(id)).uses_count, 0)
    const other = await create({ line_items: [aLine(1000)], discounts: [withCode(code)] })
    assert.deepEqual(said(other).slice(0, 2), [409, 'PROMOTION_DECLINED'])
    assert.equal(reasonOf(other), 'exhausted')
    const { order } = await paid(orderId)
    assert.deepEqual(discountsOf(order), [[code, 100, 'redeemed']])
    const after = await promotion(id)
    assert.deepEqual([after.uses_count, after.status], [1, 'exhausted'])
  })

  it('given back when the discount is removed, or the order closed', async () => {
    const { code } = await aPromotion({ max_uses: 1 })
    const { order_id: first } = await anOrder(1000)
    const { applied_discounts: discounts } = await applied(first, withCode(code))
    await done('POST', `/${first}/discounts/remove`, { order_discount_ids: [discounts[0].order_discount_id] })
    const { order_id: second } = await anOrder(1000)
    await applied(second, withCode(code))
    const closed = await done('POST', `/${second}/close`)
    assert.deepEqual(discountsOf(closed), [[code, 0, 'canceled']])
    const { order_id: third } = await anOrder(1000)
    await applied(third, withCode(code))
  })

  it('limited for each customer', async () => {
    const { code } = await aPromotion({ max_uses_per_customer: 1 })
    const { customer_id } = await made('/v1/customers', { email: `ada${++codes}@shop.example` })
    const order = () => create({ line_items: [aLine(1000)], customer_id, discounts: [withCode(code)] })
    await expectData(201, order())
    assert.equal(reasonOf(await order()), 'exhausted')
    const { customer_id: another } = await made('/v1/customers', { email: `bob${++codes}@shop.example` })
    await expectData(
      201,
      create({ line_items: [aLine(1000)], customer_id: another, discounts: [withCode(code)] }),
    )
    // Nobody in particular has no uses of their own.
    assert.deepEqual(
      said(await create({ line_items: [aLine(1000)], discounts: [withCode(code)] })).slice(0, 2),
      [409, 'PROMOTION_DECLINED'],
    )
  })

  it('what a paid order saved does not move when it grows', async () => {
    const { code } = await aPromotion()
    const order = await aPaidOrder(1000, { discounts: [withCode(code)] })
    const grown = await done('POST', `/${order.order_id}/line-items`, { line_items: [aLine(333)] })
    assert.deepEqual(
      grown.line_items.map((line: any) => line.discount_money.amount),
      [100, 0],
    )
    assert.equal(pricesOf(grown)['total'], 1233)
  })
})

describe('automatic promotions', () => {
  const started: string[] = []
  const anAutomatic = async (special: object = {}) => {
    const { promotion_id: id } = await made('/v1/promotions', {
      name: 'For all',
      application_method: percentOff(20),
      redemption_type: 'automatic',
      ...special,
    })
    started.push(id)
    return id
  }
  const end = async () => {
    for (const id of started.splice(0)) await server.call('DELETE', `/v1/promotions/${id}`)
  }
  after(end)

  it('count by themselves on every order that they fit, and come and go with it', async () => {
    await anAutomatic({ eligibility_rules: minimum(2000) })
    const order = await anOrder(1000)
    assert.deepEqual(order.applied_discounts, [])
    const grown = await done('POST', `/${order.order_id}/line-items`, { line_items: [aLine(1000)] })
    assert.deepEqual(discountsOf(grown), [['promotion', 400, 'pending']])
    const fallen = await done(
      'DELETE',
      `/${order.order_id}/line-items/${grown.line_items[1].order_line_item_id}`,
    )
    assert.deepEqual(fallen.applied_discounts, [])
    await end()
    assert.deepEqual((await anOrder(5000)).applied_discounts, [])
  })

  it('do not come, and do not count again, once money was taken', async () => {
    await anAutomatic({ eligibility_rules: minimum(2000) })
    const more = (amount: number) => ({ line_items: [aLine(amount)] })
    const paidSmall = await aPaidOrder(1950)
    const grown = await done('POST', `/${paidSmall.order_id}/line-items`, more(50))
    assert.deepEqual([grown.applied_discounts, pricesOf(grown)['total']], [[], 2000])

    const paidLarge = await aPaidOrder(2000)
    const larger = await done('POST', `/${paidLarge.order_id}/line-items`, more(1000))
    assert.deepEqual(discountsOf(larger), [['promotion', 400, 'redeemed']])
    assert.equal(pricesOf(larger)['total'], 2600)
    await end()
  })

  it('a better code takes their place, a worse one is refused', async () => {
    await anAutomatic()
    const better = await aPromotion({ application_method: percentOff(30) })
    const worse = await aPromotion({ application_method: percentOff(5) })
    const order = await anOrder(1000)
    assert.equal(pricesOf(order)['total'], 800)
    assert.equal(reasonOf(await apply(order.order_id, withCode(worse.code))), 'superseded_by_better_offer')
    const changed = await applied(order.order_id, withCode(better.code))
    assert.deepEqual(discountsOf(changed), [[better.code, 300, 'pending']])
    await end()
  })

  it('one that is taken off stays off until the order is repriced', async () => {
    await anAutomatic()
    const order = await anOrder(1000)
    const path = `/${order.order_id}`
    const removed = await done('POST', `${path}/discounts/remove`, {
      order_discount_ids: [order.applied_discounts[0].order_discount_id],
    })
    assert.equal(pricesOf(removed)['total'], 1000)
    const grown = await done('POST', `${path}/line-items`, { line_items: [aLine(500)] })
    assert.equal(pricesOf(grown)['total'], 1500)
    const repriced = await done('POST', `${path}/discounts/reprice`)
    assert.equal(pricesOf(repriced)['total'], 1200)
    await end()
  })

  it('with a limit, only as often as that', async () => {
    const id = await anAutomatic({ max_uses: 2 })
    const totals = []
    for (let time = 0; time < 3; time++) totals.push(pricesOf(await anOrder(1000))['total'])
    assert.deepEqual(totals, [800, 800, 1000])
    assert.equal((await promotion(id)).status, 'exhausted')
    await end()
  })
})

describe('coupons on orders', () => {
  const aCoupon = async (special: object) => {
    const coupon_code = `COUPON-${++codes}`
    await made('/v1/coupons', { coupon_code, ...special })
    return { coupon: { coupon_code } }
  }

  it('the example of 15.2: 20 % from 5000 on, not stackable', async () => {
    const coupon = await aCoupon({ percent_off: 20, minimum_purchase_amount: 5000 })
    const another = await aCoupon({ percent_off: 5 })
    const small = await anOrder(4800)
    assert.equal(reasonOf(await apply(small.order_id, coupon)), 'minimum_not_met')
    const { order_id: id } = await anOrder(6200)
    const order = await applied(id, coupon)
    assert.equal(pricesOf(order)['discount'], 1240)
    assert.equal(order.applied_discounts[0].coupon_code, coupon.coupon.coupon_code)
    await expectRefusal(id, () => apply(id, another), [400, 'COUPON_NOT_STACKABLE'])
  })
})

describe('payOrder 200 for an order that a code made free', () => {
  const aFreeCode = (special: object = {}) => aPromotion({ application_method: percentOff(100), ...special })
  const complete = (id: string, options = {}) =>
    send('POST', `/${id}/pay`, { action: 'pay' }, { idempotencyKey: newKey(), ...options })

  it('its discount is used, order.paid is announced, and nothing is charged', async () => {
    const { id: promotionId, code } = await aFreeCode({ max_uses: 1 })
    const { order_id: id } = await anOrder(1000)
    await applied(id, withCode(code))
    assert.equal((await promotion(promotionId)).uses_count, 0)
    const { status, data } = await complete(id)
    assert.equal(status, 200)
    assert.deepEqual(discountsOf(data.order), [[code, 1000, 'redeemed']])
    assert.deepEqual([data.order.payment_status, data.order.payment_intent_ids], ['paid', []])
    assert.equal((await promotion(promotionId)).uses_count, 1)
    const events = async () =>
      (
        await server.services.db.query(
          `SELECT event_type FROM events WHERE resource_id = $1 AND event_type = 'order.paid'`,
          [id],
        )
      ).rows.length
    assert.equal(await events(), 1)
    // Once more changes nothing.
    assert.equal((await complete(id)).data.order.order_revision, data.order.order_revision)
    assert.equal(await events(), 1)
  })

  it('a buyer’s checkout stays open until they say so, and is paid then', async () => {
    const { code } = await aFreeCode()
    const { orderId, as } = await aBuyer()
    assert.equal((await apply(orderId, withCode(code), as)).status, 200)
    const session = async () =>
      (await server.call('GET', `/v1/checkout-sessions/${as.headers!['X-Checkout-Session-ID']}`)).data
    assert.equal((await session()).status, 'open')
    const { status, data } = await complete(orderId, as)
    assert.equal(status, 200)
    assert.equal(data.order.payment_status, 'paid')
    assert.deepEqual(
      [(await session()).status, (await session()).terminal_reason],
      ['paid', 'payment_succeeded'],
    )
  })
})
