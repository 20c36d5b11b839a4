import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addKey, environmentOf } from '../support/add-key.ts'
import { rawRequest } from '../support/raw-request.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer()
const environmentId = await environmentOf(server.services, server.seeded.sandboxId)
const path = '/v1/developer/auth-context'
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const order = {
  line_items: [{ name: 'Desk lamp', quantity: 1, unit_price_money: { amount: 4200, currency: 'USD' } }],
}
const ask = (headers: Record<string, string>, at = path) => rawRequest(server.url, 'GET', at, headers)

describe('GET /v1/developer/auth-context', () => {
  it('200 with a test key: who it is, in the body and the headers', async () => {
    const { status, data, json, headers } = await server.call('GET', path)
    assert.equal(status, 200)
    assert.equal(data.auth_type, 'api_key')
    assert.equal(data.environment, 'sandbox')
    assert.equal(data.merchant_id, server.seeded.merchantId)
    assert.equal(data.sandbox_id, server.seeded.sandboxId)
    assert.match(data.api_key_id, /^key_[0-9A-HJKMNP-TV-Z]{26}$/)
    assert.ok(data.scopes.includes('commerce.orders.write'))
    assert.equal(data.expires_at, null)
    assert.equal(headers.get('flint-mode'), 'test')
    assert.equal(headers.get('flint-merchant-id'), server.seeded.merchantId)
    assert.equal(headers.get('flint-sandbox-id'), server.seeded.sandboxId)
    assert.equal(headers.get('flint-merchant-environment-id'), environmentId)
    assert.match(headers.get('x-request-id')!, uuid)
    assert.equal(json.request_id, headers.get('x-request-id'))
    assert.equal(json.meta.request_id, json.request_id)
  })

  it('200 with a live key: no sandbox', async () => {
    const { status, data, headers } = await server.call('GET', path, { key: server.liveKey })
    assert.deepEqual([status, data.environment, data.sandbox_id], [200, 'live', null])
    assert.equal(headers.get('flint-mode'), 'live')
    assert.equal(headers.get('flint-sandbox-id'), null)
  })

  it('200 with a key that has a single scope, and an end', async () => {
    const expiresAt = '2099-01-01T00:00:00.000Z'
    const { key, apiKeyId } = await addKey(server.services, environmentId, {
      scopes: ['webhooks.read'],
      expiresAt,
    })
    const { data } = await server.call('GET', path, { key })
    assert.deepEqual(
      [data.scopes, data.expires_at, data.api_key_id, data.name],
      [['webhooks.read'], expiresAt, apiKeyId, 'A key of a test'],
    )
  })
})

describe('how a key is sent', () => {
  it('200: alone in X-API-Key', async () => {
    const { status, json } = await ask({ 'X-API-Key': server.sandboxKey })
    assert.deepEqual([status, json.data.sandbox_id], [200, server.seeded.sandboxId])
  })

  it('200: "bearer" in any case', async () => {
    for (const word of ['bearer', 'BEARER'])
      assert.equal((await ask({ Authorization: `${word} ${server.sandboxKey}` })).status, 200)
  })

  it('401 AMBIGUOUS_AUTH: in both headers, even the same key', async () => {
    const { status, error } = await ask({
      Authorization: `Bearer ${server.sandboxKey}`,
      'X-API-Key': server.sandboxKey,
    })
    assert.deepEqual([status, error.code, error.type], [401, 'AMBIGUOUS_AUTH', 'authentication_error'])
    assert.equal(error.remediation.retryable, false)
  })

  it('401 API_KEY_REQUIRED: none, or in the query only', async () => {
    const { status, error, headers } = await ask({})
    assert.deepEqual([status, error.code], [401, 'API_KEY_REQUIRED'])
    assert.equal(headers['flint-mode'], undefined)
    assert.equal((await ask({}, `${path}?api_key=${server.sandboxKey}`)).error.code, 'API_KEY_REQUIRED')
  })

  it('401 INVALID_AUTHORIZATION_HEADER: Basic, no scheme, no token', async () => {
    const basic = `Basic ${Buffer.from(`${server.sandboxKey}:`).toString('base64')}`
    for (const Authorization of [basic, server.sandboxKey, 'Bearer', 'Bearer a b', ''])
      assert.equal((await ask({ Authorization })).error.code, 'INVALID_AUTHORIZATION_HEADER', Authorization)
  })

  it('401 INVALID_API_KEY: unknown, malformed, cut off, upper case', async () => {
    const keys = [
      `flint_test_${'0'.repeat(64)}`,
      server.sandboxKey.slice(0, -1),
      `${server.sandboxKey}a`,
      server.sandboxKey.toUpperCase(),
      server.sandboxKey.replace('test', 'prod'),
      'sk_test_123',
    ]
    for (const key of keys) {
      const { status, error } = await server.call('GET', path, { key })
      assert.deepEqual(
        [status, error.code, error.type],
        [401, 'INVALID_API_KEY', 'authentication_error'],
        key,
      )
    }
    assert.equal((await ask({ 'X-API-Key': '' })).error.code, 'INVALID_API_KEY')
  })

  it('401 CHECKOUT_SESSION_AUTH_REQUIRED, INVALID_CHECKOUT_SESSION: half a pair, a pair that does not match', async () => {
    const half = await ask({ 'X-Checkout-Session-ID': 'cs_1' })
    assert.deepEqual([half.status, half.error.code], [401, 'CHECKOUT_SESSION_AUTH_REQUIRED'])
    const pair = await ask({ 'X-Checkout-Session-ID': 'cs_1', 'X-Checkout-Session-Secret': 'x' })
    assert.deepEqual([pair.status, pair.error.code], [401, 'INVALID_CHECKOUT_SESSION'])
  })
})

describe('a key that is no longer good', () => {
  it('401 API_KEY_REVOKED within a second of the revocation', async () => {
    const { key, apiKeyId } = await addKey(server.services, environmentId)
    assert.equal((await server.call('GET', path, { key })).status, 200)
    await server.services.db.query(`UPDATE api_keys SET status = 'revoked' WHERE api_key_id = $1`, [apiKeyId])
    server.clock.advance(1000)
    const { status, error } = await server.call('GET', path, { key })
    assert.deepEqual([status, error.code], [401, 'API_KEY_REVOKED'])
  })

  it('401 API_KEY_EXPIRED from its end on', async () => {
    const expiresAt = new Date(server.clock.nowMs() + 60_000).toISOString()
    const { key } = await addKey(server.services, environmentId, { expiresAt })
    assert.equal((await server.call('GET', path, { key })).status, 200)
    server.clock.advance(60_000)
    const { status, error } = await server.call('GET', path, { key })
    assert.deepEqual([status, error.code], [401, 'API_KEY_EXPIRED'])
  })

  it('401 API_KEY_MODE_MISMATCH: a live prefix on a sandbox key', async () => {
    const { key } = await addKey(server.services, environmentId, { prefix: 'live' })
    const { status, error } = await server.call('GET', path, { key })
    assert.deepEqual([status, error.code], [401, 'API_KEY_MODE_MISMATCH'])
  })

  it('401 API_KEY_SCOPE_UNSUPPORTED: it holds a scope that is no longer known', async () => {
    const { key } = await addKey(server.services, environmentId, {
      scopes: ['commerce.orders.read', 'commerce.carts.read'],
    })
    const { status, error } = await server.call('GET', path, { key })
    assert.deepEqual([status, error.code], [401, 'API_KEY_SCOPE_UNSUPPORTED'])
  })

  it('401 API_KEY_SANDBOX_UNAVAILABLE: its sandbox was archived', async () => {
    const { key, sandboxId } = await server.anotherSandbox()
    assert.equal((await server.call('GET', path, { key })).status, 200)
    await server.services.db.query(`UPDATE environments SET status = 'archived' WHERE sandbox_id = $1`, [
      sandboxId,
    ])
    server.clock.advance(1000)
    const { status, error } = await server.call('GET', path, { key })
    assert.deepEqual([status, error.code], [401, 'API_KEY_SANDBOX_UNAVAILABLE'])
  })
})

describe('worlds apart', () => {
  it('404: a live key, and another sandbox, asking for a sandbox order', async () => {
    const { data } = await server.call('POST', '/v1/orders', { body: order })
    const place = `/v1/orders/${data.order_id}`
    assert.equal((await server.call('GET', place)).status, 200)
    const { key } = await server.anotherSandbox()
    for (const other of [server.liveKey, key]) {
      const { status, error } = await server.call('GET', place, { key: other })
      assert.deepEqual([status, error.code], [404, 'ORDER_NOT_FOUND'])
    }
  })

  it('404: a key of another merchant', async () => {
    const { db, ids, clock } = server.services
    const { data } = await server.call('POST', '/v1/orders', { body: order })
    const [merchantId, otherId] = [ids.newId('mer'), ids.newId('menv')]
    await db.query(
      `INSERT INTO merchants (merchant_id, business_name, created_at) VALUES ($1, 'Other', $2)`,
      [merchantId, clock.now()],
    )
    await db.query(
      `INSERT INTO environments (environment_id, merchant_id, mode, sandbox_id, name, fee_bps, fee_fixed, created_at)
       VALUES ($1, $2, 'test', $3, 'Theirs', 290, 30, $4)`,
      [otherId, merchantId, ids.newId('test'), clock.now()],
    )
    const { key } = await addKey(server.services, otherId)
    const { status, error } = await server.call('GET', `/v1/orders/${data.order_id}`, { key })
    assert.deepEqual([status, error.code], [404, 'ORDER_NOT_FOUND'])
  })
})

describe('scopes', () => {
  it('403 INSUFFICIENT_SCOPE: a read scope on a write route', async () => {
    const { key } = await addKey(server.services, environmentId, { scopes: ['commerce.orders.read'] })
    const { status, error, headers } = await server.call('POST', '/v1/orders', { key, body: order })
    assert.deepEqual([status, error.code, error.type], [403, 'INSUFFICIENT_SCOPE', 'authorization_error'])
    assert.deepEqual(error.missing_scopes, ['commerce.orders.write'])
    assert.deepEqual(error.scope_requirement, { mode: 'all', scopes: ['commerce.orders.write'] })
    assert.equal(headers.get('flint-mode'), 'test')
  })

  it('200: a write scope on a read route; 403: any other scope', async () => {
    const { key } = await addKey(server.services, environmentId, { scopes: ['commerce.orders.write'] })
    assert.equal((await server.call('GET', '/v1/orders', { key })).status, 200)
    const other = await addKey(server.services, environmentId, { scopes: ['webhooks.write'] })
    const { status, error } = await server.call('GET', '/v1/orders', { key: other.key })
    assert.deepEqual([status, error.missing_scopes], [403, ['commerce.orders.read']])
    assert.deepEqual(error.scope_requirement, {
      mode: 'any',
      scopes: ['commerce.orders.read', 'commerce.orders.write'],
    })
  })

  it('200: an older name gives what its newer name gives', async () => {
    const { key } = await addKey(server.services, environmentId, { scopes: ['customers.customers.read'] })
    assert.equal((await server.call('GET', '/v1/customers', { key })).status, 200)
    const { status, error } = await server.call('POST', '/v1/customers', { key, body: {} })
    assert.deepEqual([status, error.missing_scopes], [403, ['customers.write']])
  })

  it('200: the wildcard gives everything, and can be given on by who holds it', async () => {
    const { key } = await addKey(server.services, environmentId, { scopes: ['*'] })
    for (const place of ['/v1/orders', '/v1/webhook-endpoints', '/v1/api-keys'])
      assert.equal((await server.call('GET', place, { key })).status, 200)
    assert.deepEqual((await server.call('GET', path, { key })).data.scopes, ['*'])
    const body = { name: 'All', scopes: ['*'] }
    assert.equal((await server.call('POST', '/v1/api-keys', { key, body })).status, 201)
    const { error } = await server.call('POST', '/v1/api-keys', { body })
    assert.equal(error.code, 'UNKNOWN_SCOPE')
  })

  it('403: a read that no write scope serves names one scope', async () => {
    const { key } = await addKey(server.services, environmentId, { scopes: ['webhooks.write'] })
    const { error } = await server.call('GET', '/v1/disputes', { key })
    assert.deepEqual(error.scope_requirement, { mode: 'any', scopes: ['payments.disputes.read'] })
  })

  it('403: expanding what the key may not read', async () => {
    const { key } = await addKey(server.services, environmentId, { scopes: ['commerce.orders.read'] })
    const { status, error } = await server.call('GET', '/v1/orders?expand=payment_intents', { key })
    assert.deepEqual([status, error.missing_scopes], [403, ['payments.payment_intents.read']])
  })
})

describe('X-Request-Id', () => {
  it('echoes the id that was sent, in header and body, also in errors', async () => {
    const headers = { 'X-Request-Id': 'my-request.42' }
    const good = await server.call('GET', path, { headers })
    assert.equal(good.headers.get('x-request-id'), 'my-request.42')
    assert.equal(good.json.request_id, 'my-request.42')
    const bad = await server.call('GET', '/v1/orders/none', { headers })
    assert.equal(bad.headers.get('x-request-id'), 'my-request.42')
    assert.equal(bad.error.request_id, 'my-request.42')
    assert.equal(bad.error.request_log_url, '/v1/developer/request-logs?request_id=my-request.42')
  })

  it('makes its own in place of one that is empty, too long, or not visible ASCII', async () => {
    for (const sent of ['', 'a'.repeat(129), 'a b', 'ü'])
      assert.match(
        (await ask({ 'X-API-Key': server.sandboxKey, 'X-Request-Id': sent })).json.request_id,
        uuid,
      )
  })
})

describe('Flint-Version', () => {
  const version = (sent: string) => server.call('GET', path, { headers: { 'Flint-Version': sent } })

  it('serves 2026-02-01 unless asked otherwise, and says so', async () => {
    const { headers, json } = await server.call('GET', path)
    assert.equal(headers.get('flint-version'), '2026-02-01')
    assert.equal(json.meta.api_version, '2026-02-01')
  })

  it('serves the version that was asked for', async () => {
    for (const sent of ['2026-02-01', '2026-09-07']) {
      const { headers, json } = await version(sent)
      assert.deepEqual([headers.get('flint-version'), json.meta.api_version], [sent, sent])
    }
  })

  it("serves the merchant's own version, in all of its environments, unless asked otherwise", async () => {
    const pin = async (to: string | null) => {
      await server.services.db.query('UPDATE merchants SET api_version = $1 WHERE merchant_id = $2', [
        to,
        server.seeded.merchantId,
      ])
      server.clock.advance(1000)
    }
    await pin('2026-09-07')
    assert.equal((await server.call('GET', path)).headers.get('flint-version'), '2026-09-07')
    const live = await server.call('GET', path, { key: server.liveKey })
    assert.equal(live.headers.get('flint-version'), '2026-09-07')
    assert.equal((await version('2026-02-01')).headers.get('flint-version'), '2026-02-01')
    await pin(null)
  })

  it('400 INVALID_API_VERSION with the versions there are', async () => {
    for (const sent of ['2020-01-01', 'latest', '2026-9-7', '2026-02-01, 2026-09-07']) {
      const { status, error } = await version(sent)
      assert.deepEqual([status, error.code, error.param], [400, 'INVALID_API_VERSION', 'Flint-Version'])
      assert.deepEqual(error.details[0].supported_api_versions, ['2026-02-01', '2026-09-07'])
    }
  })
})

describe('the error object', () => {
  it('has every field that readers rely on', async () => {
    const { error, headers } = await server.call('GET', '/v1/orders?colour=red')
    assert.equal(error.type, 'validation_error')
    assert.equal(error.error_source, 'integration')
    assert.equal(error.doc_url, `${server.url}/docs/errors#UNSUPPORTED_QUERY_PARAM`)
    assert.deepEqual(error.remediation.missing_or_invalid_fields, ['colour'])
    assert.deepEqual(error.remediation.next_actions, [])
    assert.equal(headers.get('content-type'), 'application/json; charset=utf-8')
    assert.equal(headers.get('cache-control'), 'no-store')
  })
})
