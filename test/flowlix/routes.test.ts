import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { expectError, flowlixCalls, profiles } from '../support/flowlix-calls.ts'
import { startTestServer } from '../support/server.ts'

/* Source: contract, flowlix 1 and 3: the routes, one test each and form, and what holds for all of them. */
const server = await startTestServer()
const clients = await flowlixCalls(server)

for (const profile of profiles) {
  const client = clients[profile]

  describe(`${profile.toUpperCase()}: routes`, () => {
    it('R1: POST /v1/payments, 201', async () => {
      const { status, json } = await client.pay()
      assert.equal(status, 201)
      assert.match(json.id, /^pay_/)
    })

    it('R2: POST /v1/payments/hpp, 201', async () => {
      const { status, json } = await client.open()
      assert.equal(status, 201)
      assert.match(json.id, /^pay_/)
    })

    it('R3: GET /v1/payments, 200', async () => {
      const { status, json } = await client.list()
      assert.equal(status, 200)
      assert.ok(Array.isArray(json.data))
    })

    it('R4: GET /v1/payments/{id}, 200; an id that is none, 404', async () => {
      const made = await client.paid()
      const { status, json } = await client.read(made.id)
      assert.deepEqual([status, json.id], [200, made.id])
      for (const id of ['pay_000000000000000000000000', 'pay_1', 'hpp', 'x'])
        expectError(
          await client.read(id),
          { status: 404, type: 'invalid_request_error', code: 'resource_not_found' },
          profile,
        )
    })

    if (profile === 'c')
      it('R6: POST /v1/refunds, 201; not the refund route of A and B', async () => {
        const made = await client.paid()
        const { status, json } = await client.refund(made)
        assert.equal(status, 201)
        assert.match(json.id, /^ref_[A-Za-z0-9]{24}$/)
        const other = await client.post(`/v1/payments/${made.id}/refund`, { reason: 'x' })
        expectError(other, { status: 404, type: 'invalid_request_error', code: 'route_not_found' }, profile)
      })
    else
      it('R5: POST /v1/payments/{id}/refund, 200; not the refund route of C', async () => {
        const made = await client.paid()
        const { status, json } = await client.refund(made)
        assert.deepEqual([status, json.id], [200, made.id])
        const other = await client.post('/v1/refunds', { payment_id: made.id, amount: 1, reason: 'x' })
        expectError(other, { status: 404, type: 'invalid_request_error', code: 'route_not_found' }, profile)
      })

    it('others there are none: 404 route_not_found', async () => {
      for (const [method, path] of [
        ['GET', '/v1/nothing'],
        ['GET', '/v1/payments/pay_000000000000000000000000/refunds'],
        ['GET', '/v1/charges'],
        ['DELETE', '/v1/payments'],
        ['PUT', '/v1/payments/pay_000000000000000000000000'],
        ['POST', '/v1/payments/pay_000000000000000000000000/capture'],
        ['POST', '/v1/payments/pay_000000000000000000000000/cancel'],
        ['GET', '/v2/payments'],
        ['GET', '/payments'],
      ] as const)
        expectError(
          await client.call(method, path, { idempotencyKey: 'any' }),
          { status: 404, type: 'invalid_request_error', code: 'route_not_found' },
          profile,
        )
    })

    it('answers JSON, and knows the request by one id in header and error', async () => {
      const { headers } = await client.list()
      assert.match(headers.get('content-type')!, /^application\/json/)
      assert.match(headers.get('flowlix-request-id')!, /^req_[A-Za-z0-9]+$/)
      // Source: contract, flowlix 18 Q20.
      assert.equal(headers.get('request-id'), headers.get('flowlix-request-id'))
      const again = await client.list()
      assert.notEqual(again.headers.get('flowlix-request-id'), headers.get('flowlix-request-id'))
    })
  })
}

describe('the inner place behind these routes', () => {
  it('cannot be named from outside', async () => {
    const { a } = clients
    for (const path of ['/flowlix/v1/payments', '/flowlix/a/v1/payments', '/_flowlix/v1/payments'])
      for (const key of [a.key, server.sandboxKey, null]) {
        const answer = await server.flowlix('GET', path, { key })
        assert.equal(answer.status, 404, `${path} ${answer.text}`)
      }
  })
})
