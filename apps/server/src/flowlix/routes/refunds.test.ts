import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { expectError, flowlixCalls } from '../../../../../test/support/flowlix-calls.ts'
import { letTimePass } from '../../../../../test/support/let-time-pass.ts'
import { startTestServer } from '../../../../../test/support/server.ts'

const server = await startTestServer()
const { a, b, c } = await flowlixCalls(server)
const dayMs = 24 * 3_600_000

const orderIdOf = async (paymentId: string): Promise<string> => {
  const { rows } = await server.services.db.query(
    'SELECT order_id FROM flowlix_payments WHERE payment_id = $1',
    [paymentId],
  )
  return rows[0]!['order_id']
}
let made = 0
const flintRefund = async (paymentId: string, body: object = {}) => {
  const orderId = await orderIdOf(paymentId)
  return server.call('POST', '/v1/refunds', {
    body: { order_id: orderId, ...body },
    idempotencyKey: `flint-refund-${++made}`,
  })
}
const eur = (amount: number) => ({ amount_money: { amount, currency: 'EUR' } })
const unprocessable = (code: string) => ({ status: 422, type: 'invalid_request_error', code })

describe('POST /v1/payments/{payment_id}/refund, form A', () => {
  it('200 with the payment that is refunded, settled before it is answered', async () => {
    const payment = await a.paid()
    const { status, json } = await a.refund(payment)
    assert.equal(status, 200, JSON.stringify(json))
    assert.deepEqual([json.status, json.succeeded_at], ['refunded', payment.succeeded_at])
    assert.ok(json.refunded_at >= json.succeeded_at)
    assert.deepEqual((await a.read(payment.id)).json, json)
    const { rows } = await server.services.db.query('SELECT status FROM refunds WHERE order_id = $1', [
      await orderIdOf(payment.id),
    ])
    assert.deepEqual(rows, [{ status: 'succeeded' }])
  })

  it('422 payment_already_refunded for a second one', async () => {
    const payment = await a.paid()
    await a.refund(payment)
    expectError(await a.refund(payment), unprocessable('payment_already_refunded'))
  })

  it('422 payment_not_refundable for one that failed', async () => {
    const payment = await a.declined()
    expectError(await a.refund(payment), unprocessable('payment_not_refundable'))
  })

  it('404 for one that is not there', async () =>
    expectError(await a.refund({ id: 'pay_000000000000000000000000', amount: 1 }), {
      status: 404,
      type: 'invalid_request_error',
      code: 'resource_not_found',
    }))

  it('400 for another amount than all that is left', async () => {
    const payment = await a.paid()
    expectError(await a.post(`/v1/payments/${payment.id}/refund`, { amount: 1 }), {
      status: 400,
      type: 'invalid_request_error',
      code: 'parameter_invalid',
      param: 'amount',
    })
  })

  it('gives back what a refund of the other API has left', async () => {
    const payment = await a.paid()
    assert.equal((await flintRefund(payment.id, eur(250))).status, 201)
    assert.equal((await a.read(payment.id)).json.status, 'succeeded')
    const { json } = await a.refund(payment)
    assert.equal(json.status, 'refunded')
    const order = await server.call('GET', `/v1/orders/${await orderIdOf(payment.id)}`)
    assert.equal(order.data.settlement_amounts.refunded_money.amount, 1250)
  })

  it('answers as refunded while the processor takes its time, and succeeded again when the refund fails', async () => {
    const body = { card: { ...directCard, number: '4000000000005126' } }
    const payment = await a.paid(body)
    const { status, json } = await a.refund(payment)
    assert.deepEqual([status, json.status], [200, 'refunded'])
    await letTimePass(server, 10_000)
    const after = (await a.read(payment.id)).json
    assert.deepEqual(
      [after.status, after.refunded_at, after.succeeded_at],
      ['succeeded', null, payment.succeeded_at],
    )
    expectError(
      { ...(await a.post(`/v1/payments/${payment.id}/refund`, { amount: 7 })) },
      { status: 400, type: 'invalid_request_error', code: 'parameter_invalid', param: 'amount' },
    )
  })
})

const directCard = { exp_month: 8, exp_year: 2040, cvc: '123', holder_name: 'Test Buyer' }

describe('POST /v1/payments/{payment_id}/refund, form B', () => {
  it('200 with the whole payment, its entry pending at first', async () => {
    const payment = await b.paid()
    const { status, json } = await b.refund(payment, 250)
    assert.equal(status, 200, JSON.stringify(json))
    assert.deepEqual([json.status, json.refunded_amount, json.refunded_at], ['succeeded', 250, null])
    const [entry] = json.refunds
    const { id, created_at, updated_at, ...shown } = entry
    assert.match(id, /^[0-9a-hjkmnp-tv-z]{26}$/)
    assert.equal(created_at, updated_at)
    assert.deepEqual(shown, {
      amount: 250,
      currency: 'eur',
      reason: 'requested_by_customer',
      status: 'pending',
      decline_code: null,
      decline_message: null,
      completed_at: null,
      provider_refund_id: null,
    })
    await letTimePass(server, 2000)
    const later = (await b.read(payment.id)).json
    assert.equal(later.refunds[0].status, 'succeeded')
    assert.ok(later.refunds[0].completed_at >= created_at)
  })

  it('in parts until nothing is left, then refunded', async () => {
    const payment = await b.paid()
    await b.refund(payment, 1000)
    const { json } = await b.refund(payment)
    assert.deepEqual(
      [json.status, json.refunded_amount, json.refunds.map((one: any) => one.amount)],
      ['refunded', 1250, [1000, 250]],
    )
    assert.ok(json.refunded_at)
    expectError(await b.refund(payment), unprocessable('payment_already_refunded'), 'b')
  })

  it('422 refund_amount_exceeded above what is left', async () => {
    const payment = await b.paid()
    await b.refund(payment, 1000)
    expectError(await b.refund(payment, 251), unprocessable('refund_amount_exceeded'), 'b')
  })

  it('422 refund_window_expired after 180 days', async () => {
    const payment = await b.paid()
    server.clock.advance(180 * dayMs - 60_000)
    assert.equal((await b.refund(payment, 1)).status, 200)
    server.clock.advance(60_000)
    expectError(await b.refund(payment, 1), unprocessable('refund_window_expired'), 'b')
  })
})

describe('POST /v1/refunds, form C', () => {
  it('201 with the refund, pending at first', async () => {
    const payment = await c.paid()
    const { status, json } = await c.refund(payment, 250)
    assert.equal(status, 201, JSON.stringify(json))
    const { id, created_at, updated_at, ...shown } = json
    assert.match(id, /^ref_[A-Za-z0-9]{24}$/)
    assert.equal(created_at, updated_at)
    assert.deepEqual(shown, {
      payment_id: payment.id,
      amount: 250,
      currency: 'EUR',
      reason: 'requested_by_customer',
      status: 'PENDING',
      completed_at: null,
      livemode: false,
      metadata: {},
      decline_code: null,
      decline_message: null,
      failure_code: null,
      failure_message: null,
    })
    const pending = (await c.read(payment.id)).json
    assert.deepEqual(
      [pending.status, pending.amount_refunded, pending.amount_refundable],
      ['SUCCEEDED', 0, 1000],
    )
    await letTimePass(server, 2000)
    const later = (await c.read(payment.id)).json
    assert.deepEqual([later.amount_refunded, later.amount_refundable], [250, 1000])
    assert.deepEqual(
      later.refunds.map((one: any) => [one.id, one.status]),
      [[id, 'SUCCEEDED']],
    )
  })

  it('stays SUCCEEDED when all was given back', async () => {
    const payment = await c.paid()
    await c.refund(payment)
    await letTimePass(server, 2000)
    const { json } = await c.read(payment.id)
    assert.deepEqual([json.status, json.amount_refunded, json.amount_refundable], ['SUCCEEDED', 1250, 0])
    expectError(await c.refund(payment, 1), unprocessable('refund_amount_exceeded'), 'c')
  })

  it('a refund that fails gives its amount back to what may be refunded', async () => {
    const payment = await c.paid()
    const { json: refund } = await c.post('/v1/refunds', {
      payment_id: payment.id,
      amount: 250,
      metadata: { simulate_refund: 'failed' },
    })
    await letTimePass(server, 2000)
    const { json } = await c.read(payment.id)
    assert.deepEqual([json.amount_refunded, json.amount_refundable], [0, 1250])
    const [shown] = json.refunds
    assert.deepEqual([shown.id, shown.status, shown.failure_code], [refund.id, 'FAILED', 'generic_decline'])
  })

  it('422 payment_not_refundable for one that has not succeeded', async () => {
    const payment = await c.declined()
    expectError(await c.refund(payment), unprocessable('payment_not_refundable'), 'c')
  })
})

describe('refunds of both APIs', () => {
  it('a refund made in the other one reads back in each form', async () => {
    const payment = await b.paid()
    await flintRefund(payment.id, { ...eur(500), reason: 'duplicate' })
    await letTimePass(server, 2000)
    const [inA, inB, inC] = [
      (await a.read(payment.id)).json,
      (await b.read(payment.id)).json,
      (await c.read(payment.id)).json,
    ]
    assert.equal(inA.status, 'succeeded')
    assert.deepEqual([inB.refunded_amount, inB.refunds[0].reason], [500, 'duplicate'])
    assert.deepEqual([inC.amount_refunded, inC.amount_refundable], [500, 750])
  })

  it('twenty at once never give back more than was taken', async () => {
    const payment = await b.paid()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        at % 2 === 0 ? b.refund(payment, 200) : flintRefund(payment.id, eur(200)),
      ),
    )
    assert.equal(answers.filter(({ status }) => status < 300).length, 6)
    assert.equal((await b.read(payment.id)).json.refunded_amount, 1200)
  })
})
