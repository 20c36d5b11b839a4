import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { orderTimers } from '../../apps/server/src/orders/jobs.ts'
import { environments } from '../../apps/server/src/platform/auth/environments.ts'
import { systemContext } from '../../apps/server/src/platform/context.ts'
import { refundTimers } from '../../apps/server/src/refunds/jobs.ts'
import { capturesOf, expectBooksInBalance } from '../support/books.ts'
import { aHold, anOrderOf, cancelHold, capture, freshKey, pay, refund, usd } from '../support/money-calls.ts'
import { startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'

/*
 * Two workers on one database, which both see what is due, while callers change the same payments.
 * Source: contract, flint-commerce 6.3, 6.5, 10.4.
 */
const server = await startTestServer()
const second = await server.anotherNode()
const { db } = server.services
const hourMs = 3_600_000

const together = <T>(count: number, call: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => call(at)))
const node = (index: number) => (index % 2 ? second : server)

/** Both workers run until nothing is due any more. */
const letWorkersWork = async () => {
  const workers = [server.startWorker(), second.startWorker()]
  await waitFor('no timer is due', async () => {
    const { rows } = await db.query('SELECT 1 FROM timers WHERE due_at <= $1 LIMIT 1', [server.clock.now()])
    return rows.length === 0
  })
  await Promise.all(workers.map((worker) => worker.stop()))
}

/** A timer may fire twice: on a node that was taken for dead, and on the one that took over. */
const fireOnBoth = async (kind: string, subjects: readonly string[]) => {
  const handler = { ...orderTimers, ...refundTimers }[kind]!
  await Promise.all(
    [server, second].map(async ({ services }) => {
      const { rows } = await db.query('SELECT environment_id FROM environments WHERE sandbox_id = $1', [
        server.seeded.sandboxId,
      ])
      const environment = await environments(services).find(rows[0].environment_id)
      await Promise.all(subjects.map((id) => handler(systemContext(services, environment!), id)))
    }),
  )
}

// With every connection open from the start, those that come at once also meet in the database.
before(() => together(40, (index) => node(index).call('GET', '/v1/orders')))

const countEvents = async (type: string, ids: readonly string[]) =>
  (
    await db.query(
      'SELECT resource_id, count(*)::int AS times FROM events WHERE event_type = $1 AND resource_id = ANY($2) GROUP BY 1',
      [type, ids],
    )
  ).rows.map((row) => row.times)

describe('two workers', () => {
  it('finish each refund once, and give back what failed once', async () => {
    const orderId = await anOrderOf(server, 4000)
    await pay(server, orderId)
    const made = await together(20, (index) =>
      refund(node(index), {
        order_id: orderId,
        amount_money: usd(200),
        ...(index % 2 ? { metadata: { simulate_refund: 'failed' } } : {}),
      }),
    )
    const ids = made.map(({ data }) => data.refund_id)
    server.clock.advance(2000)
    await Promise.all([fireOnBoth('finish_refund', ids), letWorkersWork()])
    assert.deepEqual(await countEvents('refund.updated', ids), Array(20).fill(1))
    assert.deepEqual(await countEvents('refund.failed', ids), Array(10).fill(1))
    const { rows } = await db.query('SELECT refunded FROM orders WHERE order_id = $1', [orderId])
    assert.equal(rows[0].refunded, 2000)
  })

  it('let a hold lapse once, while it is captured and canceled in its last second', async () => {
    const holds = await together(12, () => aHold(server, 1000))
    server.clock.advance(7 * 24 * hourMs)
    const [answers] = await Promise.all([
      together(24, (index) =>
        index < 12 ? capture(node(index), holds[index % 12]!) : cancelHold(node(index), holds[index % 12]!),
      ),
      fireOnBoth(
        'authorization_expiry',
        holds.map((hold) => hold.intentId),
      ),
      letWorkersWork(),
    ])
    await letWorkersWork()
    assert.ok(answers.every(({ status }) => status < 500))
    for (const { intentId, orderId } of holds) {
      const { rows } = await db.query(`SELECT status FROM payment_intents WHERE payment_intent_id = $1`, [
        intentId,
      ])
      const { status } = rows[0]
      assert.ok(['expired', 'canceled'].includes(status), `a hold that ran out is ${status}`)
      assert.deepEqual(await capturesOf(db, orderId), [])
    }
    const ended = await countEvents(
      'payment_intent.canceled',
      holds.map((hold) => hold.intentId),
    )
    assert.deepEqual(ended, Array(12).fill(1))
  })

  it('learn a late result once, while the caller asks for it too', async () => {
    const orders = await together(8, () => anOrderOf(server, 700))
    const started = await Promise.all(orders.map((id) => pay(server, id, freshKey(), 'tok_lateSuccess')))
    server.clock.advance(6000)
    const [answers] = await Promise.all([
      together(16, (index) => {
        const { order_payment_attempt_id } = started[index % 8]!.data.payment_attempt
        return node(index).call('POST', `/v1/orders/${orders[index % 8]}/pay`, {
          body: { action: 'resume', order_payment_attempt_id },
          idempotencyKey: freshKey(),
        })
      }),
      letWorkersWork(),
    ])
    assert.ok(answers.every(({ status }) => status === 200))
    for (const orderId of orders) assert.deepEqual(await capturesOf(db, orderId), [700])
  })
})

describe('a payment without an order', () => {
  const anIntent = async (captureMethod: 'automatic' | 'manual') => {
    const { data } = await server.call('POST', '/v1/payment-intents', {
      body: { amount_money: usd(1500), payment_options: ['card'], capture_method: captureMethod },
    })
    return data.payment_intent_id as string
  }
  const act = (index: number, id: string, verb: string, body = {}) =>
    node(index).call('POST', `/v1/payment-intents/${id}/${verb}`, { body, idempotencyKey: freshKey() })
  const ledgerOf = async (id: string) =>
    (
      await db.query(
        `SELECT kind, sum(amount)::int AS amount FROM ledger_entries WHERE payment_intent_id = $1
         AND account = 'processor_clearing' GROUP BY kind ORDER BY kind`,
        [id],
      )
    ).rows

  it('is charged once by many confirmations', async () => {
    for (let round = 0; round < 4; round++) {
      const id = await anIntent('automatic')
      const answers = await together(16, (index) =>
        act(index, id, 'confirm', { payment_source_token: 'tok_visa' }),
      )
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
      assert.deepEqual(await ledgerOf(id), [{ kind: 'capture', amount: 1500 }])
    }
  })

  it('is captured or canceled once, and refunded up to what was captured', async () => {
    const id = await anIntent('manual')
    await act(0, id, 'confirm', { payment_source_token: 'tok_visa' })
    const answers = await together(24, (index) => {
      if (index % 3 === 0) return act(index, id, 'capture', { amount_money: usd(1000) })
      if (index % 3 === 1) return refund(node(index), { payment_intent_id: id, amount_money: usd(300) })
      return index > 12 ? act(index, id, 'cancel') : refund(node(index), { payment_intent_id: id })
    })
    assert.ok(answers.every(({ status }) => status < 500))
    const { rows } = await db.query(
      'SELECT status, captured, refunded FROM payment_intents WHERE payment_intent_id = $1',
      [id],
    )
    assert.ok(rows[0].status === 'canceled' || rows[0].captured === 1000)
    assert.ok(rows[0].refunded <= rows[0].captured)
  })
})

describe('after all of these', () => {
  it('the books are in balance', async () => assert.ok((await expectBooksInBalance(db)).postings > 10))
  it('nothing failed on the way', () => assert.deepEqual(server.logLines, []))
})
