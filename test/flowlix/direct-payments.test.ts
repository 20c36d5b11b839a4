import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cards, expectError, flowlixCalls, profiles, withCard } from '../support/flowlix-calls.ts'
import { letTimePass } from '../support/let-time-pass.ts'
import { startTestServer } from '../support/server.ts'

/* Source: contract, flowlix 7 and 17.3: what a direct payment does. */
const server = await startTestServer()
const { a, b, c } = await flowlixCalls(server)
const { db } = server.services
const sandbox = `/v1/developer/sandboxes/${server.seeded.sandboxId}/faults`

const withFault = async (name: string, settings: object, work: () => Promise<void>) => {
  const set = async (body: object) => {
    const { status, text } = await server.call('PATCH', sandbox, { body })
    assert.equal(status, 200, text)
    server.clock.advance(1100)
  }
  await set({ [name]: settings })
  try {
    await work()
  } finally {
    await set({ [name]: null })
  }
}

describe('A: a direct payment', () => {
  it('that is approved: 201 with the final status', async () => {
    const { status, json } = await a.pay()
    assert.deepEqual([status, json.status, json.failed_at], [201, 'succeeded', null])
    assert.ok(json.succeeded_at >= json.created)
    assert.equal(json.card.last4, '4242')
  })

  it('that is declined: 402 card_error with its decline code, and no payment id in the body', async () => {
    const answer = await a.pay(withCard('a', cards.insufficientFunds))
    expectError(answer, {
      status: 402,
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
    })
    assert.ok(!answer.text.includes('pay_'))
  })

  it('that is declined is stored: found by status=failed, with failed_at and the codes', async () => {
    await a.pay(withCard('a', cards.declined))
    const { json } = await a.list('status=failed&limit=1')
    const [payment] = json.data
    assert.deepEqual(
      [payment.status, payment.decline_code, payment.succeeded_at, payment.card.last4],
      ['failed', 'generic_decline', null, '0002'],
    )
    assert.ok(payment.failed_at >= payment.created)
    // Source: contract, flowlix 18 Q7: the header is a help that need not be there.
    const refused = await a.pay(withCard('a', cards.declined))
    const named = refused.headers.get('flowlix-payment-id')
    if (named !== null) assert.equal((await a.read(named)).json.status, 'failed')
  })

  it('that the processor does not answer: 201 pending, and settled later', async () => {
    await withFault('processor_timeouts', {}, async () => {
      const { status, json } = await a.pay()
      assert.deepEqual([status, json.status, json.succeeded_at], [201, 'pending', null])
      await letTimePass(server, 60_000)
      await letTimePass(server, 600_000)
      const settled = (await a.read(json.id)).json
      assert.equal(settled.status, 'succeeded')
      assert.ok(settled.succeeded_at > settled.created)
    })
  })
})

describe('B: a direct payment', () => {
  it('201 means accepted; a GET tells the outcome', async () => {
    const { status, json } = await b.pay()
    assert.deepEqual([status, json.status, json.succeeded_at], [201, 'pending', null])
    const settled = await b.settle(json.id)
    assert.equal(settled.status, 'succeeded')
    assert.ok(settled.succeeded_at !== null)
  })

  it('that is declined: 201, then failed', async () => {
    const { status, json } = await b.pay(withCard('b', cards.insufficientFunds))
    assert.deepEqual([status, json.status], [201, 'pending'])
    const settled = await b.settle(json.id)
    assert.deepEqual([settled.status, settled.decline_code], ['failed', 'insufficient_funds'])
    assert.ok(settled.failed_at !== null)
  })
})

describe('C: a direct payment', () => {
  it('201, any status, then SUCCEEDED', async () => {
    const { status, json } = await c.pay()
    assert.equal(status, 201)
    assert.ok(['PENDING', 'PROCESSING', 'SUCCEEDED'].includes(json.status), json.status)
    assert.equal((await c.settle(json.id)).status, 'SUCCEEDED')
  })

  it('that is declined: 201, then FAILED; never an HTTP error', async () => {
    const { status, json } = await c.pay(withCard('c', cards.insufficientFunds))
    assert.equal(status, 201)
    const settled = await c.settle(json.id)
    assert.deepEqual([settled.status, settled.decline_code], ['FAILED', 'insufficient_funds'])
  })
})

for (const client of [a, b, c])
  describe(`${client.profile.toUpperCase()}: behind a direct payment`, () => {
    it('is one paid order of one line, with one payment, captured once', async () => {
      const payment = await client.paid()
      const { rows } = await db.query(
        `SELECT o.order_id, o.total::int, o.paid::int, p.status, p.captured::int,
                (SELECT count(*)::int FROM payment_intents i WHERE i.order_id = o.order_id) AS intents
         FROM flowlix_payments f JOIN orders o USING (environment_id, order_id)
         JOIN payment_intents p USING (environment_id, order_id) WHERE f.payment_id = $1`,
        [payment.id],
      )
      assert.equal(rows.length, 1)
      const { order_id: orderId, ...facts } = rows[0]
      assert.deepEqual(facts, { total: 1250, paid: 1250, status: 'succeeded', captured: 1250, intents: 1 })
      const { data } = await server.call('GET', `/v1/orders/${orderId}`)
      assert.equal(data.line_items.length, 1)
      assert.equal(data.line_items[0].name, 'Order 77')
      assert.deepEqual(data.pricing_amounts.total_money, { amount: 1250, currency: 'EUR' })
    })

    it('of a decline is a closed order, which nobody can pay later', async () => {
      const payment = await client.declined()
      const { rows } = await db.query('SELECT order_id FROM flowlix_payments WHERE payment_id = $1', [
        payment.id,
      ])
      const { data } = await server.call('GET', `/v1/orders/${rows[0].order_id}`)
      assert.deepEqual([data.status, data.payment_status], ['closed', 'unpaid'])
      const tried = await server.call('POST', `/v1/orders/${rows[0].order_id}/pay`, {
        body: { action: 'pay', payment_source: { token: 'tok_visa' } },
        idempotencyKey: `later-${client.profile}`,
      })
      assert.deepEqual([tried.status, tried.error.code], [409, 'ORDER_CLOSED'], tried.text)
      assert.deepEqual((await client.read(payment.id)).json, payment)
    })
  })

describe('an amount', () => {
  it('is what is charged, in the smallest unit, whatever it is', async () => {
    for (const client of [a, b, c])
      for (const amount of [1, 99, 4999, 1_000_000])
        assert.equal((await client.paid({ amount })).amount, amount)
  })
})

describe('a card in a request', () => {
  it('is nowhere afterwards: no table, no log line', async () => {
    const number = cards.plain
    for (const profile of profiles) {
      const client = { a, b, c }[profile]
      await client.pay(withCard(profile, { number, cvc: '739' }))
      await client.pay({ ...withCard(profile, { number, cvc: '739' }), amount: 0 })
    }
    await letTimePass(server, 1000)
    const { rows } = await db.query(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    )
    for (const { name } of rows) {
      const found = await db.query(`SELECT 1 FROM "${name}" t WHERE t::text LIKE $1 LIMIT 1`, [`%${number}%`])
      assert.equal(found.rows.length, 0, name)
    }
    assert.ok(server.logLines.every((line) => !line.includes(number)))
  })
})
