import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { freshKey } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { aFace } from './a-face.fixture.ts'

/* Source: contract, flowlix 2, 10.5, 17.3 rule 11, Q14, Q17. */
const server = await startTestServer()
const face = await aFace(server)
const secrets = {} as Record<'another' | 'c', string>

before(async () => {
  for (const [name, dialect] of [
    ['another', 'flowlix_a'],
    ['c', 'flowlix_c'],
  ] as const) {
    const { data } = await server.call('POST', '/v1/api-keys', { body: { name, dialect } })
    secrets[name] = data.secret_key
  }
})

const pay = (
  body: unknown,
  idempotencyKey: string | undefined,
  key = server.flowlixKey,
  path = '/v1/payments',
) => face.call('POST', path, { body, key, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) })

describe('the same request again', () => {
  it('is answered byte for byte as before, with a request id of its own', async () => {
    const key = freshKey('same')
    const first = await pay({ amount: 1, customer: { email: 'a@b.example' } }, key)
    const second = await pay({ customer: { email: 'a@b.example' }, amount: 1 }, key)
    assert.deepEqual([second.status, second.text], [201, first.text])
    assert.notEqual(second.headers.get('request-id'), first.headers.get('request-id'))
    assert.equal(second.headers.get('idempotency-replayed'), 'true')
  })

  it('shows a decline again: it is an outcome', async () => {
    const key = freshKey('declined')
    const first = await pay({ amount: 1, fails: 'declined' }, key)
    const second = await pay({ amount: 1, fails: 'declined' }, key)
    assert.deepEqual([first.status, first.error.decline_code], [402, 'insufficient_funds'])
    assert.equal(second.text, first.text)
  })

  it('without a key is another request', async () => {
    const [first, second] = [await pay({ amount: 1 }, undefined), await pay({ amount: 1 }, undefined)]
    assert.notEqual(first.text, second.text)
  })

  it('after 24 hours the key is as new', async () => {
    const key = freshKey('old')
    const first = await pay({ amount: 1 }, key)
    server.clock.advance(24 * 3_600_000 + 1000)
    assert.notEqual((await pay({ amount: 1 }, key)).text, first.text)
  })
})

describe('a key that was used', () => {
  const expectInUse = async (answer: ReturnType<typeof pay>) => {
    const { status, error } = await answer
    assert.deepEqual([status, error?.type, error?.code], [409, 'idempotency_error', 'idempotency_key_in_use'])
  }

  it('409: with another body, even one that is not valid', async () => {
    const key = freshKey('used')
    await pay({ amount: 1 }, key)
    await expectInUse(pay({ amount: 2 }, key))
    await expectInUse(pay({ amount: 'x' }, key))
  })

  it('409 in A: on another route; in C each operation has its own', async () => {
    const key = freshKey('routes')
    await pay({ amount: 1 }, key)
    await expectInUse(pay({ amount: 1 }, key, server.flowlixKey, '/v1/payments/other'))
    assert.equal((await pay({ amount: 1 }, key, secrets.c)).status, 201)
    assert.equal((await pay({ amount: 1 }, key, secrets.c, '/v1/payments/other')).status, 201)
    await expectInUse(pay({ amount: 2 }, key, secrets.c))
  })

  it('is free for another API key', async () => {
    const key = freshKey('keys')
    const first = await pay({ amount: 1 }, key)
    const second = await pay({ amount: 1 }, key, secrets.another)
    assert.notEqual(first.text, second.text)
    assert.equal(second.status, 201)
  })

  it('is free again after a refusal or a fault, for a corrected body too', async () => {
    for (const fails of ['refused', 'engine', 'unavailable', 'bug']) {
      const key = freshKey(fails)
      assert.ok((await pay({ amount: 1, fails }, key)).status >= 404)
      assert.equal((await pay({ amount: 1 }, key)).status, 201, fails)
    }
    const key = freshKey('invalid')
    assert.equal((await pay({ amount: 0 }, key)).status, 400)
    assert.equal((await pay({ amount: 1 }, key)).status, 201)
  })
})

describe('the header', () => {
  it('400: empty, too long, a card number, a secret', async () => {
    for (const key of ['', 'k'.repeat(256), 'order-4242424242424242', server.flowlixKey]) {
      const answer = await face.call('POST', '/v1/payments', {
        body: { amount: 1 },
        headers: { 'Idempotency-Key': key },
      })
      assert.deepEqual(
        [answer.status, answer.error?.code, answer.error?.param],
        [400, 'parameter_invalid', 'Idempotency-Key'],
        answer.text,
      )
    }
    assert.equal((await pay({ amount: 1 }, `${freshKey('long')}${'k'.repeat(200)}`)).status, 201)
  })

  it('400: missing in C, before the body is read', async () => {
    const answer = await pay('{', undefined, secrets.c)
    assert.deepEqual(
      [answer.status, answer.error.code, answer.error.param],
      [400, 'parameter_missing', 'Idempotency-Key'],
    )
  })
})

it('nothing of a card can be found in what is stored', async () => {
  await pay({ amount: 1, card: { number: '4242424242424242' } }, freshKey('card'))
  const { rows } = await server.services.db.query(`SELECT scope, digest, body FROM idempotency_keys`)
  assert.ok(rows.length > 0)
  for (const row of rows) assert.ok(!row.body.toString('latin1').includes('4242424242424242'))
  assert.ok(rows.every((row) => row.digest.length === 32))
})
