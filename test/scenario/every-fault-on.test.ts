import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { startTestServer } from '../support/server.ts'
import { whatTheConsumerHas } from './careful-consumer.ts'
import { patientShop } from './patient-shop.ts'

/**
 * A shop that does what the guides say, in a sandbox in which everything goes wrong that can be asked for: it repeats what
 * was refused under the same idempotency key, takes "processing" for what it is, ignores events that it has
 * seen and those that are older than what it knows. In the end it knows exactly what Flint knows.
 */

const flint = await startTestServer()
const random = seededRandom(Number(process.env.TEST_SEED) || 71)
const shop = patientShop(flint)
const mailbox = await aConsumer()
// Not the older names beside them, which use some of the same words for something else.
const enabled_events = [
  ...['created', 'updated', 'closed', 'paid', 'partially_paid', 'refunded'].map((what) => `order.${what}`),
  ...['succeeded', 'payment_failed', 'processing'].map((what) => `payment_intent.${what}`),
  ...['created', 'updated', 'failed'].map((what) => `refund.${what}`),
]
await shop.post('/v1/webhook-endpoints', { url: mailbox.url, enabled_events })

const everyFault = {
  webhook_duplicates: { rate: 0.3 },
  webhook_reordering: { rate: 0.5, max_delay_seconds: 7200 },
  webhook_delays: { delay_seconds: 20 },
  webhook_drops: { rate: 0.3 },
  processor_timeouts: { rate: 0.4 },
  decline_storm: { rate: 0.3, decline_code: 'insufficient_funds' },
  slow_answers: { rate: 0.2, delay_milliseconds: 5 },
  rate_limits: { rate: 0.2, mode: 'forced' },
}

/** The weather changes with these orders: the first is surely declined, the answer to the second surely lost. */
const turns: Record<number, object> = {
  0: { decline_storm: { rate: 1 } },
  1: { decline_storm: { rate: 0 }, processor_timeouts: { rate: 1 } },
  2: { decline_storm: { rate: 0.3 }, processor_timeouts: { rate: 0.4 } },
  10: { webhook_drops: { lost: 'answer' } },
}

const tokens = [
  'tok_visa',
  'tok_mastercard',
  'tok_chargeDeclined',
  'tok_lateSuccess',
  'tok_us_bank_account_success',
]
const orderIds: string[] = []
const refundIds: string[] = []

const nothing = { amount: 0, currency: 'USD' }
/** An order's events name what has changed, not all that there is to know; a decline is told by its payment's event alone. */
const orderAsShown = ({ settlement_amounts, ...order }: any) => ({
  order_number: order.order_number,
  origin: order.origin,
  status: order.status,
  payment_status: order.payment_status,
  refund_status: order.refund_status,
  paid_money: settlement_amounts.paid_money,
  refunded_money: settlement_amounts.refunded_money,
})
const orderAsAnnounced = ({ paid_money = nothing, refunded_money = nothing, ...order }: any) => ({
  order_number: order.order_number,
  origin: order.origin,
  status: order.status,
  payment_status: order.payment_status,
  refund_status: order.refund_status,
  paid_money,
  refunded_money,
})
/** What a refund does to its payment is announced as the refund's. */
const beforeRefunds = ({
  refunded_money: _1,
  refund_status: _2,
  settlement_status: _3,
  updated_at: _4,
  version: _5,
  ...intent
}: any) => intent

describe(`a shop with every fault switched on (seed ${random.seed})`, { concurrency: false }, () => {
  it('switches them on', async () => {
    const { active_faults } = await shop.switchFaults(everyFault)
    assert.deepEqual(active_faults, Object.keys(everyFault))
  })

  it('takes twenty orders: paid at once or later, declined, left unpaid', async () => {
    for (let order = 0; order < 20; order++) {
      const { order_id } = await shop.post('/v1/orders', {
        line_items: [
          { name: `Thing ${order}`, unit_price_money: { amount: 1000 + 10 * order, currency: 'USD' } },
        ],
      })
      orderIds.push(order_id)
      const turn = turns[order]
      if (turn) await shop.switchFaults(turn)
      await shop.tryToPay(order_id, order < 2 ? 'tok_visa' : tokens[random.below(tokens.length)]!)
      if (order % 3 === 0) await shop.pass('PT1M')
    }
    await shop.pass('PT10M')
  })

  it('has what was declined paid another way, and gives some money back', async () => {
    for (const orderId of orderIds.slice(2)) await shop.payUntilPaid(orderId)
    for (const [at, orderId] of orderIds.slice(2, 12).entries())
      refundIds.push(
        (
          await shop.post('/v1/refunds', {
            order_id: orderId,
            ...(at % 2 === 0 ? { amount_money: { amount: 100 + at, currency: 'USD' } } : {}),
          })
        ).refund_id,
      )
  })

  it('waits for as long as the last retry can take; then every delivery has arrived', async () => {
    await shop.pass('P5D')
    for (const status of ['pending', 'failed', 'suppressed'])
      assert.deepEqual(await shop.list(`/v1/webhook-events?delivery_status=${status}`), [], status)
  })

  it('knows every order, payment and refund exactly as the API shows it', async () => {
    const known = whatTheConsumerHas(mailbox.received)
    for (const orderId of orderIds) {
      const order = await shop.get(`/v1/orders/${orderId}`)
      assert.deepEqual(orderAsAnnounced(known.get(orderId)), orderAsShown(order))
      for (const intentId of order.payment_intent_ids) {
        const intent = await shop.get(`/v1/payment-intents/${intentId}`)
        const told = known.get(intentId)
        if (intent.refund_status === 'none') assert.deepEqual(told, intent)
        else assert.deepEqual(beforeRefunds(told), beforeRefunds(intent))
      }
    }
    for (const refundId of refundIds)
      assert.deepEqual(known.get(refundId), await shop.get(`/v1/refunds/${refundId}`))
  })

  it('took each payment once, and every cent is where it should be', async () => {
    const orders = await Promise.all(orderIds.map((id) => shop.get(`/v1/orders/${id}`)))
    for (const order of orders.slice(2)) assert.equal(order.payment_status, 'paid', order.order_id)
    const { rows } = await flint.services.db.query(
      `SELECT order_id, count(*) FILTER (WHERE kind = 'capture')::int AS captures FROM ledger_entries
       WHERE account = 'processor_clearing' GROUP BY order_id`,
    )
    for (const { order_id, captures } of rows) assert.equal(captures, 1, order_id)
  })

  it('was hit by every one of them', async () => {
    const counted = await flint.services.db.query(
      `SELECT count(*) FILTER (WHERE outcome->'failure'->>'errorMessage' LIKE '%request was lost%')::int AS requests,
              count(*) FILTER (WHERE outcome->'failure'->>'errorMessage' LIKE '%answer was lost%')::int AS answers
       FROM webhook_delivery_attempts`,
    )
    assert.ok(counted.rows[0].requests > 0 && counted.rows[0].answers > 0, JSON.stringify(counted.rows))
    const faults = ['processor_timeouts', 'decline_storm', 'slow_answers', 'rate_limits']
    for (const fault of faults) assert.ok(shop.hits.has(fault), fault)
    const ids = mailbox.received.map(({ headers }) => headers['x-flint-webhook-id']!)
    assert.ok(mailbox.received.some(({ headers }) => headers['flint-fault'] === 'webhook_duplicates'))
    assert.ok(ids.length > new Set(ids).size, 'some came twice')
    const first = [...new Set(ids)]
    assert.notDeepEqual(first, first.toSorted(), 'some were overtaken')
  })
})
