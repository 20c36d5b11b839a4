import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { routes } from '../../apps/server/src/app.ts'
import { errorCatalogue } from '../../apps/server/src/platform/http/errors.ts'
import { errorsOf } from '../../apps/server/src/platform/http/openapi-errors.ts'
import { environmentOf } from '../support/add-key.ts'
import { rawRequest, type RawAnswer } from '../support/raw-request.ts'
import { startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'

/* What every answer has, whatever the route and whether it is a refusal. Source: contract, flint-platform 4 and 6. */
const server = await startTestServer()
const environmentId = await environmentOf(server.services, server.seeded.sandboxId)
const auth = { Authorization: `Bearer ${server.sandboxKey}` }
const plainJson = { 'Content-Type': 'application/json' }
const json = { ...auth, ...plainJson }
const placeOf = (path: string) => path.replace(/\{(\w+)\}/g, 'no_such_id')

const types: Record<number, string> = {
  400: 'validation_error',
  401: 'authentication_error',
  402: 'payment_error',
  403: 'authorization_error',
  404: 'not_found_error',
  405: 'invalid_request_error',
  409: 'conflict_error',
  413: 'invalid_request_error',
  415: 'invalid_request_error',
  429: 'rate_limit_error',
}

const expectOnEvery = ({ headers, json: sent }: RawAnswer) => {
  assert.match(String(headers['x-request-id']), /^[\x21-\x7e]+$/)
  assert.equal(sent.request_id, headers['x-request-id'])
  assert.match(String(headers['flint-version']), /^2026-0[29]-0[17]$/)
  assert.equal(headers['content-type'], 'application/json; charset=utf-8')
  assert.equal(headers['cache-control'], 'no-store')
}

const expectEnvelope = (answer: RawAnswer) => {
  expectOnEvery(answer)
  const { status, error, json: sent, headers } = answer
  assert.equal(sent.data, undefined)
  assert.equal(error.type, types[status], `${status}`)
  const definition = errorCatalogue.get(error.code)
  assert.equal(definition?.status, status, error.code)
  assert.ok(error.message.length > 0)
  assert.equal(error.doc_url, `${server.url}/docs/errors#${error.code}`)
  assert.match(error.error_source, /^(merchant|integration|flint)$/)
  assert.equal(error.request_id, headers['x-request-id'])
  assert.equal(
    error.request_log_url,
    `/v1/developer/request-logs?request_id=${encodeURIComponent(error.request_id)}`,
  )
  assert.equal(error.remediation.retryable, definition.isRetryable)
}

const expectContext = ({ headers }: RawAnswer) => {
  assert.equal(headers['flint-mode'], 'test')
  assert.equal(headers['flint-merchant-id'], server.seeded.merchantId)
  assert.equal(headers['flint-merchant-environment-id'], environmentId)
  assert.equal(headers['flint-sandbox-id'], server.seeded.sandboxId)
}

describe('every route, called with a key and nothing else', () => {
  for (const route of routes.filter(({ operationId }) => operationId !== 'getOpenAPISpec'))
    it(`${route.method} ${route.path}`, async () => {
      const answer = await rawRequest(server.url, route.method, placeOf(route.path), auth)
      // Where the address says whose it is, no key counts.
      if (!route.environmentOf) expectContext(answer)
      if (answer.status < 400 && route.stream?.answers) {
        assert.equal(answer.headers['content-type'], route.stream.answers)
        assert.equal(answer.headers['cache-control'], 'no-store')
      } else if (answer.status < 400) {
        expectOnEvery(answer)
        assert.ok('data' in answer.json)
        assert.equal(answer.json.meta.api_version, answer.headers['flint-version'])
        assert.equal(answer.json.meta.request_id, answer.json.request_id)
      } else expectEnvelope(answer)
      const isWrite = route.idempotency !== 'none'
      if (isWrite && answer.status < 400) assert.ok(answer.headers['idempotency-key'])
    })
})

describe('every kind of refusal has the envelope', () => {
  const big = `{"a":"${'a'.repeat(1024 * 1024)}"}`
  const cases: [
    what: string,
    status: number,
    method: string,
    path: string,
    headers: object,
    body?: string,
  ][] = [
    ['no key', 401, 'GET', '/v1/orders', {}],
    ['a wrong key', 401, 'GET', '/v1/orders', { 'X-API-Key': 'flint_test_nonsense' }],
    ['two keys', 401, 'GET', '/v1/orders', { ...auth, 'X-API-Key': server.sandboxKey }],
    ['a version that does not exist', 400, 'GET', '/v1/orders', { ...auth, 'Flint-Version': '2020-01-01' }],
    ['an unknown path', 404, 'GET', '/v1/nothing', auth],
    ['a path outside the API', 404, 'GET', '/nothing', auth],
    ['a badly encoded path', 404, 'GET', '/v1/orders/%zz', auth],
    ['an unknown id', 404, 'GET', '/v1/orders/ord_none', auth],
    ['a wrong method', 405, 'DELETE', '/v1/orders', auth],
    ['OPTIONS', 405, 'OPTIONS', '/v1/orders', auth],
    ['a wrong content type', 415, 'POST', '/v1/orders', { ...auth, 'Content-Type': 'text/plain' }, 'a'],
    ['broken JSON', 400, 'POST', '/v1/orders', json, '{'],
    ['JSON of the wrong shape', 400, 'POST', '/v1/orders', json, '[]'],
    ['an unknown field', 400, 'POST', '/v1/orders', json, '{"nmae":1}'],
    ['an unknown query key', 400, 'GET', '/v1/orders?colour=red', auth],
    ['too much', 413, 'POST', '/v1/orders', json, big],
    ['a bad idempotency key', 400, 'POST', '/v1/orders', { ...json, 'Idempotency-Key': 'ü' }, '{}'],
  ]
  for (const [what, status, method, path, headers, body] of cases)
    it(`${status}: ${what}`, async () => {
      const answer = await rawRequest(server.url, method, path, headers as Record<string, string>, body)
      assert.equal(answer.status, status)
      expectEnvelope(answer)
      const { allow } = answer.headers
      assert.equal(typeof allow === 'string', status === 405)
      const isOnARoute =
        path.startsWith('/v1/orders') && ![401, 405].includes(status) && !path.endsWith('%zz')
      if (isOnARoute) expectContext(answer)
    })

  it('echoes a request id that was sent, unless it gives something away', async () => {
    const ask = (id: string) => rawRequest(server.url, 'GET', '/v1/orders', { ...auth, 'X-Request-Id': id })
    assert.equal((await ask('mine-7')).headers['x-request-id'], 'mine-7')
    for (const secret of [server.sandboxKey, `a-${server.liveKey}`, '4242424242424242']) {
      const { headers, json: sent } = await ask(secret)
      assert.match(String(headers['x-request-id']), /^[\da-f-]{36}$/)
      assert.ok(!JSON.stringify(sent).includes(secret))
    }
  })

  it('keeps the calls with a key in the request log, also those whose body could not be read', async () => {
    const answer = await rawRequest(server.url, 'POST', '/v1/orders', json, '{')
    const logged = async () =>
      (
        await server.services.db.query(
          'SELECT status_code, error_code FROM request_logs WHERE request_id = $1',
          [answer.headers['x-request-id']],
        )
      ).rows
    await waitFor('the call in the log', async () => (await logged()).length === 1)
    assert.deepEqual(await logged(), [{ status_code: 400, error_code: 'INVALID_JSON' }])
  })

  it('asks who is calling before it reads the body', async () => {
    for (const body of ['{', big])
      assert.equal((await rawRequest(server.url, 'POST', '/v1/orders', plainJson, body)).status, 401)
  })
})

describe('the error codes', () => {
  it('that a route declares are in the catalogue', () => {
    for (const route of routes)
      for (const error of errorsOf(route))
        assert.equal(errorCatalogue.get(error.code), error, route.operationId)
  })

  it('are in capitals, with a sentence for what and one for what to do', () => {
    for (const { code, message, nextSteps } of errorCatalogue.values()) {
      assert.match(code, /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/)
      assert.match(message, /^[A-Za-z“"].*[.!?]$/s, code)
      assert.match(nextSteps, /^[A-Z“"].*[.!?]$/s, code)
    }
  })
})

describe('Flint-Version', () => {
  const body = { line_items: [{ name: 'Mug', unit_price_money: { amount: 1450, currency: 'USD' } }] }
  const as = (version: string) => ({ headers: { 'Flint-Version': version } })

  it('decides what the status of a paid order says: read, listed, and under pay', async () => {
    const { data: order } = await server.call('POST', '/v1/orders', { body, ...as('2026-09-07') })
    assert.equal(order.status, 'open')
    const pay = { action: 'pay', payment_source: { token: 'tok_visa' } }
    const path = `/v1/orders/${order.order_id}`
    const paid = await server.call('POST', `${path}/pay`, {
      body: pay,
      idempotencyKey: 'paid-in-the-newer',
      ...as('2026-09-07'),
    })
    assert.deepEqual([paid.data.order.status, paid.data.order.payment_status], ['open', 'paid'])
    for (const [version, status] of [
      ['2026-02-01', 'paid'],
      ['2026-09-07', 'open'],
    ] as const) {
      const read = await server.call('GET', path, as(version))
      assert.deepEqual([read.data.status, read.data.payment_status], [status, 'paid'])
      const list = await server.call('GET', '/v1/orders?page_size=1', as(version))
      assert.equal(list.data[0].status, status)
      assert.deepEqual([list.headers.get('flint-version'), list.json.meta.api_version], [version, version])
    }
  })

  it('is in refusals too, as asked for', async () => {
    for (const version of ['2026-02-01', '2026-09-07']) {
      const { headers } = await server.call('GET', '/v1/orders/ord_none', as(version))
      assert.equal(headers.get('flint-version'), version)
    }
  })
})

describe('GET /health, GET /healthz', () => {
  it('200 without a credential; /health says which build it is', async () => {
    for (const path of ['/health', '/healthz']) {
      const { status, json: sent, headers } = await rawRequest(server.url, 'GET', path)
      assert.deepEqual([status, sent.status], [200, 'ok'])
      assert.ok(headers['x-request-id'])
    }
    const { build } = (await rawRequest(server.url, 'GET', '/health')).json
    assert.deepEqual(Object.keys(build), ['sha', 'artifactId', 'startedAt'])
    assert.ok(build.sha === null || /^[0-9a-f]{40}$/.test(build.sha))
    assert.match(build.artifactId, /^flint@\d+\.\d+\.\d+$/)
    assert.ok(Date.parse(build.startedAt) <= server.clock.nowMs())
  })
})
