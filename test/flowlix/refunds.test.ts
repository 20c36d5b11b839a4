import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { expectBooksInBalance } from '../support/books.ts'
import { expectError, flowlixCalls } from '../support/flowlix-calls.ts'
import { letTimePass } from '../support/let-time-pass.ts'
import { startTestServer } from '../support/server.ts'

/* Source: contract, flowlix 9: the numbered rules of each form; 17.3 rules 4 to 6. */
const server = await startTestServer()
const { a, b, c } = await flowlixCalls(server)
const dayMs = 86_400_000

const refused = (code: string) => ({ status: 422, type: 'invalid_request_error', code })
const crowd = <T>(call: () => Promise<T>) => Promise.all(Array.from({ length: 12 }, call))

describe('A: refunds', () => {
  it('1, 2. of a payment that succeeded: at once, whole, with refunded_at', async () => {
    const payment = await a.paid()
    const { status, json } = await a.refund(payment)
    assert.deepEqual([status, json.status, json.id], [200, 'refunded', payment.id])
    assert.ok(json.refunded_at >= payment.succeeded_at)
    assert.equal(json.succeeded_at, payment.succeeded_at)
    assert.deepEqual((await a.read(payment.id)).json, json)
  })

  it('3. once: the second is 422 payment_already_refunded', async () => {
    const payment = await a.paid()
    await a.refund(payment)
    expectError(await a.refund(payment), refused('payment_already_refunded'))
  })

  it('4. 404 for an unknown id; 422 payment_not_refundable for one that is pending or failed', async () => {
    expectError(await a.refund({ id: 'pay_000000000000000000000000', amount: 1 }), {
      status: 404,
      type: 'invalid_request_error',
      code: 'resource_not_found',
    })
    expectError(await a.refund(await a.opened()), refused('payment_not_refundable'))
    expectError(await a.refund(await a.declined()), refused('payment_not_refundable'))
  })

  it('of many at once one is made', async () => {
    const payment = await a.paid()
    const answers = await crowd(() => a.refund(payment))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    for (const answer of answers.filter(({ status }) => status !== 200))
      expectError(answer, refused('payment_already_refunded'))
  })

  // Source: contract, flowlix 18 Q19.
  it('have no last day', async () => {
    const payment = await a.paid()
    await letTimePass(server, 400 * dayMs)
    assert.equal((await a.refund(payment)).json.status, 'refunded')
  })

  it('take the rest when Flint gave back a part before', async () => {
    const payment = await a.paid()
    const given = await server.call('POST', '/v1/refunds', {
      body: { order_id: await orderOf(payment.id), amount_money: { amount: 250, currency: 'EUR' } },
    })
    assert.equal(given.status, 201, given.text)
    await letTimePass(server, 60_000)
    assert.equal((await a.read(payment.id)).json.status, 'succeeded')
    const { json } = await a.refund(payment)
    assert.equal(json.status, 'refunded')
    assert.deepEqual(await refundsOf(payment.id), [250, 1000])
  })
})

describe('B: refunds', () => {
  it('1. need a reason; the amount may be left out', async () => {
    const payment = await b.paid()
    const { status, json } = await b.refund(payment)
    assert.deepEqual([status, json.refunded_amount, json.refunds.length], [200, 1250, 1])
  })

  it('2. are many, until the sum is the payment; more is 422', async () => {
    const payment = await b.paid()
    for (const amount of [250, 500, 500]) assert.equal((await b.refund(payment, amount)).status, 200)
    const { status, error } = await b.refund(payment, 1)
    assert.equal(status, 422)
    assert.ok(['refund_amount_exceeded', 'payment_already_refunded'].includes(error.code), error.code)
    const other = await b.paid()
    await b.refund(other, 1000)
    expectError(await b.refund(other, 251), refused('refund_amount_exceeded'))
    assert.deepEqual(await refundsOf(payment.id), [250, 500, 500])
  })

  it('3. end 180 days after the payment was made: 422 refund_window_expired', async () => {
    const payment = await b.paid()
    await letTimePass(server, 180 * dayMs - 60_000)
    assert.equal((await b.refund(payment, 100)).status, 200)
    await letTimePass(server, 120_000)
    expectError(await b.refund(payment, 100), refused('refund_window_expired'))
  })

  it('4. each adds an entry that starts pending; the answer is the whole payment', async () => {
    const payment = await b.paid()
    const { json } = await b.refund(payment, 100)
    assert.deepEqual([json.id, json.object, json.refunds.length], [payment.id, 'payment', 1])
    assert.equal(json.refunds[0].status, 'pending')
    const second = (await b.refund(payment, 200)).json
    assert.deepEqual(second.refunds.map((entry: any) => entry.amount).toSorted(), [100, 200])
    await letTimePass(server, 60_000)
    const { refunds } = (await b.read(payment.id)).json
    assert.ok(refunds.every((entry: any) => entry.status === 'succeeded' && entry.completed_at !== null))
  })

  it('5. count at once; refunded_at comes with the last, whole one', async () => {
    const payment = await b.paid()
    const part = (await b.refund(payment, 1000)).json
    assert.deepEqual([part.refunded_amount, part.refunded_at, part.status], [1000, null, 'succeeded'])
    await b.refund(payment, 250)
    await letTimePass(server, 60_000)
    const whole = (await b.read(payment.id)).json
    assert.equal(whole.refunded_amount, 1250)
    assert.ok(whole.refunded_at !== null)
    // Source: contract, flowlix 18 Q9.
    assert.equal(whole.status, 'refunded')
  })

  it('422 for a payment that is pending or failed', async () => {
    expectError(await b.refund(await b.opened()), refused('payment_not_refundable'))
    expectError(await b.refund(await b.declined()), refused('payment_not_refundable'))
  })

  it('of many at once never more than was paid is given back', async () => {
    const payment = await b.paid()
    const answers = await crowd(() => b.refund(payment, 300))
    assert.equal(answers.filter(({ status }) => status === 200).length, 4)
    assert.equal((await b.read(payment.id)).json.refunded_amount, 1200)
  })
})

describe('C: refunds', () => {
  it('1. the answer is the refund, PENDING; then it is SUCCEEDED', async () => {
    const payment = await c.paid()
    const { status, json } = await c.refund(payment, 250)
    assert.deepEqual([status, json.status, json.amount, json.completed_at], [201, 'PENDING', 250, null])
    await letTimePass(server, 60_000)
    const [entry] = (await c.read(payment.id)).json.refunds
    assert.deepEqual([entry.id, entry.status], [json.id, 'SUCCEEDED'])
    assert.ok(entry.completed_at >= entry.created_at)
  })

  it('2. what has succeeded counts as refunded; what is asked for already cannot be asked again', async () => {
    const payment = await c.paid()
    await c.refund(payment, 1000)
    const pending = (await c.read(payment.id)).json
    assert.equal(pending.amount_refundable, 250)
    assert.ok([0, 1000].includes(pending.amount_refunded))
    expectError(await c.refund(payment, 251), refused('refund_amount_exceeded'), 'c')
    await letTimePass(server, 60_000)
    const done = (await c.read(payment.id)).json
    assert.deepEqual([done.amount_refunded, done.amount_refundable, done.status], [1000, 250, 'SUCCEEDED'])
  })

  it('never change the status: a payment given back whole stays SUCCEEDED', async () => {
    const payment = await c.paid()
    await c.refund(payment)
    await letTimePass(server, 60_000)
    const { json } = await c.read(payment.id)
    assert.deepEqual([json.status, json.amount_refunded, json.amount_refundable], ['SUCCEEDED', 1250, 0])
    const { status, error } = await c.refund(payment, 1)
    assert.equal(status, 422)
    assert.ok(['refund_amount_exceeded', 'payment_already_refunded'].includes(error.code), error.code)
  })

  it('422 for a payment that has not succeeded', async () => {
    expectError(await c.refund(await c.opened(), 1), refused('payment_not_refundable'), 'c')
    expectError(await c.refund(await c.declined(), 1), refused('payment_not_refundable'), 'c')
  })

  it('3. that fails says why, and what it took can be asked for again', async () => {
    const payment = await c.paid()
    // The simulator's way to let one refund fail: its metadata says so.
    const { json } = await c.post('/v1/refunds', {
      payment_id: payment.id,
      amount: 1250,
      reason: 'requested_by_customer',
      metadata: { simulate_refund: 'failed' },
    })
    await letTimePass(server, 60_000)
    const after = (await c.read(payment.id)).json
    const [entry] = after.refunds
    assert.deepEqual([entry.id, entry.status], [json.id, 'FAILED'])
    assert.equal(typeof entry.decline_code, 'string')
    assert.deepEqual([after.amount_refunded, after.amount_refundable], [0, 1250])
    assert.equal((await c.refund(payment)).status, 201)
  })
})

describe('a refund made in one form', () => {
  it('is seen in the others', async () => {
    const payment = await a.paid()
    await b.refund(payment, 250)
    await letTimePass(server, 60_000)
    assert.equal((await a.read(payment.id)).json.status, 'succeeded')
    assert.deepEqual((await c.read(payment.id)).json.amount_refundable, 1000)
    await a.refund(payment)
    await letTimePass(server, 60_000)
    const seen = await Promise.all([a, b, c].map(async (client) => (await client.read(payment.id)).json))
    assert.deepEqual(
      seen.map(({ status }) => status),
      ['refunded', 'refunded', 'SUCCEEDED'],
    )
    assert.deepEqual([seen[1].refunded_amount, seen[2].amount_refunded], [1250, 1250])
  })
})

describe('after all of these', () => {
  it('the books are in balance', async () => void (await expectBooksInBalance(server.services.db)))
  it('nothing failed on the way', () => assert.deepEqual(server.logLines, []))
})

async function orderOf(paymentId: string): Promise<string> {
  const { rows } = await server.services.db.query(
    'SELECT order_id FROM flowlix_payments WHERE payment_id = $1',
    [paymentId],
  )
  return rows[0].order_id
}

async function refundsOf(paymentId: string): Promise<number[]> {
  const { rows } = await server.services.db.query(
    `SELECT r.amount::int AS amount FROM refunds r
     JOIN flowlix_payments f USING (environment_id, order_id) WHERE f.payment_id = $1 ORDER BY refund_id`,
    [paymentId],
  )
  return rows.map((row) => row.amount)
}
