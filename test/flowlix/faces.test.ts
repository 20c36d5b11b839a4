import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addKey } from '../support/add-key.ts'
import { clientOf, directBody, expectError, flowlixCalls, makeFlowlixKey } from '../support/flowlix-calls.ts'
import { anOrderOf, usd } from '../support/money-calls.ts'
import { rawRequest } from '../support/raw-request.ts'
import { startTestServer } from '../support/server.ts'

/* Source: contract, flowlix 17.4: which API answers, and that no key of one reaches the other. */
const server = await startTestServer({ FLOWLIX_HOSTS: 'api.flowlix.test' })
const { a, c } = await flowlixCalls(server)
const { db } = server.services
const [liveA, liveC] = [
  await makeFlowlixKey(server, 'flowlix_a', { by: server.liveKey }),
  await makeFlowlixKey(server, 'flowlix_c', { by: server.liveKey }),
]
const flowlixKeys = { 'test A': a.key, 'test C': c.key, 'live A': liveA, 'live C': liveC }
const flintKeys = { test: server.sandboxKey, live: server.liveKey }

const unauthenticated = { status: 401, type: 'authentication_error', code: 'invalid_api_key' }
const isFlint = (json: any) =>
  json !== null && ('request_id' in json || 'data' in json) && !('object' in json)
const isFlowlixError = (json: any) =>
  typeof json?.error?.type === 'string' &&
  json.error.request_id.startsWith('req_') &&
  /^[a-z_]+$/.test(json.error.code)
const counts = async () =>
  (
    await db.query(
      `SELECT (SELECT count(*)::int FROM orders) AS orders, (SELECT count(*)::int FROM flowlix_payments) AS payments,
              (SELECT count(*)::int FROM refunds) AS refunds`,
    )
  ).rows[0]

describe('a Flowlix key', () => {
  const flintRoutes: [method: string, path: string, body?: unknown][] = [
    ['GET', '/v1/orders'],
    ['POST', '/v1/orders', { line_items: [{ name: 'x', unit_price_money: usd(100) }] }],
    ['GET', '/v1/refunds'],
    ['POST', '/v1/checkout-sessions', { quick_pay_item: { name: 'x', amount_money: usd(100) } }],
    ['GET', '/v1/developer/auth-context'],
    ['POST', '/v1/api-keys', { name: 'x', scopes: ['payments.payment_intents.read'] }],
    ['GET', '/v1/payment-intents'],
    ['PATCH', '/v1/flowlix/settings', { profile: 'b' }],
    ['GET', '/v1/webhook-endpoints'],
  ]
  for (const [name, key] of Object.entries(flowlixKeys))
    it(`(${name}) opens no route of Flint’s`, async () => {
      const before = await counts()
      for (const [method, path, body] of flintRoutes) {
        const { status, json } = await server.flowlix(method, path, { key, body, idempotencyKey: 'mixed' })
        assert.ok([401, 404].includes(status), `${method} ${path}: ${status}`)
        assert.equal(json.data, undefined, `${method} ${path}`)
      }
      assert.deepEqual(await counts(), before)
    })

  it('is refused in X-API-Key, Flint’s other place for a key', async () => {
    for (const key of Object.values(flowlixKeys)) {
      const { status } = await rawRequest(server.url, 'GET', '/v1/orders', { 'X-API-Key': key })
      assert.equal(status, 401)
    }
  })
})

describe('a Flint key', () => {
  for (const [name, key] of Object.entries(flintKeys))
    it(`(${name}) opens no route of Flowlix’s`, async () => {
      const before = await counts()
      const { id } = await a.paid()
      for (const [method, path, body] of [
        ['GET', '/v1/payments', undefined],
        ['POST', '/v1/payments', directBody('a')],
        ['POST', '/v1/payments/hpp', { amount: 1, currency: 'eur', redirect_url: 'https://shop.example' }],
        ['GET', `/v1/payments/${id}`, undefined],
        ['POST', `/v1/payments/${id}/refund`, undefined],
      ] as const) {
        const { status, json } = await server.flowlix(method, path, { key, body, idempotencyKey: 'mixed-2' })
        assert.ok([401, 404].includes(status), `${method} ${path}: ${status}`)
        assert.ok(!('object' in (json ?? {})))
      }
      const after = await counts()
      assert.deepEqual(
        [after.payments, after.refunds, after.orders],
        [before.payments + 1, before.refunds, before.orders + 1],
        'nothing but the payment that the test made',
      )
    })

  it('on a Flowlix host: 401 in Flowlix’s envelope', async () => {
    for (const key of Object.values(flintKeys))
      for (const path of ['/v1/payments', '/v1/orders', '/v1/refunds']) {
        const { status, json } = await rawRequest(server.url, 'GET', path, {
          Host: 'api.flowlix.test',
          Authorization: `Bearer ${key}`,
        })
        assert.equal(status, 401, path)
        assert.ok(isFlowlixError(json), JSON.stringify(json))
      }
  })
})

describe('/v1/refunds, which both have', () => {
  it('is told apart by the key: Flint’s list, C’s refund', async () => {
    const flint = await server.call('GET', '/v1/refunds')
    assert.equal(flint.status, 200)
    assert.ok(isFlint(flint.json))
    const payment = await c.paid()
    const { status, json } = await c.refund(payment, 100)
    assert.deepEqual([status, json.payment_id], [201, payment.id])
    const orderId = await anOrderOf(server, 100)
    const asFlint = await c.post('/v1/refunds', { order_id: orderId, amount_money: usd(100) })
    assert.deepEqual([asFlint.status, asFlint.error.code], [400, 'parameter_missing'])
  })
})

describe('who answers', () => {
  const ask = (path: string, headers: Record<string, string>) => rawRequest(server.url, 'GET', path, headers)
  const bearer = (key: string) => ({ Authorization: `Bearer ${key}` })

  it('Flowlix on a host of its own, whatever is asked', async () => {
    for (const path of ['/v1/payments', '/v1/orders', '/healthz', '/', '/v1/flowlix/settings']) {
      const { status, json } = await ask(path, { Host: 'api.flowlix.test' })
      assert.ok([401, 404].includes(status), `${path}: ${status}`)
      assert.ok(isFlowlixError(json), `${path}: ${JSON.stringify(json)}`)
    }
    assert.equal((await ask('/v1/payments', { Host: 'api.flowlix.test', ...bearer(a.key) })).status, 200)
    assert.equal((await ask('/v1/payments', { Host: 'API.Flowlix.test', ...bearer(c.key) })).status, 200)
  })

  it('Flowlix where a key begins as one of its own, whether it is good or not', async () => {
    for (const kind of ['fl_test_sk_', 'fl_live_sk_', 'api_test_sk_', 'api_live_sk_'])
      for (const path of ['/v1/payments', '/v1/payments/hpp', '/v1/nothing', '/']) {
        const { status, json } = await ask(path, bearer(`${kind}${'A'.repeat(32)}`))
        assert.equal(status, 401)
        assert.ok(isFlowlixError(json), `${kind} ${path}`)
      }
  })

  it('whoever owns the route, where the key is one of the other API: 401 in its own envelope', async () => {
    for (const key of [...Object.values(flowlixKeys), `fl_test_sk_${'A'.repeat(32)}`]) {
      const { status, json } = await ask('/v1/orders', bearer(key))
      assert.deepEqual([status, json.error.code], [401, 'INVALID_API_KEY'])
    }
    for (const key of [...Object.values(flintKeys), `flint_test_${'0'.repeat(64)}`]) {
      const { status, json } = await ask('/v1/payments', bearer(key))
      assert.deepEqual([status, json.error.code], [401, 'invalid_api_key'])
      assert.ok(isFlowlixError(json))
    }
  })

  it('Flowlix A, 401, for /v1/payments… without a usable key', async () => {
    for (const path of ['/v1/payments', '/v1/payments/hpp', '/v1/payments/pay_1', '/v1/payments?limit=1'])
      for (const headers of [{}, bearer('nonsense'), { Authorization: 'Basic eDp5' }]) {
        const { status, json } = await ask(path, headers as Record<string, string>)
        assert.deepEqual([status, json.error.code], [401, 'invalid_api_key'], path)
        assert.ok(isFlowlixError(json))
      }
  })

  it('Flint for anything else: whole beginnings count, never a bare "fl"', async () => {
    for (const [path, headers] of [
      ['/v1/orders', {}],
      ['/v1/orders', bearer('fl_nonsense')],
      ['/v1/orders', bearer('api_key')],
      ['/v1/orders', bearer(`flint_test_${'0'.repeat(64)}`)],
      ['/v1/payment-intents', {}],
      ['/v1/paymentsomething', {}],
    ] as [string, Record<string, string>][]) {
      const { json } = await ask(path, headers)
      assert.ok(!isFlowlixError(json), `${path} ${JSON.stringify(json)}`)
    }
    assert.equal((await server.call('GET', '/v1/orders')).status, 200)
  })
})

describe('sandbox against sandbox', () => {
  it('a key of one finds nothing of the other', async () => {
    const other = await server.anotherSandbox()
    const theirs = clientOf(server, 'a', await makeFlowlixKey(server, 'flowlix_a', { by: other.key }))
    const [mine, foreign] = [await a.paid(), await theirs.paid()]
    const missing = { status: 404, type: 'invalid_request_error', code: 'resource_not_found' }
    expectError(await theirs.read(mine.id), missing)
    expectError(await a.read(foreign.id), missing)
    expectError(await theirs.refund(mine), missing)
    const cursor = await theirs.list(`starting_after=${mine.id}`)
    assert.deepEqual([cursor.status, cursor.error.code], [400, 'parameter_invalid'])
    assert.deepEqual(
      (await theirs.list()).json.data.map((payment: any) => payment.id),
      [foreign.id],
    )
  })

  it('C’s refunds and every form’s reads keep to their own', async () => {
    const other = await server.anotherSandbox()
    const theirs = clientOf(server, 'c', await makeFlowlixKey(server, 'flowlix_c', { by: other.key }))
    const mine = await c.paid()
    assert.equal((await theirs.refund(mine, 100)).status, 404)
    assert.equal((await theirs.read(mine.id)).status, 404)
    assert.equal((await c.read(mine.id)).json.amount_refundable, 1250)
  })
})

describe('a revoked, expired or foreign key', () => {
  it('401, before anything is looked at', async () => {
    const { rows } = await db.query(`SELECT environment_id FROM environments WHERE mode = 'test' LIMIT 1`)
    const { key } = await addKey(server.services, rows[0].environment_id, {
      expiresAt: '2020-01-01T00:00:00.000Z',
    })
    assert.equal((await server.call('GET', '/v1/orders', { key })).status, 401)
    const unknown = await server.flowlix('GET', '/v1/payments', { key: `api_test_sk_${'q'.repeat(32)}` })
    expectError(unknown, unauthenticated, 'c')
  })
})

describe('a key’s text', () => {
  it('is one thing: what is kept of a Flint key opens nothing under a Flowlix beginning', async () => {
    const hexOf = server.sandboxKey.slice('flint_test_'.length)
    for (const key of [`fl_test_sk_${hexOf}`, `api_test_sk_${hexOf}`, `flint_test_${a.key.slice(11)}`]) {
      const { status } = await rawRequest(server.url, 'GET', '/v1/payments', {
        Authorization: `Bearer ${key}`,
      })
      assert.equal(status, 401, key.slice(0, 12))
    }
  })
})
