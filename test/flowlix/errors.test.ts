import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addKey } from '../support/add-key.ts'
import {
  cards,
  clientOf,
  directBody,
  expectError,
  flowlixCalls,
  hostedBody,
  makeFlowlixKey,
  profiles,
  withCard,
  withField,
} from '../support/flowlix-calls.ts'
import { startTestServer } from '../support/server.ts'

/* Source: contract, flowlix 10: the shape, every code with its type and status, and the order of the checks. */
const server = await startTestServer()
const clients = await flowlixCalls(server)

const invalid = (code: string, status: number) => ({ status, type: 'invalid_request_error', code })
const unauthenticated = { status: 401, type: 'authentication_error', code: 'invalid_api_key' }
const random = 'A'.repeat(32)

for (const profile of profiles) {
  const client = clients[profile]
  const badVersion = { 'Flowlix-Version': 'tomorrow' }

  describe(`${profile.toUpperCase()}: the shape of an error`, () => {
    it('has its keys in this order', async () => {
      const { json } = await client.pay({})
      const keys = Object.keys(json.error)
      const all = ['type', 'code', 'message', 'param', 'decline_code', 'doc_url', 'request_id']
      // C's sample leaves decline_code out where it does not apply.
      assert.deepEqual(keys, profile === 'c' ? all.filter((key) => key !== 'decline_code') : all)
    })

    it('names a field inside another with dots in A and B, with brackets in C', async () => {
      const body = directBody(profile)
      withField(body, profile === 'c' ? 'billing_details.address.country' : 'customer.country', 'Germany')
      const { error } = await client.pay(body)
      assert.equal(error.param, profile === 'c' ? 'billing_details[address][country]' : 'customer.country')
    })
  })

  describe(`${profile.toUpperCase()}: codes`, () => {
    it('parameter_missing, parameter_invalid: 400', async () => {
      expectError(await client.pay({}), invalid('parameter_missing', 400), profile)
      expectError(
        await client.pay({ ...directBody(profile), amount: 0 }),
        invalid('parameter_invalid', 400),
        profile,
      )
    })

    it('invalid_json: 400', async () => {
      for (const body of ['{', '{"amount":', 'amount=1', ''])
        expectError(
          await client.pay(body),
          body === '' ? invalid('parameter_missing', 400) : invalid('invalid_json', 400),
          profile,
        )
    })

    it('invalid_api_key: 401 for a key that is missing, malformed, unknown or revoked', async () => {
      const kind = client.key.slice(0, client.key.indexOf('_sk_') + 4)
      for (const key of [null, `${kind}x`, `${kind}${random}`, client.key.slice(0, -1), 'nonsense'])
        expectError(
          await client.call('GET', '/v1/payments', { key }),
          unauthenticated,
          key?.startsWith('api_') ? 'c' : 'a',
        )
      for (const Authorization of [client.key, `Basic ${btoa(`${client.key}:`)}`, `Token ${client.key}`])
        assert.equal(
          (await client.call('GET', '/v1/payments', { key: null, headers: { Authorization } })).status,
          401,
          Authorization,
        )
    })

    it('invalid_api_key: 401 within a second of the revocation', async () => {
      const key = await makeFlowlixKey(server, profile === 'c' ? 'flowlix_c' : 'flowlix_a')
      assert.equal((await client.call('GET', '/v1/payments', { key })).status, 200)
      const { data } = await server.call('GET', '/v1/api-keys?page_size=100')
      const found = data.find((each: any) => key.startsWith(each.key_prefix))
      const revoked = await server.call('POST', `/v1/api-keys/${found.api_key_id}/revoke`)
      assert.ok(revoked.status < 300, revoked.text)
      server.clock.advance(1100)
      expectError(await client.call('GET', '/v1/payments', { key }), unauthenticated, profile)
    })

    it('permission_denied: 403 for a key that may not do it', async () => {
      const key = await makeFlowlixKey(server, profile === 'c' ? 'flowlix_c' : 'flowlix_a', {
        scopes: ['payments.payment_intents.read'],
      })
      const reader = clientOf(server, profile, key)
      assert.equal((await reader.list()).status, 200)
      const denied = { status: 403, type: 'authentication_error', code: 'permission_denied' }
      const payment = await client.paid()
      expectError(await reader.pay(), denied, profile)
      expectError(await reader.open(), denied, profile)
      expectError(await reader.refund(payment), denied, profile)
    })

    it('resource_not_found: 404 for an unknown id and for the other mode’s', async () => {
      const { id } = await client.paid()
      const live = clientOf(
        server,
        profile,
        await makeFlowlixKey(server, profile === 'c' ? 'flowlix_c' : 'flowlix_a', { by: server.liveKey }),
      )
      // Source: contract, flowlix 18 Q10.
      expectError(await live.read(id), invalid('resource_not_found', 404), profile)
      expectError(
        await client.read('pay_000000000000000000000000'),
        invalid('resource_not_found', 404),
        profile,
      )
    })

    it('route_not_found: 404', async () =>
      expectError(await client.call('GET', '/v1/nothing'), invalid('route_not_found', 404), profile))

    it('idempotency_key_in_use: 409', async () => {
      const idempotencyKey = `errors-${profile}`
      await client.pay(directBody(profile), { idempotencyKey })
      expectError(
        await client.pay({ ...directBody(profile), amount: 1 }, { idempotencyKey }),
        { status: 409, type: 'idempotency_error', code: 'idempotency_key_in_use' },
        profile,
      )
    })

    it('payment_not_refundable: 422', async () =>
      expectError(
        await client.refund(await client.opened(), 1250),
        invalid('payment_not_refundable', 422),
        profile,
      ))

    it('a live call that nobody can serve: api_error, and nothing is kept as taken', async () => {
      const live = clientOf(
        server,
        profile,
        await makeFlowlixKey(server, profile === 'c' ? 'flowlix_c' : 'flowlix_a', { by: server.liveKey }),
      )
      // Source: contract, flowlix 18 Q21. B has a 503 besides.
      const expected = { a: [500], b: [500, 503], c: [503] }[profile]
      for (const answer of [await live.pay(withCard(profile, '4556737586899855')), await live.open()]) {
        assert.ok(expected.includes(answer.status), answer.text)
        assert.equal(answer.error.type, 'api_error')
      }
      assert.deepEqual((await live.list()).json.data, [])
    })
  })

  describe(`${profile.toUpperCase()}: the order of the checks`, () => {
    it('the key before the version, the version before the route', async () => {
      const key = `${client.key.slice(0, -1)}${client.key.endsWith('x') ? 'y' : 'x'}`
      expectError(
        await client.call('GET', '/v1/nothing', { key, headers: badVersion }),
        unauthenticated,
        profile,
      )
      if (profile === 'a') {
        const answer = await client.call('GET', '/v1/nothing', { headers: badVersion })
        expectError(answer, { ...invalid('parameter_invalid', 400), param: 'Flowlix-Version' })
      }
    })

    it('the route before the idempotency key, that before the JSON, the JSON before the look-up', async () => {
      const long = 'k'.repeat(256)
      const lost = await client.call('POST', '/v1/nothing', { body: '{', idempotencyKey: long })
      expectError(lost, invalid('route_not_found', 404), profile)
      const tooLong = await client.call('POST', '/v1/payments', { body: '{', idempotencyKey: long })
      expectError(tooLong, { ...invalid('parameter_invalid', 400), param: 'Idempotency-Key' }, profile)
      if (profile === 'c') {
        const none = await client.call('POST', '/v1/payments', { body: '{' })
        expectError(none, { ...invalid('parameter_missing', 400), param: 'Idempotency-Key' }, profile)
      }
      const idempotencyKey = `order-${profile}`
      await client.pay(directBody(profile), { idempotencyKey })
      expectError(await client.pay('{', { idempotencyKey }), invalid('invalid_json', 400), profile)
    })

    it('the look-up before the validation: a used key with an invalid body is a 409', async () => {
      const idempotencyKey = `look-up-${profile}`
      await client.pay(directBody(profile), { idempotencyKey })
      const { status, error } = await client.pay({ amount: 'x' }, { idempotencyKey })
      assert.deepEqual([status, error.type], [409, 'idempotency_error'])
    })
  })
}

describe('A: card_error', () => {
  it('402 card_declined for any decline, with its decline_code', async () =>
    expectError(await clients.a.pay(withCard('a', cards.lost)), {
      status: 402,
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'lost_card',
    }))

  it('is never an answer of B or C', async () => {
    for (const profile of ['b', 'c'] as const)
      assert.equal((await clients[profile].pay(withCard(profile, cards.lost))).status, 201)
  })
})

describe('a fault of ours', () => {
  it('500 internal_error, which the same key may repeat: once mended it goes through once', async () => {
    const { a } = clients
    const { db } = server.services
    const options = { idempotencyKey: 'our-own-fault' }
    await db.query(`ALTER TABLE flowlix_payments RENAME TO flowlix_payments_away`)
    try {
      expectError(await a.pay(directBody('a'), options), {
        status: 500,
        type: 'api_error',
        code: 'internal_error',
      })
    } finally {
      await db.query(`ALTER TABLE flowlix_payments_away RENAME TO flowlix_payments`)
    }
    const first = await a.pay(directBody('a'), options)
    assert.equal(first.status, 201, first.text)
    assert.equal((await a.pay(directBody('a'), options)).text, first.text)
  })
})

describe('plain HTTP', () => {
  const publicUrl = 'https://pay.example'
  it('is refused where others reach the server: 400 https_required, before the key is looked at; no redirect', async () => {
    const exposed = await startTestServer({ FLINT_PUBLIC_URL: publicUrl, FLINT_TRUST_PROXY: '127.0.0.1' })
    const { port } = exposed.services.config
    const ask = async (key: string | null, proto: string) => {
      const response = await fetch(`http://127.0.0.1:${port}/v1/payments`, {
        redirect: 'manual',
        headers: {
          ...(key ? { Authorization: `Bearer ${key}` } : {}),
          'X-Forwarded-Proto': proto,
          'X-Forwarded-For': '203.0.113.7',
        },
      })
      return { status: response.status, headers: response.headers, json: (await response.json()) as any }
    }
    for (const key of [exposed.flowlixKey, `fl_live_sk_${random}`, `api_live_sk_${random}`, null]) {
      const { status, json, headers } = await ask(key, 'http')
      assert.deepEqual(
        [status, json.error.code, json.error.type],
        [400, 'https_required', 'invalid_request_error'],
        String(key),
      )
      assert.equal(headers.get('location'), null)
      assert.equal(headers.get('flowlix-request-id'), json.error.request_id)
    }
    assert.equal((await ask(exposed.flowlixKey, 'https')).status, 200)
  })

  it('is let through on loopback, as on a laptop', async () =>
    assert.equal((await clients.a.list()).status, 200))
})

describe('an error', () => {
  it('repeats neither card nor key', async () => {
    for (const profile of profiles) {
      const client = clients[profile]
      const answers = [
        await client.pay({
          ...withCard(profile, { number: '4242 4242 4242 4242', cvc: '98x' }),
          amount: 'x',
        }),
        await client.open({ ...hostedBody(profile), amount: client.key }),
        await client.call('GET', '/v1/payments', { key: `${client.key}x` }),
      ]
      for (const { text } of answers)
        for (const secret of ['4242 4242', '98x', client.key]) assert.ok(!text.includes(secret), text)
    }
  })
})

describe('a Flint key in the table', () => {
  it('is of dialect flint unless it says otherwise', async () => {
    const { rows } = await server.services.db.query('SELECT environment_id FROM api_keys LIMIT 1')
    const { apiKeyId } = await addKey(server.services, rows[0].environment_id)
    const found = await server.services.db.query('SELECT dialect FROM api_keys WHERE api_key_id = $1', [
      apiKeyId,
    ])
    assert.equal(found.rows[0].dialect, 'flint')
  })
})
