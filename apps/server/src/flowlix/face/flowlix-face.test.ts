import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { ApiAnswer, ApiCall } from '../../../../../test/support/api.ts'
import { freshKey } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { aFace } from './a-face.fixture.ts'

/* What every route of the second public API has in common, by routes that do nothing else. Source: contract, flowlix 1, 2, 10. */
const server = await startTestServer()
const face = await aFace(server)
const keys = {} as Record<'a' | 'c', string>

const makeKey = async (dialect: string, more: object = {}) => {
  const { data, text } = await server.call('POST', '/v1/api-keys', {
    body: { name: 'A key', dialect, ...more },
  })
  assert.ok(data, text)
  return data.secret_key as string
}

before(async () => {
  keys.a = await makeKey('flowlix_a')
  keys.c = await makeKey('flowlix_c')
})

const pay = (body: unknown, call: ApiCall = {}) => face.call('POST', '/v1/payments', { body, ...call })
const inC = (call: ApiCall = {}): ApiCall => ({ key: keys.c, idempotencyKey: freshKey('face'), ...call })

const expectError = (
  answer: ApiAnswer,
  status: number,
  type: string,
  code: string,
  param: string | null = null,
) => {
  const { error } = answer
  assert.ok(error, answer.text)
  assert.deepEqual(
    [answer.status, error.type, error.code, error.param],
    [status, type, code, param],
    answer.text,
  )
  assert.equal(error.request_id, answer.headers.get('flowlix-request-id'))
  assert.equal(error.request_id, answer.headers.get('request-id'))
  assert.match(error.request_id, /^req_[a-z0-9]+$/)
  assert.match(error.doc_url, new RegExp(`/docs/flowlix-errors#${code}$`))
  assert.deepEqual(Object.keys(answer.json), ['error'])
}

describe('a key', () => {
  it('401: none, malformed, unknown, and one of the other API; without rate-limit headers', async () => {
    for (const key of [null, 'nonsense', `fl_test_sk_${'z'.repeat(32)}`, server.sandboxKey, server.liveKey]) {
      const answer = await face.call('GET', '/v1/payments/pay_1', { key })
      expectError(answer, 401, 'authentication_error', 'invalid_api_key')
      assert.equal(answer.error.decline_code, null)
      assert.equal(answer.headers.get('x-ratelimit-limit'), null)
    }
  })

  it('401: revoked', async () => {
    const { data } = await server.call('POST', '/v1/api-keys', {
      body: { name: 'Gone', dialect: 'flowlix_a' },
    })
    await server.call('POST', `/v1/api-keys/${data.api_key_id}/revoke`)
    const answer = await face.call('GET', '/v1/payments/pay_1', { key: data.secret_key })
    expectError(answer, 401, 'authentication_error', 'invalid_api_key')
  })

  it('401: the header X-API-Key is the other API’s', async () => {
    const answer = await face.call('GET', '/v1/payments/pay_1', {
      key: null,
      headers: { 'X-API-Key': server.flowlixKey },
    })
    expectError(answer, 401, 'authentication_error', 'invalid_api_key')
  })

  it('403: without the right, in every form', async () => {
    const poor = await makeKey('flowlix_a', { scopes: ['payments.payment_intents.read'] })
    assert.equal((await face.call('GET', '/v1/payments/pay_1', { key: poor })).status, 200)
    expectError(await pay({ amount: 1 }, { key: poor }), 403, 'authentication_error', 'permission_denied')
  })

  it('picks the mode', async () => {
    const live = await server.call('POST', '/v1/api-keys', {
      key: server.liveKey,
      body: { name: 'Live', dialect: 'flowlix_a' },
    })
    assert.match(live.data.secret_key, /^fl_live_sk_[A-Za-z0-9]{32}$/)
    assert.equal(
      (await face.call('GET', '/v1/payments/p_1', { key: live.data.secret_key })).json.mode,
      'live',
    )
    assert.equal((await face.call('GET', '/v1/payments/p_1')).json.mode, 'test')
  })
})

describe('the form', () => {
  const profileOf = async (call: ApiCall = {}) =>
    (await face.call('GET', '/v1/payments/p_1', call)).json.profile
  const set = async (body: object) => {
    const { status, data } = await server.call('PATCH', '/v1/flowlix/settings', { body })
    assert.equal(status, 200)
    server.clock.advance(1100)
    return data
  }

  it('is A by default, C by the key', async () => {
    assert.equal(await profileOf(), 'a')
    assert.equal(await profileOf({ key: keys.c }), 'c')
  })

  it('is B by setting, or from a version on; a key of form C stays what it is', async () => {
    assert.deepEqual(await set({ profile: 'b' }), { profile: 'b', b_from: null, default_version: null })
    assert.equal(await profileOf(), 'b')
    assert.equal(await profileOf({ key: keys.c }), 'c')
    await set({ profile: 'a', b_from: '2026-06-01' })
    const at = (day: string) => profileOf({ headers: { 'Flowlix-Version': day } })
    assert.deepEqual([await profileOf(), await at('2026-05-31'), await at('2026-06-01')], ['a', 'a', 'b'])
    await set({ default_version: '2026-07-01' })
    assert.deepEqual([await profileOf(), await at('2026-05-31')], ['b', 'a'])
    assert.deepEqual((await server.call('GET', '/v1/flowlix/settings')).data, {
      profile: 'a',
      b_from: '2026-06-01',
      default_version: '2026-07-01',
    })
    await set({ b_from: null, default_version: null })
    assert.equal(await profileOf(), 'a')
  })

  it('400: a version that is no day', async () => {
    for (const day of ['2026-13-01', '2026-02-30', '2026-2-3', 'latest', '']) {
      const answer = await face.call('GET', '/v1/payments/p_1', { headers: { 'Flowlix-Version': day } })
      expectError(answer, 400, 'invalid_request_error', 'parameter_invalid', 'Flowlix-Version')
    }
  })

  it('settings refuse what is no day, no form, and nothing', async () => {
    const codeOf = async (body: object) =>
      (await server.call('PATCH', '/v1/flowlix/settings', { body })).error?.code
    assert.equal(await codeOf({}), 'NO_FIELDS_TO_UPDATE')
    assert.equal(await codeOf({ b_from: '2026-02-30' }), 'INVALID_REQUEST')
    assert.equal(await codeOf({ profile: 'c' }), 'INVALID_REQUEST')
  })
})

describe('every answer', () => {
  it('has a request id of its own, the same in both headers; the caller’s own is not taken', async () => {
    const headers = { 'X-Request-Id': 'mine' }
    const first = await face.call('GET', '/v1/payments/p_1', { headers })
    const second = await face.call('GET', '/v1/payments/p_1', { headers })
    const ids = [first, second].map((each) => each.headers.get('flowlix-request-id')!)
    assert.notEqual(ids[0], ids[1])
    for (const id of ids) assert.match(id, /^req_[a-z0-9]+$/)
    assert.equal(first.headers.get('request-id'), ids[0])
  })

  it('404: an unknown path or method, and a path of another form', async () => {
    expectError(await face.call('GET', '/v1/payments/a/b/c'), 404, 'invalid_request_error', 'route_not_found')
    expectError(await face.call('DELETE', '/v1/payments/a'), 404, 'invalid_request_error', 'route_not_found')
    expectError(
      await face.call('POST', '/v1/nothing', { body: 'no JSON' }),
      404,
      'invalid_request_error',
      'route_not_found',
    )
    const refund = await face.call('POST', '/v1/refunds', { body: { amount: 1 } })
    expectError(refund, 404, 'invalid_request_error', 'route_not_found')
    assert.equal((await face.call('POST', '/v1/refunds', inC({ body: { amount: 1 } }))).status, 201)
  })

  it('401 before 404; 404 for a path that is not even well encoded', async () => {
    expectError(
      await face.call('GET', '/v1/payments/a/b/c', { key: null }),
      401,
      'authentication_error',
      'invalid_api_key',
    )
    const answer = await face.call('GET', '/v1/payments/%E0%A4%A')
    expectError(answer, 404, 'invalid_request_error', 'route_not_found')
  })

  it('form C names fields in brackets and leaves out decline_code', async () => {
    const answer = await pay({ amount: 1, customer: { email: 'x' } }, inC())
    expectError(answer, 400, 'invalid_request_error', 'parameter_invalid', 'customer[email]')
    assert.ok(!('decline_code' in answer.error))
    assert.match(answer.error.message, /customer\[email\]/)
  })
})

describe('a body', () => {
  it('400 invalid_json: what does not parse, is not JSON, or is no object', async () => {
    expectError(await pay('{"amount":'), 400, 'invalid_request_error', 'invalid_json')
    expectError(await pay('[1]'), 400, 'invalid_request_error', 'invalid_json')
    expectError(await pay('null'), 400, 'invalid_request_error', 'invalid_json')
    const form = await pay('amount=1', { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })
    expectError(form, 400, 'invalid_request_error', 'invalid_json')
  })

  it('400 parameter_missing and parameter_invalid, with the field', async () => {
    expectError(await pay({}), 400, 'invalid_request_error', 'parameter_missing', 'amount')
    expectError(await pay(undefined), 400, 'invalid_request_error', 'parameter_missing', 'amount')
    for (const amount of [0, -1, 1.5, '100', null])
      expectError(await pay({ amount }), 400, 'invalid_request_error', 'parameter_invalid', 'amount')
    expectError(
      await pay({ amount: 1, customer: {} }),
      400,
      'invalid_request_error',
      'parameter_missing',
      'customer.email',
    )
  })

  it('fields that are not known are ignored', async () => {
    assert.equal((await pay({ amount: 1, anything: { else: true } })).status, 201)
  })

  it('400: a card number where none belongs; the value is not repeated', async () => {
    const answer = await pay({
      amount: 1,
      note: 'card 4242 4242 4242 4242',
      card: { number: '4242424242424242' },
    })
    expectError(answer, 400, 'invalid_request_error', 'parameter_invalid', 'note')
    assert.ok(!/4242/.test(answer.text))
    assert.equal((await pay({ amount: 1, card: { number: '4242424242424242' } })).status, 201)
  })

  it('400: a query value that is not as it must be', async () => {
    const answer = await face.call('GET', '/v1/payments/p_1?limit=101')
    expectError(answer, 400, 'invalid_request_error', 'parameter_invalid', 'limit')
    assert.equal((await face.call('GET', '/v1/payments/p_1?limit=100&else=1')).status, 200)
  })
})

describe('what goes wrong behind a route', () => {
  it('422: a refusal of this API', async () => {
    const answer = await pay({ amount: 1, fails: 'refused' })
    expectError(answer, 422, 'invalid_request_error', 'payment_not_refundable')
  })

  it('404: a refusal of the engine, without its words', async () => {
    const answer = await pay({ amount: 1, fails: 'engine' })
    expectError(answer, 404, 'invalid_request_error', 'resource_not_found')
  })

  it('500, in B and C 503: nobody can do it just now', async () => {
    const body = { amount: 1, fails: 'unavailable' }
    expectError(await pay(body), 500, 'api_error', 'service_unavailable')
    expectError(await pay(body, inC()), 503, 'api_error', 'service_unavailable')
  })

  it('500: a fault of ours, which says nothing of itself', async () => {
    const answer = await pay({ amount: 1, fails: 'bug' })
    expectError(answer, 500, 'api_error', 'internal_error')
    assert.ok(!answer.text.includes('secret detail'))
    assert.ok(server.logLines.some((line) => line.includes('A secret detail')))
  })
})

describe('the request log', () => {
  it('has the call with its route, its error, and no card number', async () => {
    const answer = await pay({ amount: 1, fails: 'refused', card: { number: '4242424242424242' } })
    await new Promise((resolve) => setTimeout(resolve, 700))
    const { rows } = await server.services.db.query(
      'SELECT path, route_pattern, error_code, status_code FROM request_logs WHERE request_id = $1',
      [answer.error.request_id],
    )
    assert.deepEqual(rows, [
      {
        path: '/v1/payments',
        route_pattern: '/v1/payments',
        error_code: 'payment_not_refundable',
        status_code: 422,
      },
    ])
  })
})
