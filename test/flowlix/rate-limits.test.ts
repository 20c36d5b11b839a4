import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ApiAnswer } from '../support/api.ts'
import { directBody, expectError, makeFlowlixKey } from '../support/flowlix-calls.ts'
import { type TestServer, startTestServer } from '../support/server.ts'

/* Source: contract, flowlix 14 and 1.3. */
const limits = (answer: ApiAnswer) =>
  ['limit', 'remaining', 'reset'].map((name) => Number(answer.headers.get(`x-ratelimit-${name}`) ?? 'NaN'))
const seconds = (server: TestServer) => server.clock.nowMs() / 1000
const ask = (server: TestServer, key?: string) =>
  server.flowlix('GET', '/v1/payments?limit=1', key ? { key } : {})
const askTimes = async (server: TestServer, times: number, key?: string): Promise<ApiAnswer> => {
  let last = await ask(server, key)
  for (let asked = 1; asked < times; asked++) last = await ask(server, key)
  return last
}

const expectTooMany = (answer: ApiAnswer, profile: 'a' | 'b' | 'c' = 'a'): number => {
  expectError(answer, { status: 429, type: 'rate_limit_error', code: 'rate_limit_exceeded' }, profile)
  const wait = Number(answer.headers.get('retry-after'))
  assert.ok(Number.isInteger(wait) && wait >= 1 && wait <= 60, `Retry-After ${wait}`)
  assert.ok(answer.error.message.includes(String(wait)), answer.error.message)
  return wait
}
/** As a server is without the setting that the other tests switch the limit off with. */
const byDefault = { FLOWLIX_RATE_LIMIT_PER_MINUTE: '' }

describe('A: the limit', () => {
  it('is 100 requests a minute and key, and every answer says what is left', async () => {
    const server = await startTestServer(byDefault)
    const first = await ask(server)
    assert.deepEqual(limits(first).slice(0, 2), [100, 99])
    const reset = limits(first)[2]!
    assert.ok(Number.isInteger(reset) && Math.abs(reset - seconds(server) - 60) <= 2, `${reset}`)
    const hundredth = await askTimes(server, 99)
    assert.deepEqual([hundredth.status, ...limits(hundredth).slice(0, 2)], [200, 100, 0])
    const refused = await ask(server)
    const wait = expectTooMany(refused)
    assert.deepEqual(limits(refused).slice(0, 2), [100, 0])
    server.clock.advance(wait * 1000)
    assert.equal((await ask(server)).status, 200)
  })

  it('rolls: what was asked half a minute ago still counts', async () => {
    const server = await startTestServer(byDefault)
    await askTimes(server, 60)
    server.clock.advance(30_000)
    await askTimes(server, 40)
    expectTooMany(await ask(server))
    server.clock.advance(31_000)
    const back = await askTimes(server, 60)
    assert.equal(back.status, 200)
    expectTooMany(await ask(server))
  })

  it('is on answers of every kind, but not on a 401', async () => {
    const server = await startTestServer(byDefault)
    const answers = [
      await server.flowlix('GET', '/v1/payments/pay_000000000000000000000000'),
      await server.flowlix('POST', '/v1/payments', { body: {} }),
      await server.flowlix('GET', '/v1/nothing'),
    ]
    for (const [at, answer] of answers.entries()) assert.deepEqual(limits(answer).slice(0, 2), [100, 99 - at])
    const unknown = await server.flowlix('GET', '/v1/payments', { key: `fl_test_sk_${'z'.repeat(32)}` })
    assert.equal(unknown.status, 401)
    for (const name of ['limit', 'remaining', 'reset'])
      assert.equal(unknown.headers.get(`x-ratelimit-${name}`), null, name)
  })

  it('counts each key by itself, test and live alike', async () => {
    const server = await startTestServer(byDefault)
    const other = await makeFlowlixKey(server, 'flowlix_a')
    const live = await makeFlowlixKey(server, 'flowlix_a', { by: server.liveKey })
    await askTimes(server, 100)
    expectTooMany(await ask(server))
    for (const key of [other, live]) assert.deepEqual(limits(await ask(server, key)).slice(0, 2), [100, 99])
  })

  it('counts replays', async () => {
    const server = await startTestServer(byDefault)
    const pay = () =>
      server.flowlix('POST', '/v1/payments/hpp', { body: { amount: 1 }, idempotencyKey: 'counted' })
    const [first, second] = [limits(await pay()), limits(await pay())]
    assert.equal(second[1], first[1]! - 1)
  })

  it('refuses before anything is done or kept: the same key goes through later', async () => {
    const server = await startTestServer({ FLOWLIX_RATE_LIMIT_PER_MINUTE: '3' })
    const pay = () =>
      server.flowlix('POST', '/v1/payments', { body: directBody('a'), idempotencyKey: 'late' })
    await askTimes(server, 3)
    const wait = expectTooMany(await pay())
    server.clock.advance(wait * 1000)
    assert.equal((await pay()).status, 201)
  })

  it('comes before the version, the route and the body', async () => {
    const server = await startTestServer({ FLOWLIX_RATE_LIMIT_PER_MINUTE: '1' })
    await ask(server)
    expectTooMany(
      await server.flowlix('POST', '/v1/nothing', { body: '{', headers: { 'Flowlix-Version': 'x' } }),
    )
  })

  it('is what FLOWLIX_RATE_LIMIT_PER_MINUTE says, and off at 0', async () => {
    const few = await startTestServer({ FLOWLIX_RATE_LIMIT_PER_MINUTE: '5' })
    assert.equal(limits(await ask(few))[0], 5)
    const off = await startTestServer()
    assert.equal((await askTimes(off, 130)).status, 200)
  })
})

describe('B: the limit', () => {
  it('is 500 in a fixed minute from the first request, so that twice as many pass at its edge', async () => {
    const server = await startTestServer(byDefault)
    await server.call('PATCH', '/v1/flowlix/settings', { body: { profile: 'b' } })
    server.clock.advance(1100)
    const first = await ask(server)
    assert.deepEqual(limits(first).slice(0, 2), [500, 499])
    server.clock.advance(55_000)
    await askTimes(server, 499)
    const refused = await ask(server)
    expectTooMany(refused, 'b')
    server.clock.advance(5_000)
    assert.equal((await askTimes(server, 500)).status, 200)
    expectTooMany(await ask(server), 'b')
  })
})

describe('C: the limit', () => {
  it('is as A’s, which the contract leaves open', async () => {
    const server = await startTestServer(byDefault)
    const key = await makeFlowlixKey(server, 'flowlix_c')
    assert.deepEqual(limits(await ask(server, key)).slice(0, 2), [100, 99])
  })
})
