import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { sendCall } from '../../../../../test/support/api.ts'
import { freshKey } from '../../../../../test/support/money-calls.ts'
import { rawRequest } from '../../../../../test/support/raw-request.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { routes } from '../../app.ts'
import { flowlixRoutes } from '../routes.ts'

/* No route of one public API is reached with a key of the other. Source: contract, flowlix 17.4. */
const server = await startTestServer({ FLOWLIX_HOSTS: 'pay.example' })
const { port } = server.services.config
const keys = {} as Record<'flowlix_a' | 'flowlix_c', string>

before(async () => {
  for (const dialect of ['flowlix_a', 'flowlix_c'] as const) {
    const { data } = await server.call('POST', '/v1/api-keys', { body: { name: dialect, dialect } })
    keys[dialect] = data.secret_key
  }
})

const placeOf = ({ method, path }: { method: string; path: string }) => ({
  method,
  path: path.replace(/\{\w+\}/g, 'no_such_id'),
})
const isOnBoth = ({ method, path }: { method: string; path: string }) =>
  flowlixRoutes.some((each) => each.method === method && each.path === path)

describe('a key of the Flowlix API is none on', () => {
  for (const route of routes.filter((each) => !isOnBoth(each)))
    it(`${route.operationId}: 401 in the words of the Flint API`, async () => {
      const { method, path } = placeOf(route)
      for (const key of Object.values(keys)) {
        const { status, error, headers } = await sendCall(server.url, key, method, path)
        assert.deepEqual([status, error?.code], [401, 'INVALID_API_KEY'])
        assert.equal(headers.get('flowlix-request-id'), null)
      }
    })
})

describe('a key of the Flint API is none on', () => {
  for (const route of flowlixRoutes) {
    const { method, path } = placeOf(route)
    const expectNone = (answer: { status: number; json: any; headers: unknown }) => {
      assert.deepEqual(
        [answer.status, answer.json?.error.type, answer.json?.error.code],
        [401, 'authentication_error', 'invalid_api_key'],
      )
      assert.deepEqual(Object.keys(answer.json), ['error'])
    }
    it(`${route.operationId}: 401 in the words of the Flowlix API`, async () => {
      for (const key of [server.sandboxKey, server.liveKey]) {
        if (!isOnFlint(route)) expectNone(await server.flowlix(method, path, { key }))
        const headers = { Host: 'pay.example', Authorization: `Bearer ${key}` }
        expectNone(await rawRequest(server.url, method, path, headers))
      }
    })
  }
})

const isOnFlint = ({ method, path }: { method: string; path: string }) =>
  routes.some((each) => each.method === method && each.path === path)

describe('on the Flowlix host', () => {
  const at = (path: string, key: string | null) =>
    rawRequest(`http://127.0.0.1:${port}`, 'GET', path, {
      Host: 'pay.example',
      ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
    })

  it('there is nothing of the Flint API', async () => {
    assert.equal((await at('/v1/api-keys', keys.flowlix_a)).error.code, 'route_not_found')
    assert.equal((await at('/v1/api-keys', server.sandboxKey)).error.code, 'invalid_api_key')
    assert.equal((await at('/v1/api-keys', null)).error.code, 'invalid_api_key')
  })
})

describe('without a usable key', () => {
  it('/v1/payments… answers as the Flowlix API, 401', async () => {
    for (const path of ['/v1/payments', '/v1/payments?limit=1', '/v1/payments/pay_1', '/v1/payments/a/b'])
      for (const key of [null, 'nonsense', server.sandboxKey]) {
        const { status, error, headers } = await server.flowlix('GET', path, { key })
        assert.deepEqual([status, error.code], [401, 'invalid_api_key'])
        assert.equal(headers.get('flowlix-request-id'), error.request_id)
      }
  })

  it('anything else as the Flint API', async () => {
    const { status, error } = await server.call('GET', '/v1/payments-of-old', { key: null })
    assert.deepEqual([status, error.code], [404, 'ROUTE_NOT_FOUND'])
  })

  it('whole addresses, as a proxy sends them, are led the same way', async () => {
    const { status, error } = await rawRequest(server.url, 'GET', `${server.url}/v1/payments?limit=1`)
    assert.deepEqual([status, error.code], [401, 'invalid_api_key'])
  })
})

describe('a key of the Flowlix API', () => {
  it('is shown with what it speaks, and made only with what its maker may give', async () => {
    const { data } = await server.call('POST', '/v1/api-keys', {
      body: { name: 'Shop', dialect: 'flowlix_c', scopes: ['payments.payment_intents.read'] },
    })
    assert.match(data.secret_key, /^api_test_sk_[A-Za-z0-9]{32}$/)
    assert.equal(data.key_prefix, data.secret_key.slice(0, 16))
    const shown = await server.call('GET', `/v1/api-keys/${data.api_key_id}`)
    assert.deepEqual(
      [shown.data.dialect, shown.data.scopes],
      ['flowlix_c', ['payments.payment_intents.read']],
    )
    const list = await server.call('GET', '/v1/api-keys')
    assert.ok(list.data.some((each: any) => each.dialect === 'flint'))
    const poor = await server.call('POST', '/v1/api-keys', {
      body: { name: 'Poor', scopes: ['accounts.api_keys.write'] },
    })
    const refused = await server.call('POST', '/v1/api-keys', {
      key: poor.data.secret_key,
      body: { name: 'Rich', dialect: 'flowlix_a' },
    })
    assert.deepEqual([refused.status, refused.error.code], [403, 'SCOPE_NOT_ALLOWED'])
  })

  it('a key of the Flint API still says what it may do', async () => {
    const { status, error } = await server.call('POST', '/v1/api-keys', { body: { name: 'All' } })
    assert.deepEqual([status, error.code, error.param], [400, 'SCOPES_REQUIRED', 'scopes'])
  })

  it('is kept as a digest, and is in no log', async () => {
    await server.flowlix('GET', '/v1/payments/a/b', { headers: { 'X-Note': server.flowlixKey } })
    await server.call('GET', `/v1/orders/${server.flowlixKey}`)
    await new Promise((resolve) => setTimeout(resolve, 700))
    const { rows } = await server.services.db.query('SELECT path FROM request_logs')
    assert.ok(rows.every(({ path }) => !path.includes(server.flowlixKey)))
    assert.ok(server.logLines.every((line) => !line.includes(server.flowlixKey)))
  })
})

describe('over plain http', () => {
  it('400 https_required before anything else, in both modes, and never a redirect', async () => {
    const open = await startTestServer({ FLINT_PUBLIC_URL: 'https://pay.example' })
    const url = `http://127.0.0.1:${open.services.config.port}`
    for (const key of [open.flowlixKey, `fl_live_sk_${'x'.repeat(32)}`, null]) {
      const { status, error, headers } = await sendCall(url, open.flowlixKey, 'POST', '/v1/payments', {
        key,
        body: '{',
        idempotencyKey: freshKey('open'),
      })
      assert.deepEqual([status, error.type, error.code], [400, 'invalid_request_error', 'https_required'])
      assert.equal(headers.get('location'), null)
      assert.equal(headers.get('flowlix-request-id'), error.request_id)
    }
  })

  it('a proxy is believed only where it is trusted', async () => {
    const forwarded = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '203.0.113.7' }
    const statusAt = async (env: Record<string, string>) => {
      const behind = await startTestServer({ FLINT_PUBLIC_URL: 'https://pay.example', ...env })
      const url = `http://127.0.0.1:${behind.services.config.port}`
      const { error } = await sendCall(url, behind.flowlixKey, 'GET', '/v1/payments/a/b', {
        headers: forwarded,
      })
      return error.code
    }
    assert.equal(await statusAt({ FLINT_TRUST_PROXY: '127.0.0.1' }), 'route_not_found')
    assert.equal(await statusAt({}), 'https_required')
  })
})
