import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { expectBadField, expectError, flowlixCalls } from '../support/flowlix-calls.ts'
import { startTestServer } from '../support/server.ts'

/* Source: contract, flowlix 3.4 and 3.5, 18 Q18. */
const server = await startTestServer()
const { a, b, c } = await flowlixCalls(server)

describe('A: the body of a refund', () => {
  const sent: [what: string, body: unknown, status: number][] = [
    ['none', undefined, 200],
    ['an empty object', {}, 200],
    ['fields that it does not know', { reason: 'requested_by_customer' }, 200],
    ['the whole amount', { amount: 1250 }, 200],
  ]
  for (const [what, body, status] of sent)
    it(`takes ${what}`, async () => {
      const payment = await a.paid()
      const answer = await a.post(`/v1/payments/${payment.id}/refund`, body)
      assert.deepEqual([answer.status, answer.json.status], [status, 'refunded'], answer.text)
    })

  it('400 for another amount: never is a partial refund silently made full', async () => {
    const payment = await a.paid()
    for (const amount of [1, 1249, 1251, 0, '1250'])
      expectBadField(await a.post(`/v1/payments/${payment.id}/refund`, { amount }), 'a', 'amount')
    assert.equal((await a.read(payment.id)).json.status, 'succeeded')
  })
})

describe('B: the body of a refund', () => {
  const refund = (id: string, body: unknown) => b.post(`/v1/payments/${id}/refund`, body)

  it('needs a reason: 400 parameter_missing', async () => {
    const { id } = await b.paid()
    expectBadField(await refund(id, {}), 'b', 'reason', 'parameter_missing')
    expectBadField(await refund(id, { amount: 5 }), 'b', 'reason', 'parameter_missing')
  })

  it('keeps a reason of up to 50 characters, word for word', async () => {
    const { id } = await b.paid()
    const reason = 'r'.repeat(50)
    const { status, json } = await refund(id, { reason, amount: 5 })
    assert.deepEqual([status, json.refunds[0].reason], [200, reason])
    for (const bad of ['r'.repeat(51), 7, null]) {
      const answer = await refund(id, { reason: bad, amount: 5 })
      assert.deepEqual([answer.status, answer.error.param], [400, 'reason'], answer.text)
    }
  })

  it('gives back all that remains without an amount', async () => {
    const { id } = await b.paid()
    await refund(id, { reason: 'x', amount: 250 })
    const { json } = await refund(id, { reason: 'x' })
    assert.deepEqual(json.refunds.map((entry: any) => entry.amount).toSorted(), [1000, 250])
  })

  it('400 for an amount that is none, 422 for one above what remains', async () => {
    const { id } = await b.paid()
    for (const amount of [0, -1, 1.5, '5'])
      expectBadField(await refund(id, { reason: 'x', amount }), 'b', 'amount')
    const answer = await refund(id, { reason: 'x', amount: 1251 })
    assert.deepEqual([answer.status, answer.error.code], [422, 'refund_amount_exceeded'])
  })
})

describe('C: the body of a refund', () => {
  const body = (id: string, change: object = {}) => ({
    payment_id: id,
    amount: 100,
    reason: 'requested_by_customer',
    ...change,
  })

  it('keeps amount, reason and metadata', async () => {
    const { id } = await c.paid()
    const { status, json } = await c.post('/v1/refunds', body(id, { metadata: { why: 'broken' } }))
    assert.equal(status, 201)
    assert.deepEqual(
      [json.payment_id, json.amount, json.currency, json.reason, json.metadata],
      [id, 100, 'EUR', 'requested_by_customer', { why: 'broken' }],
    )
  })

  it('needs payment_id and amount: 400 parameter_missing', async () => {
    const { id } = await c.paid()
    for (const field of ['payment_id', 'amount'])
      expectBadField(
        await c.post('/v1/refunds', body(id, { [field]: undefined })),
        'c',
        field,
        'parameter_missing',
      )
  })

  it('400 for values outside their bounds', async () => {
    const { id } = await c.paid()
    for (const [field, values] of [
      ['payment_id', ['pay_short', 'ord_8sK2mQ4tVb7XnL0cRfWd1ZyA', 7]],
      ['amount', [0, -1, 1.5, '5']],
      ['metadata', [{ key: 7 }, 'text']],
    ] as const)
      for (const value of values)
        expectBadField(await c.post('/v1/refunds', body(id, { [field]: value })), 'c', field)
  })

  it('422 refund_amount_exceeded above what may still be asked', async () => {
    const { id } = await c.paid()
    const answer = await c.post('/v1/refunds', body(id, { amount: 1251 }))
    assert.deepEqual([answer.status, answer.error.code], [422, 'refund_amount_exceeded'])
  })

  it('404 for a payment that is not there', async () =>
    expectError(
      await c.post('/v1/refunds', body('pay_000000000000000000000000')),
      { status: 404, type: 'invalid_request_error', code: 'resource_not_found' },
      'c',
    ))
})
