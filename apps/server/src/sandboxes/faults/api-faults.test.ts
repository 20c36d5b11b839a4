import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { faultDefaults } from '../../platform/faults/faults.ts'
import { allOff, faultSwitch, faultsPath } from './faulty-sandbox.fixture.ts'

/** Budgets of one second are two calls per key: a third at once is one too many. */
const server = await startTestServer({ FLINT_RATE_LIMIT_PER_KEY: '2' })
const switchTo = faultSwitch(server)
const own = faultsPath(server.seeded.sandboxId)
/** An empty budget is full again. */
const rest = () => server.clock.advance(60_000)

afterEach(async () => {
  rest()
  await switchTo(allOff)
  rest()
})

const anOrder = (idempotencyKey?: string) =>
  server.call('POST', '/v1/orders', {
    body: { line_items: [{ name: 'Thing', unit_price_money: { amount: 500, currency: 'USD' } }] },
    ...(idempotencyKey ? { idempotencyKey } : {}),
  })
const countOrders = async () =>
  (await server.services.db.query('SELECT count(*)::int AS orders FROM orders')).rows[0].orders

describe('slow_answers', () => {
  const slow = { slow_answers: { delay_milliseconds: 1500 } }

  it('the answer is the usual one and says why it was late; one to a developer route is not late', async () => {
    await switchTo(slow)
    const answered: string[] = []
    const [order, faults] = await Promise.all([
      anOrder().finally(() => answered.push('order')),
      server.call('GET', own).finally(() => answered.push('faults')),
    ])
    assert.deepEqual(answered, ['faults', 'order'])
    assert.deepEqual([order.status, order.headers.get('flint-fault')], [201, 'slow_answers'])
    assert.deepEqual([faults.status, faults.headers.get('flint-fault')], [200, null])
  })
  it('nothing is done before the wait is over, and no connection is held', async () => {
    await switchTo(slow)
    const before = await countOrders()
    const pending = anOrder()
    await new Promise((resolve) => setTimeout(resolve, 100))
    assert.equal(await countOrders(), before)
    assert.equal((await pending).status, 201)
    assert.equal(await countOrders(), before + 1)
  })
  it('a key that is revoked meanwhile is refused', async () => {
    await switchTo(slow)
    const pending = anOrder()
    await new Promise((resolve) => setTimeout(resolve, 100))
    const setStatus = async (status: string) => {
      await server.services.db.query('UPDATE api_keys SET status = $1 WHERE key_hash = $2', [
        status,
        server.services.secrets.digest('api-key', server.sandboxKey),
      ])
      server.services.wakeups.wake('environments')
    }
    await setStatus('revoked')
    const { status, error } = await pending
    await setStatus('active')
    assert.deepEqual([status, error.code], [401, 'API_KEY_REVOKED'])
  })
  it('at the rate of zero no answer is late', async () => {
    await switchTo({ slow_answers: { ...slow.slow_answers, rate: 0 } })
    assert.equal((await anOrder()).headers.get('flint-fault'), null)
  })
})

describe('rate_limits: forced', () => {
  it('429 with the documented headers and body, but for developer routes; nothing is done', async () => {
    await switchTo({ rate_limits: { mode: 'forced' } })
    const before = await countOrders()
    const { status, error, headers } = await anOrder('forced')
    assert.deepEqual([status, error.type, error.code], [429, 'rate_limit_error', 'RATE_LIMIT_EXCEEDED'])
    assert.equal(error.remediation.retryable, true)
    assert.match(error.message, /fault rate_limits/)
    assert.deepEqual(
      ['retry-after', 'flint-rate-limited-reason', 'flint-fault'].map((name) => headers.get(name)),
      ['1', 'api-key', 'rate_limits'],
    )
    assert.equal(await countOrders(), before)
    assert.equal((await server.call('GET', own)).status, 200)
  })
  it('the refusal is not kept under the idempotency key: the same call is served later', async () => {
    await switchTo({ rate_limits: { mode: 'forced' } })
    assert.equal((await anOrder('again')).status, 429)
    await switchTo({ rate_limits: null })
    const { status, headers } = await anOrder('again')
    assert.deepEqual([status, headers.get('idempotency-replayed')], [201, null])
  })
  it('takes nothing from the budgets', async () => {
    await switchTo({ rate_limits: { mode: 'forced' } })
    rest()
    for (let call = 0; call < 20; call++) await anOrder()
    await switchTo({ rate_limits: null })
    assert.equal((await anOrder()).status, 201)
  })
})

describe('rate_limits: lifted', () => {
  const statuses = async () =>
    (await Promise.all(Array.from({ length: 20 }, () => server.call('GET', '/v1/orders')))).map(
      ({ status }) => status,
    )

  it('calls are served beyond the limit of the key, and only while it is on', async () => {
    rest()
    assert.ok((await statuses()).includes(429), 'the limit is there')
    rest()
    await switchTo({ rate_limits: { mode: 'lifted' } })
    assert.deepEqual(new Set(await statuses()), new Set([200]))
    rest()
    await switchTo({ rate_limits: null })
    assert.ok((await statuses()).includes(429), 'the limit is there again')
  })
})

describe('live mode', () => {
  it('is touched by nothing, though its row should say so', async () => {
    const { db, wakeups } = server.services
    const { rows } = await db.query(
      `SELECT conname FROM pg_constraint WHERE conrelid = 'environments'::regclass AND pg_get_constraintdef(oid) LIKE '%faults%'`,
    )
    for (const { conname } of rows) await db.query(`ALTER TABLE environments DROP CONSTRAINT "${conname}"`)
    const faults = { ...faultDefaults, slow_answers: { rate: 1, delay_milliseconds: 30_000 } }
    await db.query("UPDATE environments SET faults = $1 WHERE mode = 'live'", [JSON.stringify(faults)])
    wakeups.wake('environments')
    const { status, headers } = await server.call('GET', '/v1/orders', { key: server.liveKey })
    assert.deepEqual([status, headers.get('flint-fault')], [200, null])
  })
})
