import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkoutCalls } from '../../apps/server/src/checkout-sessions/a-checkout.fixture.ts'
import { startTestServer } from '../support/server.ts'

// A bucket holds five seconds' worth, so a limit of 5 a second lets 25 through at once.
const burst = 25
const path = '/v1/developer/auth-context'

const untilRefused = async (call: () => Promise<any>, atMost = burst + 20) => {
  for (let sent = 0; sent < atMost; sent++) {
    const answer = await call()
    if (answer.status === 429) return { answer, passed: sent }
  }
  throw new Error(`None of ${atMost} requests was refused.`)
}

const expectRefusal = ({ status, error, headers }: any, reason: string) => {
  assert.deepEqual([status, error.code, error.type], [429, 'RATE_LIMIT_EXCEEDED', 'rate_limit_error'])
  assert.equal(error.remediation.retryable, true)
  assert.equal(headers.get('flint-rate-limited-reason'), reason)
  assert.match(headers.get('retry-after'), /^[1-9]\d*$/)
}

describe('429 RATE_LIMIT_EXCEEDED', () => {
  it('per key: says when to come back, and lets through again then', async () => {
    const server = await startTestServer({ FLINT_RATE_LIMIT_PER_KEY: '5' })
    const { answer, passed } = await untilRefused(() => server.call('GET', path))
    expectRefusal(answer, 'api-key')
    assert.ok(passed >= burst, `${passed} passed`)
    assert.equal(answer.headers.get('flint-merchant-id'), server.seeded.merchantId)
    assert.equal((await server.call('GET', path, { key: server.liveKey })).status, 200)
    server.clock.advance(Number(answer.headers.get('retry-after')) * 1000)
    assert.equal((await server.call('GET', path)).status, 200)
  })

  it('per merchant: over all of its sandboxes and their keys, live mode apart', async () => {
    const server = await startTestServer({ FLINT_RATE_LIMIT_PER_MERCHANT: '5' })
    const keys = [server.sandboxKey, (await server.anotherSandbox()).key]
    let turn = 0
    const { answer } = await untilRefused(() => server.call('GET', path, { key: keys[turn++ % 2]! }))
    expectRefusal(answer, 'merchant')
    const live = await server.call('GET', path, { key: server.liveKey })
    assert.equal(live.status, 200, 'tests never keep a buyer from paying')
  })

  it('per address: for whoever has no good key', async () => {
    const server = await startTestServer({ FLINT_RATE_LIMIT_PER_IP: '5' })
    let turn = 0
    const keys = [null, `flint_test_${'0'.repeat(64)}`]
    const { answer } = await untilRefused(() => server.call('GET', path, { key: keys[turn++ % 2]! }))
    expectRefusal(answer, 'global-ip')
    expectRefusal(await server.call('GET', '/v1/openapi.json', { key: null }), 'global-ip')
    assert.equal((await server.call('GET', path)).status, 200)
  })

  it('is never kept under an idempotency key, and changes nothing', async () => {
    const server = await startTestServer({ FLINT_RATE_LIMIT_PER_KEY: '5' })
    const body = { line_items: [{ name: 'a', unit_price_money: { amount: 1, currency: 'USD' } }] }
    const create = () => server.call('POST', '/v1/orders', { body, idempotencyKey: 'after-the-rush' })
    await untilRefused(() => server.call('GET', path))
    expectRefusal(await create(), 'api-key')
    const { rows } = await server.services.db.query('SELECT FROM idempotency_keys')
    assert.equal(rows.length, 0)
    server.clock.advance(2000)
    const { status, headers } = await create()
    assert.deepEqual([status, headers.get('idempotency-replayed')], [201, null])
  })

  it('per checkout page: names the resource', async () => {
    const server = await startTestServer({ FLINT_RATE_LIMIT_PER_CHECKOUT_SESSION: '5' })
    const buyer = await checkoutCalls(server).aBuyer()
    const { answer } = await untilRefused(() => buyer.call('GET', `/v1/checkout-sessions/${buyer.sessionId}`))
    expectRefusal(answer, 'resource')
  })

  it('over two nodes on one database: together no more than the budget, and later the rest', async () => {
    const server = await startTestServer({
      FLINT_RATE_LIMIT_PER_KEY: '5',
      FLINT_RATE_LIMIT_STORE: 'database',
    })
    const nodes = [server, await server.anotherNode()]
    const startedMs = server.clock.nowMs()
    const answers = await Promise.all(
      Array.from({ length: burst * 2 }, (_, index) => nodes[index % 2]!.call('GET', path)),
    )
    const served = answers.filter(({ status }) => status === 200).length
    const seconds = (server.clock.nowMs() - startedMs) / 1000
    assert.ok(served <= burst + 5 * seconds, `${served} within ${seconds} s`)
    assert.ok(served >= burst, `${served}`)
    const refused = answers.find(({ status }) => status === 429)!
    expectRefusal(refused, 'api-key')
    server.clock.advance(Number(refused.headers.get('retry-after')) * 1000)
    for (const node of nodes) assert.equal((await node.call('GET', path)).status, 200)
  })
})
