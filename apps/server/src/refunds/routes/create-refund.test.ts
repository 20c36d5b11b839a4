import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import {
  aPaidIntent,
  aPaidOrder,
  aSplitOrder,
  eventsOf,
  expectBooksToAgree,
  newKey,
  readOrder,
  refund,
  refunded,
  theExampleOrderPaid,
  usd,
} from '../a-paid-order.ts'

const server = await startTestServer()

const settlementOf = async (orderId: string) => {
  const { settlement_amounts: amounts, refund_status } = await readOrder(server, orderId)
  return {
    refunded: amounts.refunded_money.amount,
    net: amounts.net_collected_money.amount,
    outstanding: amounts.outstanding_money.amount,
    refund_status,
  }
}

describe('the rows of flint-commerce 10.5', () => {
  it('amount 1000: pending 1000; refunded 1000, net 6557, outstanding 0', async () => {
    const { order_id } = await theExampleOrderPaid(server)
    const { status, data } = await refund(server, {
      order_id,
      amount_money: usd(1000),
      reason: 'requested_by_customer',
    })
    assert.equal(status, 201)
    assert.deepEqual(
      [data.status, data.amount_money, data.refunded_tip_money, data.reason],
      ['pending', usd(1000), usd(0), 'requested_by_customer'],
    )
    assert.match(data.refund_id, /^ref_[0-9A-HJKMNP-TV-Z]{26}$/)
    assert.deepEqual(data.line_item_allocations, [])
    assert.deepEqual(await settlementOf(order_id), {
      refunded: 1000,
      net: 6557,
      outstanding: 0,
      refund_status: 'partially_refunded',
    })
    await expectBooksToAgree(server, order_id)
  })

  it('one shirt: 2435, allocated as 2500/250/185/2435; then the rest 5122', async () => {
    const { order_id, line_items } = await theExampleOrderPaid(server)
    const [shirt] = line_items
    const target = { order_line_item_id: shirt.order_line_item_id, quantity: 1 }
    const data = await refunded(server, { order_id, line_items: [target] })
    assert.deepEqual(data.amount_money, usd(2435))
    assert.deepEqual(data.line_item_allocations, [
      {
        order_line_item_id: shirt.order_line_item_id,
        quantity: 1,
        refunded_money: usd(2435),
        automatic_refund: { subtotal: usd(2500), discount: usd(250), tax: usd(185), total: usd(2435) },
        adjustments: [],
        adjustment_refunds: [],
        tax_refund_mode: 'automatic',
        tax_breakdown_refunds: [],
        tax_adjustment_reason: null,
      },
    ])
    const order = await readOrder(server, order_id)
    assert.deepEqual(
      [order.line_items[0].refunded_quantity, order.line_items[0].refunded_money],
      [1, usd(2435)],
    )
    assert.deepEqual(await settlementOf(order_id), {
      refunded: 2435,
      net: 5122,
      outstanding: 0,
      refund_status: 'partially_refunded',
    })

    const rest = await refunded(server, { order_id })
    assert.deepEqual([rest.amount_money, rest.refunded_tip_money], [usd(5122), usd(837)])
    assert.deepEqual(await settlementOf(order_id), {
      refunded: 7557,
      net: 0,
      outstanding: 0,
      refund_status: 'refunded',
    })
    const after = await readOrder(server, order_id)
    assert.deepEqual(
      after.line_items.map((line: any) => [line.refunded_quantity, line.refunded_money.amount]),
      [
        [2, 4871],
        [1, 1169],
      ],
    )
    assert.deepEqual(
      after.charges.map((charge: any) => charge.refunded_money.amount),
      [181, 499],
    )
    assert.deepEqual([after.tips[0].status, after.tips[0].refunded_money], ['refunded', usd(837)])
    assert.equal(after.payment_status, 'paid')
    await expectBooksToAgree(server, order_id)
  })

  it('the same with a restocking fee of 300: 2135, the adjustment recorded', async () => {
    const { order_id, line_items } = await theExampleOrderPaid(server)
    const data = await refunded(server, {
      order_id,
      line_items: [
        {
          order_line_item_id: line_items[0].order_line_item_id,
          quantity: 1,
          refund_adjustments: [
            { adjustment_type: 'restocking_fee', amount_money: usd(300), reason: 'Opened' },
          ],
        },
      ],
    })
    assert.deepEqual(data.amount_money, usd(2135))
    const [allocation] = data.line_item_allocations
    assert.deepEqual([allocation.refunded_money, allocation.automatic_refund.total], [usd(2135), usd(2435)])
    assert.deepEqual(allocation.adjustments, [
      {
        refund_line_item_adjustment_id: allocation.adjustments[0].refund_line_item_adjustment_id,
        adjustment_type: 'restocking_fee',
        applies_to: 'total',
        amount_money: usd(300),
        reason: 'Opened',
      },
    ])
    const [line] = (await readOrder(server, order_id)).line_items
    assert.deepEqual([line.refunded_quantity, line.refunded_money], [1, usd(2135)])
    await expectBooksToAgree(server, order_id)
  })

  it('the delivery charge: 499', async () => {
    const { order_id, charges } = await theExampleOrderPaid(server)
    const [, delivery] = charges
    const data = await refunded(server, {
      order_id,
      charges: [{ order_charge_id: delivery.order_charge_id }],
    })
    assert.deepEqual(data.amount_money, usd(499))
    assert.deepEqual(data.charge_allocations, [
      { order_charge_id: delivery.order_charge_id, refunded_money: usd(499), tax_money: usd(0) },
    ])
    assert.deepEqual((await readOrder(server, order_id)).charges[1].refunded_money, usd(499))
    await expectBooksToAgree(server, order_id)
  })

  it('all that is left after 1000: 6557, tip 837 included', async () => {
    const { order_id } = await theExampleOrderPaid(server)
    await refunded(server, { order_id, amount_money: usd(1000) })
    const data = await refunded(server, { order_id })
    assert.deepEqual([data.amount_money, data.refunded_tip_money], [usd(6557), usd(837)])
    assert.equal((await settlementOf(order_id)).refund_status, 'refunded')
    await expectBooksToAgree(server, order_id)
  })

  it('amount 9000: 400 AMOUNT_EXCEEDS_REFUNDABLE, and nothing changes', async () => {
    const { order_id } = await theExampleOrderPaid(server)
    const before = await readOrder(server, order_id)
    const { status, error } = await refund(server, { order_id, amount_money: usd(9000) })
    assert.deepEqual([status, error.code, error.param], [400, 'AMOUNT_EXCEEDS_REFUNDABLE', 'amount_money'])
    assert.deepEqual([error.maximum_money, error.submitted_money], [usd(7557), usd(9000)])
    assert.deepEqual(await readOrder(server, order_id), before)
    await expectBooksToAgree(server, order_id)
  })

  it('legs A 4000 and B 6000, refund 7000: B 6000, then A 1000', async () => {
    const { order, intentIds } = await aSplitOrder(server, [
      { amount: 4000, token: 'tok_visa' },
      { amount: 6000, token: 'tok_mastercard' },
    ])
    const data = await refunded(server, { order_id: order.order_id, amount_money: usd(7000) })
    const [a, b] = intentIds
    assert.deepEqual(
      data.payment_refunds.map((leg: any) => [leg.payment_intent_id, leg.amount_money.amount, leg.status]),
      [
        [b, 6000, 'pending'],
        [a, 1000, 'pending'],
      ],
    )
    assert.equal(data.payment_intent_id, null)
    const intent = (await server.call('GET', `/v1/payment-intents/${a}`)).data
    assert.deepEqual([intent.refunded_money, intent.refund_status], [usd(1000), 'partially_refunded'])
    await expectBooksToAgree(server, order.order_id)
  })
})

describe('201 by payment', () => {
  it('of an order: the order counts it, and only that payment gives', async () => {
    const { order, intentIds } = await aSplitOrder(server, [
      { amount: 4000, token: 'tok_visa' },
      { amount: 6000, token: 'tok_visa' },
    ])
    const data = await refunded(server, { payment_intent_id: intentIds[0] })
    assert.deepEqual(
      [data.order_id, data.payment_intent_id, data.amount_money],
      [order.order_id, intentIds[0], usd(4000)],
    )
    const both = { order_id: order.order_id, payment_intent_id: intentIds[1], amount_money: usd(100) }
    assert.equal((await refunded(server, both)).payment_refunds[0].payment_intent_id, intentIds[1])
    assert.equal((await expectBooksToAgree(server, order.order_id)).refunded, 4100)
  })

  it('without an order: goods first, the tip last', async () => {
    const intent = await aPaidIntent(server, 1000, 100)
    const data = await refunded(server, {
      payment_intent_id: intent.payment_intent_id,
      amount_money: usd(950),
    })
    assert.deepEqual([data.order_id, data.refunded_tip_money], [null, usd(50)])
    const { error } = await refund(server, {
      payment_intent_id: intent.payment_intent_id,
      amount_money: usd(51),
    })
    assert.deepEqual([error.code, error.maximum_money], ['AMOUNT_EXCEEDS_REFUNDABLE', usd(50)])
    await refunded(server, { payment_intent_id: intent.payment_intent_id })
    const after = (await server.call('GET', `/v1/payment-intents/${intent.payment_intent_id}`)).data
    assert.deepEqual([after.refunded_money, after.refund_status], [usd(1000), 'refunded'])
  })
})

describe('201 on a closed order', () => {
  it('refunds stay possible', async () => {
    const { order_id } = await aPaidOrder(server)
    assert.equal((await server.call('POST', `/v1/orders/${order_id}/close`, { body: {} })).status, 200)
    await refunded(server, { order_id, amount_money: usd(100) })
    assert.equal((await settlementOf(order_id)).refunded, 100)
  })
})

describe('what a refund leaves behind', () => {
  it('on the order: its id, one revision, an activity and the events', async () => {
    const order = await aPaidOrder(server)
    const data = await refunded(server, {
      order_id: order.order_id,
      amount_money: usd(100),
      reason_message: 'Too late',
      external_reference_id: 'rma-1',
      metadata: { ticket: '7' },
    })
    const after = await readOrder(server, order.order_id)
    assert.deepEqual(after.refund_ids, [data.refund_id])
    assert.equal(after.order_revision, order.order_revision + 1)
    const activities = (await server.call('GET', `/v1/orders/${order.order_id}/activities`)).data
    assert.deepEqual(
      [activities[0].activity_type, activities[0].refund_id, activities[0].balance_delta_money],
      ['refund', data.refund_id, usd(0)],
    )
    const [created, ...more] = await eventsOf(server, data.refund_id)
    assert.equal(more.length, 0)
    assert.equal(created?.event_type, 'refund.created')
    assert.deepEqual(created?.data, data)
    const last = (await eventsOf(server, order.order_id)).at(-1)
    assert.deepEqual([last?.event_type, last?.data.refund_status], ['order.updated', 'partially_refunded'])
  })
})

describe('Idempotency-Key', () => {
  it('the same key: the same refund, once', async () => {
    const { order_id } = await aPaidOrder(server)
    const body = { order_id, amount_money: usd(100), reason: 'requested_by_customer' }
    const key = newKey()
    const first = await refund(server, body, key)
    const again = await refund(server, body, key)
    assert.deepEqual([again.status, again.data], [201, first.data])
    assert.equal(again.headers.get('Idempotency-Replayed'), 'true')
    assert.equal(first.data.idempotency_key, key)
    assert.equal((await expectBooksToAgree(server, order_id)).refunded, 100)
  })

  it('the same key with another amount: 409 IDEMPOTENCY_KEY_REUSED', async () => {
    const { order_id } = await aPaidOrder(server)
    const key = newKey()
    await refund(server, { order_id, amount_money: usd(100) }, key)
    const { status, error } = await refund(server, { order_id, amount_money: usd(200) }, key)
    assert.deepEqual([status, error.code], [409, 'IDEMPOTENCY_KEY_REUSED'])
    assert.equal((await expectBooksToAgree(server, order_id)).refunded, 100)
  })

  for (const [what, target] of [
    ['an order', async () => ({ order_id: (await aPaidOrder(server)).order_id })],
    [
      'a payment alone',
      async () => ({ payment_intent_id: (await aPaidIntent(server, 1000)).payment_intent_id }),
    ],
  ] as const) {
    it(`the same key many times at once, all of ${what}: one refund`, async () => {
      const body = await target()
      const key = newKey()
      const answers = await Promise.all(Array.from({ length: 12 }, () => refund(server, body, key)))
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
      assert.equal(new Set(answers.map(({ data }) => data.refund_id)).size, 1)
    })
  }
})
