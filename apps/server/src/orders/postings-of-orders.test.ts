import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { aLine, exampleOrder, money, orderCalls, usd } from './order-calls.fixture.ts'

/** What payments of orders leave in the ledger. Source: contract, flint-commerce 19 row 26. */

const server = await startTestServer()
const orders = orderCalls(server)
const { create, done, anOrder, paid, aLeg, leg, confirmed, aHold, aChallenge, answerChallenge, resumed } =
  orders

/** The postings of an order, oldest first: `[kind, account, amount]` of each entry. Each must add up to zero. */
const postingsOf = async (orderId: string) => {
  const { rows } = await server.services.db.query(
    `SELECT posting_id, kind, account, amount::float8 AS amount, currency FROM ledger_entries
     WHERE order_id = $1 ORDER BY posting_id, entry_number`,
    [orderId],
  )
  const postings = Map.groupBy(rows, (row) => row.posting_id)
  for (const entries of postings.values()) {
    assert.equal(
      entries.reduce((sum, entry) => sum + entry.amount, 0),
      0,
    )
    assert.equal(new Set(entries.map((entry) => entry.currency)).size, 1)
  }
  return [...postings.values()].map((entries) =>
    entries.map(({ kind, account, amount }) => [kind, account, amount]),
  )
}

const taken = (amount: number, fee: number) => [
  ['capture', 'processor_clearing', amount],
  ['capture', 'merchant_balance', -amount],
  ['fee', 'merchant_balance', fee],
  ['fee', 'processing_fees', -fee],
]

describe('a payment posts its gross amount and its fee of 2.9 % + 30', () => {
  for (const [amount, fee] of [
    [1000, 59],
    // exactly a half is rounded up: 14.5
    [500, 45],
    [50, 31],
    [999_999, 29_030],
  ] as const) {
    it(`${amount}: ${fee}`, async () => {
      const { order_id: id } = await anOrder(amount)
      const { order } = await paid(id)
      assert.deepEqual(await postingsOf(id), [taken(amount, fee)])
      const intent = await leg(order.payment_intent_ids[0])
      assert.deepEqual(
        [intent.processing_fee_money, intent.merchant_net_money],
        [usd(fee), usd(amount - fee)],
      )
    })
  }

  it('the order of 4.12, tip included: 7557 and 249', async () => {
    const { order_id: id } = await anOrder(1, exampleOrder)
    await paid(id)
    assert.deepEqual(await postingsOf(id), [taken(7557, 249)])
  })

  it('in yen', async () => {
    const { data } = await create({ line_items: [aLine(1, { unit_price_money: money('JPY')(1000) })] })
    await paid(data.order_id)
    assert.deepEqual(await postingsOf(data.order_id), [taken(1000, 59)])
  })

  it('each leg by itself', async () => {
    const { order_id: id } = await anOrder(10_000)
    const [a, b] = [await aLeg(id, 4000), await aLeg(id, 6000)]
    await confirmed(id, [
      [a, 'tok_visa'],
      [b, 'tok_amex'],
    ])
    assert.deepEqual(await postingsOf(id), [taken(4000, 146), taken(6000, 204)])
  })

  it('a challenge that was passed, once however often it is resumed', async () => {
    const { orderId, attemptId, attempt } = await aChallenge(1000)
    assert.deepEqual(await postingsOf(orderId), [])
    await answerChallenge(attempt, 'completed')
    await resumed(orderId, attemptId)
    await resumed(orderId, attemptId)
    assert.deepEqual(await postingsOf(orderId), [taken(1000, 59)])
  })
})

describe('a hold posts nothing until it is captured', () => {
  it('then what was captured, with the fee of that', async () => {
    const { orderId, intentId } = await aHold(5000)
    assert.deepEqual(await postingsOf(orderId), [])
    await done('POST', `/${orderId}/payment-intents/${intentId}/capture`, { amount_money: usd(3000) })
    assert.deepEqual(await postingsOf(orderId), [taken(3000, 117)])
  })

  it('and nothing at all when it is canceled', async () => {
    const { orderId, intentId, attemptId } = await aHold(5000)
    const attempt = { order_payment_attempt_id: attemptId }
    await done('POST', `/${orderId}/payment-intents/${intentId}/cancel`, attempt)
    assert.deepEqual(await postingsOf(orderId), [])
  })
})

describe('what took no money posts nothing', () => {
  it('a decline, an order that costs nothing, a closed order', async () => {
    const { order_id: declined } = await anOrder(1000)
    await paid(declined, 'tok_chargeDeclined')
    const { order_id: free } = await anOrder(0)
    const { order_id: closed } = await anOrder(1000)
    await done('POST', `/${closed}/close`, {})
    for (const id of [declined, free, closed]) assert.deepEqual(await postingsOf(id), [])
  })
})
