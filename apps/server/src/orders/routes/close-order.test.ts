import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import {
  aLine,
  manual,
  newKey,
  orderCalls,
  paidOf,
  pricesOf,
  said,
  settlementOf,
  usd,
} from '../order-calls.fixture.ts'

const server = await startTestServer()
const {
  send,
  done,
  anOrder,
  read,
  activitiesOf,
  pay,
  aPaidOrder,
  aLeg,
  leg,
  confirmed,
  aHold,
  aChallenge,
  expectRefusal,
} = orderCalls(server)
const close = (id: string, body?: unknown) => send('POST', `/${id}/close`, body)
const closed = (id: string, body?: unknown) => done('POST', `/${id}/close`, body)
const missing = 'ord_01J8EXAMPLE00000000000001'

describe('closeOrder 200', () => {
  it('keeps the reason, under its newer or its older name; none is needed', async () => {
    const reasons = []
    for (const body of [{ reason_message: 'Out of stock' }, { reason: 'Buyer left' }, {}, undefined])
      reasons.push((await closed((await anOrder()).order_id, body)).closed_reason)
    assert.deepEqual(reasons, ['Out of stock', 'Buyer left', null, null])
  })

  it('an unpaid order reads closed in both versions, and stays so', async () => {
    const { order_id: id, order_revision: revision } = await anOrder()
    const data = await closed(id)
    assert.deepEqual(
      [data.status, data.payment_status, data.order_revision],
      ['closed', 'unpaid', revision + 1],
    )
    assert.equal((await read(id, { headers: { 'Flint-Version': '2026-09-07' } })).status, 'closed')
    assert.deepEqual(await read(id), data)
    assert.equal((await activitiesOf(id))[0].activity_type, 'closed')
  })

  it('a pending discount is canceled, and the totals are worked out again', async () => {
    const { order_id: id } = await anOrder(1000, { discounts: [manual(300)] })
    const data = await closed(id)
    const [discount] = data.applied_discounts
    assert.deepEqual([discount.status, discount.applied_money], ['canceled', usd(0)])
    assert.deepEqual([pricesOf(data).discount, pricesOf(data).total], [0, 1000])
    const [activity] = await activitiesOf(id)
    assert.deepEqual([activity.balance_delta_money, activity.running_balance_money], [usd(300), usd(1000)])
  })

  it('a paid order keeps its redeemed discount and its money', async () => {
    const { order_id: id } = await aPaidOrder(1000, { discounts: [manual(300)] })
    const data = await closed(id)
    assert.equal(data.applied_discounts[0].status, 'redeemed')
    assert.deepEqual([...paidOf(data), data.status], ['paid', 700, 0, 'paid'])
    assert.equal((await read(id, { headers: { 'Flint-Version': '2026-09-07' } })).status, 'closed')
  })

  it('a partly paid order: the money stays, and can be refunded', async () => {
    const { order_id: id } = await anOrder(1000)
    const intentId = await aLeg(id, 400)
    await confirmed(id, [[intentId, 'tok_visa']], { completion_behavior: 'partial_payment' })
    assert.deepEqual(paidOf(await closed(id)), ['partially_paid', 400, 600])
    const refund = await server.call('POST', '/v1/refunds', {
      body: { order_id: id },
      idempotencyKey: newKey(),
    })
    assert.equal(refund.status, 201)
    const after = await read(id)
    assert.deepEqual([after.refund_status, settlementOf(after).net_collected], ['refunded', 0])
  })

  it('unconfirmed payments are canceled with it', async () => {
    const { order_id: id } = await anOrder(1000)
    const intentId = await aLeg(id)
    await closed(id)
    assert.equal((await leg(intentId)).status, 'canceled')
  })

  it('the open checkout session ends with it', async () => {
    const { order_id: id } = await anOrder(1000)
    const { data: session } = await server.call('POST', '/v1/checkout-sessions', { body: { order_id: id } })
    await closed(id)
    const { data } = await server.call('GET', `/v1/checkout-sessions/${session.checkout_session_id}`)
    assert.equal(data.status, 'closed')
  })
})

describe('closeOrder refuses', () => {
  it('404 ORDER_NOT_FOUND', async () => {
    assert.deepEqual(said(await close(missing)), [404, 'ORDER_NOT_FOUND', 'order_id'])
  })

  it('409 ORDER_ALREADY_CLOSED', async () => {
    const { order_id: id } = await anOrder()
    await closed(id, { reason: 'first' })
    await expectRefusal(id, () => close(id, { reason: 'second' }), [409, 'ORDER_ALREADY_CLOSED'])
  })

  it('409 ORDER_COLLECTION_IN_PROGRESS: a payment waits for the buyer, or holds money', async () => {
    for (const { orderId, attemptId } of [await aChallenge(), await aHold(1000)]) {
      const error = await expectRefusal(orderId, () => close(orderId), [409, 'ORDER_COLLECTION_IN_PROGRESS'])
      assert.equal(error.payment_attempt_id, attemptId)
    }
  })

  it('400: a reason that is none', async () => {
    const { order_id: id } = await anOrder()
    await expectRefusal(id, () => close(id, { reason_message: '' }), [
      400,
      'INVALID_REQUEST',
      'reason_message',
    ])
    await expectRefusal(id, () => close(id, { message: 'x' }), [400, 'UNKNOWN_FIELD', 'message'])
  })
})

describe('a closed order refuses, and stays as it was: 409 ORDER_CLOSED', () => {
  const fee = { type: 'service_fee', name: 'Fee', amount_money: usd(1) }
  const commands: Record<string, (order: any) => readonly [method: string, path: string, body?: unknown]> = {
    'adding a line item': () => ['POST', '/line-items', { line_items: [aLine(1)] }],
    'changing a line item': ({ line_items: [line] }) => [
      'PATCH',
      `/line-items/${line.order_line_item_id}`,
      { quantity: 2 },
    ],
    'removing a line item': ({ line_items: [line] }) => ['DELETE', `/line-items/${line.order_line_item_id}`],
    'adding a charge': () => ['POST', '/charges', { charge: fee }],
    'changing a charge': ({ charges: [charge] }) => [
      'PATCH',
      `/charges/${charge.order_charge_id}`,
      { name: 'Other' },
    ],
    'removing a charge': ({ charges: [charge] }) => ['DELETE', `/charges/${charge.order_charge_id}`],
    'applying a discount': () => ['POST', '/discounts', { discount: manual(1) }],
    'trying a discount': () => ['POST', '/discounts/preview', { discount: manual(1) }],
    'pricing the discounts again': () => ['POST', '/discounts/reprice'],
    'a payment intent': () => ['POST', '/payment-intents', {}],
    'a tip': () => ['PATCH', '', { requested_tip: { percent: 10 } }],
  }
  for (const [what, command] of Object.entries(commands)) {
    it(what, async () => {
      const { order_id: id } = await anOrder(1000, { charges: [fee] })
      const order = await closed(id)
      const [method, path, body] = command(order)
      const error = await expectRefusal(id, () => send(method, `/${id}${path}`, body), [409, 'ORDER_CLOSED'])
      assert.ok(error.supported_actions.includes('create_refund'))
    })
  }

  it('removing a discount: it is canceled already', async () => {
    const { order_id: id } = await anOrder(1000, { discounts: [manual(100)] })
    const { applied_discounts: discounts } = await closed(id)
    const body = { order_discount_ids: [discounts[0].order_discount_id] }
    await expectRefusal(id, () => send('POST', `/${id}/discounts/remove`, body), [409, 'ORDER_CLOSED'])
  })

  it('paying', async () => {
    const { order_id: id } = await anOrder()
    await closed(id)
    await expectRefusal(id, () => pay(id), [409, 'ORDER_CLOSED'])
  })
})
