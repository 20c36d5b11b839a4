import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { aFace } from './a-face.fixture.ts'

/* Source: contract, flowlix 1.3, 2 rule 6, 14. */
const started = []
for (const store of ['memory', 'database']) {
  const server = await startTestServer({ FLINT_RATE_LIMIT_STORE: store })
  started.push({ store, server, face: await aFace(server, { ratePerMinute: 3 }) })
}

for (const { store, server, face } of started)
  describe(`limits, counted in ${store}`, () => {
    const { call } = face
    const read = (key?: string) => call('GET', '/v1/payments/p_1', key === undefined ? {} : { key })
    const countsOf = ({ headers }: Awaited<ReturnType<typeof call>>) =>
      ['limit', 'remaining'].map((name) => Number(headers.get(`x-ratelimit-${name}`)))

    it('every answer behind the key says what is left, refusals too; then 429', async () => {
      const first = await read()
      assert.deepEqual(countsOf(first), [3, 2])
      const reset = Number(first.headers.get('x-ratelimit-reset'))
      assert.ok(Math.abs(reset - server.clock.nowMs() / 1000 - 60) <= 2)
      server.clock.advance(10_000)
      assert.deepEqual(countsOf(await call('GET', '/v1/payments/a/b/c')), [3, 1])
      assert.deepEqual(countsOf(await call('POST', '/v1/payments', { body: '{' })), [3, 0])

      const refused = await read()
      assert.equal(refused.status, 429)
      assert.deepEqual(countsOf(refused), [3, 0])
      const { type, code, message } = refused.error
      assert.deepEqual([type, code], ['rate_limit_error', 'rate_limit_exceeded'])
      const wait = Number(refused.headers.get('retry-after'))
      assert.ok(wait > 45 && wait <= 50, `${wait}`)
      assert.match(message, new RegExp(`${wait} seconds`))
    })

    it('a key that is none is not counted, another key has its own', async () => {
      const unknown = await read('nonsense')
      assert.deepEqual([unknown.status, unknown.headers.get('x-ratelimit-limit')], [401, null])
      const { data } = await server.call('POST', '/v1/api-keys', {
        body: { name: 'B', dialect: 'flowlix_a' },
      })
      assert.deepEqual(countsOf(await read(data.secret_key)), [3, 2])
    })

    it('whoever waits as long as it said is served: the window rolls', async () => {
      const refused = await read()
      assert.equal(refused.status, 429)
      server.clock.advance(Number(refused.headers.get('retry-after')) * 1000)
      assert.equal((await read()).status, 200)
      assert.equal((await read()).status, 429)
    })

    it('form B: a fixed window', async () => {
      await server.call('PATCH', '/v1/flowlix/settings', { body: { profile: 'b' } })
      server.clock.advance(90_000)
      const statuses = []
      for (let sent = 0; sent < 4; sent++) {
        statuses.push((await read()).status)
        server.clock.advance(15_000)
      }
      assert.deepEqual(statuses, [200, 200, 200, 429])
      assert.deepEqual(countsOf(await read()), [3, 2])
    })

    it('the merchant’s budget counts, too', async () => {
      const limited = await startTestServer({ FLINT_RATE_LIMIT_PER_MERCHANT: '1' })
      const own = await aFace(limited)
      const answers = []
      for (let sent = 0; sent < 7; sent++) answers.push(await own.call('GET', '/v1/payments/p_1'))
      const refused = answers.find(({ status }) => status === 429)
      assert.equal(refused?.error.code, 'rate_limit_exceeded')
      assert.ok(Number(refused?.headers.get('retry-after')) >= 1)
    })
  })

describe('limits of each form', () => {
  it('A and C 100 a minute, B 500; none where it is switched off', async () => {
    const server = await startTestServer()
    const limitOf = async ({ call }: Awaited<ReturnType<typeof aFace>>, key?: string) =>
      (await call('GET', '/v1/payments/p_1', key === undefined ? {} : { key })).headers.get(
        'x-ratelimit-limit',
      )
    const face = await aFace(server, { ratePerMinute: null })
    const { data } = await server.call('POST', '/v1/api-keys', { body: { name: 'C', dialect: 'flowlix_c' } })
    assert.deepEqual([await limitOf(face), await limitOf(face, data.secret_key)], ['100', '100'])
    await server.call('PATCH', '/v1/flowlix/settings', { body: { profile: 'b' } })
    server.clock.advance(1100)
    assert.equal(await limitOf(face), '500')
    assert.equal(await limitOf(await aFace(server)), null)
  })
})
