import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ApiAnswer } from '../support/api.ts'
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
  withoutField,
} from '../support/flowlix-calls.ts'
import { startTestServer } from '../support/server.ts'

/* Source: contract, flowlix 2: the table, row by row, and its numbered rules. */
const server = await startTestServer()
const clients = await flowlixCalls(server)
const hourMs = 3_600_000

let made = 0
const newKey = () => `idempotency-test-${++made}`
const count = async () =>
  (await server.services.db.query('SELECT count(*)::int AS n FROM flowlix_payments')).rows[0].n

const expectReplay = (first: ApiAnswer, again: ApiAnswer) => {
  assert.equal(again.status, first.status)
  assert.equal(again.text, first.text, 'byte for byte')
  assert.equal(again.headers.get('content-type'), first.headers.get('content-type'))
  assert.notEqual(again.headers.get('flowlix-request-id'), first.headers.get('flowlix-request-id'))
}
const inUse = { status: 409, type: 'idempotency_error', code: 'idempotency_key_in_use' }

for (const profile of profiles) {
  const client = clients[profile]
  describe(`${profile.toUpperCase()}: Idempotency-Key`, () => {
    it('same key, same body: the stored answer, byte for byte, nothing done twice; a request id of its own', async () => {
      const idempotencyKey = newKey()
      const first = await client.pay(directBody(profile), { idempotencyKey })
      const before = await count()
      expectReplay(first, await client.pay(directBody(profile), { idempotencyKey }))
      assert.equal(await count(), before)
    })

    it('holds for a hosted payment', async () => {
      const idempotencyKey = newKey()
      const first = await client.open(hostedBody(profile), { idempotencyKey })
      expectReplay(first, await client.open(hostedBody(profile), { idempotencyKey }))
    })

    it('holds for a refund', async () => {
      const payment = await client.paid()
      const idempotencyKey = newKey()
      const first = await client.refund(payment, undefined, { idempotencyKey })
      assert.ok(first.status < 300, first.text)
      expectReplay(first, await client.refund(payment, undefined, { idempotencyKey }))
    })

    it('gives the first answer whatever became of the payment since', async () => {
      const idempotencyKey = newKey()
      const first = await client.pay(directBody(profile), { idempotencyKey })
      const payment = await client.settle(first.json.id)
      assert.ok((await client.refund(payment)).status < 300)
      expectReplay(first, await client.pay(directBody(profile), { idempotencyKey }))
    })

    it('same key, other body: 409, also when the other body is not valid', async () => {
      const idempotencyKey = newKey()
      await client.pay(directBody(profile), { idempotencyKey })
      for (const other of [
        { ...directBody(profile), amount: 1251 },
        withCard(profile, cards.mastercard),
        withCard(profile, { cvc: '124' }),
        withoutField(directBody(profile), 'amount'),
        {},
      ])
        expectError(await client.pay(other, { idempotencyKey }), inUse, profile)
    })

    it('compares what a body says, not how it is written', async () => {
      const idempotencyKey = newKey()
      const body = directBody(profile)
      const first = await client.pay(JSON.stringify(body), { idempotencyKey })
      const turned = Object.fromEntries(Object.entries(body).toReversed())
      expectReplay(first, await client.pay(JSON.stringify(turned, null, 2), { idempotencyKey }))
    })

    it('same key at once: one payment; the others are told 409, or what the first was told', async () => {
      const idempotencyKey = newKey()
      const before = await count()
      const answers = await Promise.all(
        Array.from({ length: 12 }, () => client.pay(directBody(profile), { idempotencyKey })),
      )
      assert.equal(await count(), before + 1)
      const done = answers.filter(({ status }) => status === 201)
      assert.ok(done.length > 0)
      assert.equal(new Set(done.map(({ text }) => text)).size, 1)
      for (const answer of answers.filter(({ status }) => status !== 201)) expectError(answer, inUse, profile)
    })

    it('a refusal is not kept: 400, 404 and 422 run again, even with a corrected body', async () => {
      const idempotencyKey = newKey()
      const wrong = await client.pay(withoutField(directBody(profile), 'amount'), { idempotencyKey })
      assert.equal(wrong.status, 400)
      const right = await client.pay(directBody(profile), { idempotencyKey })
      assert.equal(right.status, 201, right.text)

      const unknown = newKey()
      const nothing = { id: 'pay_000000000000000000000000', amount: 1250 }
      assert.equal((await client.refund(nothing, undefined, { idempotencyKey: unknown })).status, 404)
      const payment = await client.opened()
      const tooEarly = newKey()
      const refused = await client.refund(payment, undefined, { idempotencyKey: tooEarly })
      assert.equal(refused.status, 422, refused.text)
      const again = await client.refund(payment, undefined, { idempotencyKey: tooEarly })
      assert.equal(again.status, 422)
      assert.notEqual(again.error.request_id, refused.error.request_id, 'it ran again')
    })

    it('lasts 24 hours; then the key is as new', async () => {
      const idempotencyKey = newKey()
      const first = await client.pay(directBody(profile), { idempotencyKey })
      server.clock.advance(24 * hourMs - 60_000)
      expectReplay(first, await client.pay(directBody(profile), { idempotencyKey }))
      server.clock.advance(2 * hourMs)
      const later = await client.pay({ ...directBody(profile), amount: 4 }, { idempotencyKey })
      assert.equal(later.status, 201, later.text)
      assert.notEqual(later.json.id, first.json.id)
    })

    it('takes up to 255 characters; 400 for more', async () => {
      const long = `${newKey()}-`.padEnd(255, 'x')
      assert.equal((await client.pay(directBody(profile), { idempotencyKey: long })).status, 201)
      expectError(
        await client.pay(directBody(profile), { idempotencyKey: `${long}x` }),
        { status: 400, type: 'invalid_request_error', code: 'parameter_invalid', param: 'Idempotency-Key' },
        profile,
      )
    })

    it('400 for an empty one', async () =>
      expectError(
        await client.call('POST', '/v1/payments', {
          body: directBody(profile),
          headers: { 'Idempotency-Key': '' },
        }),
        { status: 400, type: 'invalid_request_error', code: 'parameter_invalid', param: 'Idempotency-Key' },
        profile,
      ))

    it('means nothing on a GET', async () => {
      const idempotencyKey = newKey()
      const { id } = await client.paid()
      const first = await client.call('GET', `/v1/payments/${id}`, { idempotencyKey })
      const other = await client.call('GET', '/v1/payments', { idempotencyKey })
      assert.deepEqual([first.status, other.status], [200, 200])
    })

    it('belongs to its API key: another key of the merchant makes another payment', async () => {
      const idempotencyKey = newKey()
      const other = clientOf(
        server,
        profile,
        await makeFlowlixKey(server, profile === 'c' ? 'flowlix_c' : 'flowlix_a'),
      )
      const first = await client.pay(directBody(profile), { idempotencyKey })
      const second = await other.pay(directBody(profile), { idempotencyKey })
      assert.deepEqual([first.status, second.status], [201, 201])
      assert.notEqual(first.json.id, second.json.id)
    })
  })
}

for (const profile of ['a', 'b'] as const)
  describe(`${profile.toUpperCase()}: a key`, () => {
    it('may be left out, and then nothing is repeated', async () => {
      const client = clients[profile]
      const options = { idempotencyKey: undefined }
      const [one, two] = [
        await client.call('POST', '/v1/payments', { body: directBody(profile), ...options }),
        await client.call('POST', '/v1/payments', { body: directBody(profile), ...options }),
      ]
      assert.deepEqual([one.status, two.status], [201, 201])
      assert.notEqual(one.json.id, two.json.id)
    })

    // Source: contract, flowlix 18 Q14.
    it('used again on another route: 409, since its scope is the API key alone', async () => {
      const client = clients[profile]
      const idempotencyKey = newKey()
      await client.pay(directBody(profile), { idempotencyKey })
      expectError(await client.open(hostedBody(profile), { idempotencyKey }), inUse, profile)
    })
  })

describe('A: a decline', () => {
  it('is kept: the same 402 again, and one failed payment', async () => {
    const idempotencyKey = newKey()
    const body = withCard('a', cards.insufficientFunds)
    const first = await clients.a.pay(body, { idempotencyKey })
    const before = await count()
    assert.equal(first.status, 402)
    expectReplay(first, await clients.a.pay(body, { idempotencyKey }))
    assert.equal(await count(), before)
  })
})

for (const profile of ['b', 'c'] as const)
  describe(`${profile.toUpperCase()}: a decline`, () => {
    it('is a kept 201', async () => {
      const idempotencyKey = newKey()
      const body = withCard(profile, cards.insufficientFunds)
      const first = await clients[profile].pay(body, { idempotencyKey })
      assert.equal(first.status, 201)
      await clients[profile].settle(first.json.id)
      expectReplay(first, await clients[profile].pay(body, { idempotencyKey }))
    })
  })

describe('C: a key', () => {
  const { c } = clients
  const missing = {
    status: 400,
    type: 'invalid_request_error',
    code: 'parameter_missing',
    param: 'Idempotency-Key',
  }
  it('is required on every POST: 400 parameter_missing', async () => {
    const payment = await c.paid()
    for (const [path, body] of [
      ['/v1/payments', directBody('c')],
      ['/v1/payments/hpp', hostedBody('c')],
      ['/v1/refunds', { payment_id: payment.id, amount: 1, reason: 'x' }],
    ] as const)
      expectError(await c.call('POST', path, { body }), missing, 'c')
  })

  it('belongs to one operation: create, hosted create and refund are independent', async () => {
    const idempotencyKey = newKey()
    const paid = await c.pay(directBody('c'), { idempotencyKey })
    const opened = await c.open(hostedBody('c'), { idempotencyKey })
    const payment = await c.settle(paid.json.id)
    const refunded = await c.refund(payment, 100, { idempotencyKey })
    assert.deepEqual([paid.status, opened.status, refunded.status], [201, 201, 201], refunded.text)
  })
})

describe('rule 1: test and live', () => {
  it('do not share keys', async () => {
    const idempotencyKey = newKey()
    const live = clientOf(server, 'c', await makeFlowlixKey(server, 'flowlix_c', { by: server.liveKey }))
    await clients.c.open(hostedBody('c'), { idempotencyKey })
    const answer = await live.open({ ...hostedBody('c'), amount: 9 }, { idempotencyKey })
    assert.notEqual(answer.status, 409, answer.text)
  })
})

describe('rule 2: what is kept of a direct payment', () => {
  it('is a digest under a secret of the server: the same request has another digest elsewhere', async () => {
    const idempotencyKey = newKey()
    const elsewhere = await startTestServer()
    const digests = await Promise.all(
      [server, elsewhere].map(async (each) => {
        const body = directBody('a')
        const { status } = await each.flowlix('POST', '/v1/payments', { body, idempotencyKey })
        assert.equal(status, 201)
        const text = `SELECT encode(digest, 'hex') AS digest FROM idempotency_keys WHERE key = $1`
        return (await each.services.db.query(text, [idempotencyKey])).rows[0].digest
      }),
    )
    assert.notEqual(digests[0], digests[1])
  })
})

describe('rule 7: a retry after a failed payment', () => {
  it('is a new payment under a new key', async () => {
    const declined = await clients.a.pay(withCard('a', cards.declined), { idempotencyKey: newKey() })
    const paid = await clients.a.pay(directBody('a'), { idempotencyKey: newKey() })
    assert.deepEqual([declined.status, paid.status], [402, 201])
  })
})
