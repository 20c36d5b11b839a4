import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { freshKey, usd } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import { scopesOfMode } from '../../platform/auth/scopes.ts'
import { fanOutEvents } from '../../webhooks/queue-queries.ts'
import { aSandbox, manage } from '../sandboxes.fixture.ts'

const server = await startTestServer()
const { sandboxKey, seeded } = server
const unknown = 'test_01K8AAAAAAAAAAAAAAAAAAAAAA'

const anOrder = (key: string, amount = 1000) =>
  server.call('POST', '/v1/orders', {
    key,
    body: { line_items: [{ name: 'Cup', unit_price_money: usd(amount) }] },
  })
const orderCount = async (key: string) => (await server.call('GET', '/v1/orders', { key })).data.length

/** What every management route answers to a test key, to an unknown id and to another merchant's. */
const refusesOthers = (method: string, suffix: string, body?: unknown) => {
  it('403 SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY', async () => {
    const { sandboxId, key } = await aSandbox(server)
    const { status, error } = await manage(server, method, `/${sandboxId}${suffix}`, { key, body })
    assert.deepEqual([status, error.code], [403, 'SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY'])
  })
  it('404 SANDBOX_NOT_FOUND', async () => {
    const { status, error } = await manage(server, method, `/${unknown}${suffix}`, { body })
    assert.deepEqual([status, error.code, error.param], [404, 'SANDBOX_NOT_FOUND', 'sandbox_id'])
  })
}

const refusesArchived = (method: string, suffix: string, body?: unknown) =>
  it('409 SANDBOX_ARCHIVED', async () => {
    const { sandboxId } = await aSandbox(server)
    await manage(server, 'DELETE', `/${sandboxId}`)
    const { status, error } = await manage(server, method, `/${sandboxId}${suffix}`, { body })
    assert.deepEqual([status, error.code], [409, 'SANDBOX_ARCHIVED'])
  })

describe('createDeveloperSandbox', () => {
  it('201: a sandbox', async () => {
    const { status, data } = await manage(server, 'POST', '', { body: { name: ' Mine ' } })
    assert.equal(status, 201)
    assert.match(data.sandbox_id, /^test_[0-9A-HJKMNP-TV-Z]{26}$/)
    assert.deepEqual(
      { ...data, sandbox_id: '', created_at: '', updated_at: '' },
      { sandbox_id: '', name: 'Mine', status: 'active', is_default: false, created_at: '', updated_at: '' },
    )
    await manage(server, 'DELETE', `/${data.sandbox_id}`)
  })

  it('201: with a first key, which works in it and nowhere else', async () => {
    const { status, data } = await manage(server, 'POST', '', {
      body: { name: 'With key', issue_test_key: true, test_key_name: 'CI' },
    })
    assert.equal(status, 201)
    assert.match(data.secret_key, /^flint_test_[0-9a-f]{64}$/)
    assert.deepEqual(
      [data.api_key.name, data.api_key.sandbox_id, data.api_key.scopes.toSorted()],
      ['CI', data.sandbox_id, scopesOfMode('test').toSorted()],
    )
    assert.equal((await anOrder(data.secret_key)).status, 201)
    assert.equal(await orderCount(data.secret_key), 1)
    const { data: who } = await server.call('GET', '/v1/developer/auth-context', { key: data.secret_key })
    assert.equal(who.sandbox_id, data.sandbox_id)
    await manage(server, 'DELETE', `/${data.sandbox_id}`)
  })

  it('201: the same request again shows the same secret, and makes no second one', async () => {
    const again = { idempotencyKey: freshKey(), body: { name: 'Once', issue_test_key: true } }
    const first = await manage(server, 'POST', '', again)
    const second = await manage(server, 'POST', '', again)
    assert.deepEqual(second.data, first.data)
    assert.equal(second.headers.get('idempotency-replayed'), 'true')
    await manage(server, 'DELETE', `/${first.data.sandbox_id}`)
  })

  it('403 SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY', async () => {
    const { status, error } = await manage(server, 'POST', '', { key: sandboxKey, body: { name: 'No' } })
    assert.deepEqual([status, error.code], [403, 'SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY'])
  })

  it('400 NAME_REQUIRED', async () => {
    for (const body of [{}, { name: '' }, { name: '  ' }]) {
      const { status, error } = await manage(server, 'POST', '', { body })
      assert.deepEqual([status, error.code, error.param], [400, 'NAME_REQUIRED', 'name'])
    }
  })

  it('400 UNKNOWN_SCOPE', async () => {
    const body = { name: 'Odd', issue_test_key: true, scopes: ['everything'] }
    const { status, error } = await manage(server, 'POST', '', { body })
    assert.deepEqual([status, error.code], [400, 'UNKNOWN_SCOPE'])
  })

  it('409 SANDBOX_ALREADY_EXISTS: of two at once one wins; an archived one gives its name free', async () => {
    const both = await Promise.all(
      ['Twins', 'twins'].map((name) => manage(server, 'POST', '', { body: { name } })),
    )
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 409])
    assert.equal(both.find(({ status }) => status === 409)!.error.code, 'SANDBOX_ALREADY_EXISTS')
    const first = both.find(({ status }) => status === 201)!.data.sandbox_id
    await manage(server, 'DELETE', `/${first}`)
    const { status, data } = await manage(server, 'POST', '', { body: { name: 'Twins' } })
    assert.equal(status, 201)
    await manage(server, 'DELETE', `/${data.sandbox_id}`)
  })

  it('409 RESOURCE_LIMIT_EXCEEDED: 20 active ones, the default one among them', async () => {
    const other = await startTestServer({ FLINT_SANDBOXES_PER_MERCHANT: '3' })
    const make = (name: string) =>
      other.call('POST', '/v1/developer/sandboxes', { key: other.liveKey, body: { name } })
    const made = await Promise.all(['a', 'b', 'c', 'd'].map(make))
    assert.deepEqual(made.map(({ status }) => status).toSorted(), [201, 201, 409, 409])
    const { error } = made.find(({ status }) => status === 409)!
    assert.deepEqual([error.code, error.limit], ['RESOURCE_LIMIT_EXCEEDED', 3])
    const one = made.find(({ status }) => status === 201)!.data.sandbox_id
    await other.call('DELETE', `/v1/developer/sandboxes/${one}`, { key: other.liveKey })
    assert.equal((await make('e')).status, 201)
  })
})

describe('listDeveloperSandboxes', () => {
  it('200: newest first, page by page, archived ones unless they are left out', async () => {
    const [first, second] = [await aSandbox(server, 'First'), await aSandbox(server, 'Second')]
    await manage(server, 'DELETE', `/${first.sandboxId}`)
    const all = await manage(server, 'GET', '?page_size=100')
    assert.deepEqual(
      all.data.slice(0, 2).map((each: any) => [each.name, each.status]),
      [
        ['Second', 'active'],
        ['First', 'archived'],
      ],
    )
    assert.equal(all.data.at(-1).is_default, true)
    const active = await manage(server, 'GET', '?status=active&page_size=100')
    assert.ok(active.data.every((each: any) => each.status === 'active'))
    const pages: string[] = []
    for (let token = ''; ;) {
      const page = await manage(server, 'GET', `?page_size=3${token}`)
      pages.push(...page.data.map((each: any) => each.sandbox_id))
      if (!page.json.next_page_token) break
      token = `&page_token=${page.json.next_page_token}`
    }
    assert.deepEqual(
      pages,
      all.data.map((each: any) => each.sandbox_id),
    )
    await manage(server, 'DELETE', `/${second.sandboxId}`)
  })

  it('403 SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY', async () => {
    const { status, error } = await manage(server, 'GET', '', { key: sandboxKey })
    assert.deepEqual([status, error.code], [403, 'SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY'])
  })
})

describe('getDeveloperSandbox', () => {
  it('200: an archived one, too', async () => {
    const { sandboxId } = await aSandbox(server)
    assert.equal((await manage(server, 'GET', `/${sandboxId}`)).data.status, 'active')
    await manage(server, 'DELETE', `/${sandboxId}`)
    assert.equal((await manage(server, 'GET', `/${sandboxId}`)).data.status, 'archived')
  })
  refusesOthers('GET', '')
})

describe('deleteDeveloperSandbox', () => {
  it('200: its keys are refused, on another node within a second', async () => {
    const node = await server.anotherNode()
    const { sandboxId, key } = await aSandbox(server)
    assert.equal((await node.call('GET', '/v1/orders', { key })).status, 200)
    const { status, data } = await manage(server, 'DELETE', `/${sandboxId}`)
    assert.deepEqual([status, data.status], [200, 'archived'])
    const { status: after, error } = await server.call('GET', '/v1/orders', { key })
    assert.deepEqual([after, error.code], [401, 'API_KEY_SANDBOX_UNAVAILABLE'])
    server.clock.advance(1001)
    assert.equal((await node.call('GET', '/v1/orders', { key })).error.code, 'API_KEY_SANDBOX_UNAVAILABLE')
  })

  it('200: its timers and what waits to be delivered go', async () => {
    const { sandboxId, key } = await aSandbox(server)
    await server.call('POST', '/v1/webhook-endpoints', { key, body: { url: 'http://127.0.0.1:9999/' } })
    const { data: order } = await anOrder(key)
    await server.services.db.run(fanOutEvents(server.clock.now(), 1000))
    await server.call('POST', '/v1/checkout-sessions', { key, body: { order_id: order.order_id } })
    await anOrder(key)
    await manage(server, 'DELETE', `/${sandboxId}`)
    const { rows } = await server.services.db.query(
      `SELECT (SELECT count(*) FROM timers t WHERE t.environment_id = e.environment_id) AS timers,
              (SELECT count(*) FROM event_outbox o WHERE o.environment_id = e.environment_id) AS outbox,
              (SELECT array_agg(d.status || coalesce(d.next_attempt_at::text, '')) FROM webhook_deliveries d
               WHERE d.environment_id = e.environment_id) AS deliveries
       FROM environments e WHERE sandbox_id = $1`,
      [sandboxId],
    )
    assert.deepEqual(rows, [{ timers: 0, outbox: 0, deliveries: ['suppressed'] }])
  })

  it('409 DEFAULT_SANDBOX_CANNOT_BE_ARCHIVED', async () => {
    const { status, error } = await manage(server, 'DELETE', `/${seeded.sandboxId}`)
    assert.deepEqual([status, error.code], [409, 'DEFAULT_SANDBOX_CANNOT_BE_ARCHIVED'])
  })
  refusesOthers('DELETE', '')
  refusesArchived('DELETE', '')
})

describe('issueDeveloperSandboxTestKey', () => {
  it('201: a key that works there', async () => {
    const { sandboxId } = await aSandbox(server)
    const { status, data } = await manage(server, 'POST', `/${sandboxId}/test-key`, {
      body: { name: 'Reader', scopes: ['commerce.orders.read'] },
    })
    assert.equal(status, 201)
    assert.deepEqual(
      [data.sandbox_id, data.name, data.scopes],
      [sandboxId, 'Reader', ['commerce.orders.read']],
    )
    assert.equal(await orderCount(data.secret_key), 0)
    assert.equal((await anOrder(data.secret_key)).status, 403)
    await manage(server, 'DELETE', `/${sandboxId}`)
  })

  it('400 NAME_REQUIRED, SCOPES_REQUIRED', async () => {
    for (const [body, code] of [
      [{}, 'NAME_REQUIRED'],
      [{ name: 'x', scopes: [] }, 'SCOPES_REQUIRED'],
    ] as const) {
      const { status, error } = await manage(server, 'POST', `/${seeded.sandboxId}/test-key`, { body })
      assert.deepEqual([status, error.code], [400, code])
    }
  })
  refusesOthers('POST', '/test-key', { name: 'x' })
  refusesArchived('POST', '/test-key', { name: 'x' })
})

describe('resetDeveloperSandbox', () => {
  it('200: nothing is in it, its keys work, and it begins anew', async () => {
    const { sandboxId, key } = await aSandbox(server)
    const { data: before } = await anOrder(key)
    await server.call('POST', '/v1/webhook-endpoints', { key, body: { url: 'http://127.0.0.1:9999/' } })
    const { status, data } = await manage(server, 'POST', `/${sandboxId}/reset`)
    assert.deepEqual([status, data.sandbox_id, data.status], [200, sandboxId, 'active'])
    for (const list of ['orders', 'webhook-endpoints', 'webhook-events'])
      assert.deepEqual((await server.call('GET', `/v1/${list}`, { key })).data, [], list)
    assert.equal((await anOrder(key)).data.order_number, before.order_number)
    await manage(server, 'DELETE', `/${sandboxId}`)
  })

  it('200: a request sent again after it is a new one', async () => {
    const { sandboxId, key } = await aSandbox(server)
    const again = {
      key,
      idempotencyKey: freshKey(),
      body: { line_items: [{ name: 'Cup', unit_price_money: usd(1) }] },
    }
    const { data: before } = await server.call('POST', '/v1/orders', again)
    await manage(server, 'POST', `/${sandboxId}/reset`)
    const { data: after, headers } = await server.call('POST', '/v1/orders', again)
    assert.notEqual(after.order_id, before.order_id)
    assert.equal(headers.get('idempotency-replayed'), null)
    await manage(server, 'DELETE', `/${sandboxId}`)
  })

  it('200: its clock is the real one again, its faults are off', async () => {
    const { sandboxId } = await aSandbox(server)
    const { db } = server.services
    await db.query(
      `UPDATE environments SET clock_frozen_at = '2030-01-01T00:00:00Z', faults = '{"slow_answers": {}}' WHERE sandbox_id = $1`,
      [sandboxId],
    )
    await manage(server, 'POST', `/${sandboxId}/reset`)
    const { rows } = await db.query('SELECT has_own_clock, faults FROM environments WHERE sandbox_id = $1', [
      sandboxId,
    ])
    assert.deepEqual(rows, [{ has_own_clock: false, faults: {} }])
    await manage(server, 'DELETE', `/${sandboxId}`)
  })

  it('200: calls of a time that is still to come are gone, others stay', async () => {
    const { sandboxId, key } = await aSandbox(server)
    const logs = async () => (await server.call('GET', '/v1/developer/request-logs', { key })).data
    const logged = (path: string) =>
      waitFor(`a call is logged: ${path}`, async () => (await logs()).find((log: any) => log.path === path))
    await server.call('GET', '/v1/customers', { key })
    await logged('/v1/customers')
    await manage(server, 'POST', `/${sandboxId}/clock/advance`, { body: { by: 'P1Y' } })
    await server.call('GET', '/v1/orders', { key })
    await logged('/v1/orders')
    await manage(server, 'POST', `/${sandboxId}/reset`)
    const paths = (await logs()).map((log: any) => log.path)
    assert.ok(paths.includes('/v1/customers') && !paths.includes('/v1/orders'), paths.join())
    const { rows } = await server.services.db.query(
      `SELECT 1 FROM request_log_blocks JOIN environments USING (environment_id) WHERE sandbox_id = $1 AND request_log_blocks.created_at > $2`,
      [sandboxId, new Date(server.clock.nowMs()).toISOString()],
    )
    assert.deepEqual(rows, [])
    await manage(server, 'DELETE', `/${sandboxId}`)
  })

  it('200: order numbers that another process still has meet no others', async () => {
    const node = await server.anotherNode()
    const { sandboxId, key } = await aSandbox(server)
    const make = async (place: Pick<typeof server, 'call'>, count: number) => {
      const body = { line_items: [{ name: 'Cup', unit_price_money: usd(1) }] }
      const made = []
      for (let done = 0; done < count; done++)
        made.push(await place.call('POST', '/v1/orders', { key, body }))
      return made
    }
    // Many in a row, so that it has a block of several in hand.
    await make(node, 12)
    await manage(server, 'POST', `/${sandboxId}/reset`)
    const made = [...(await make(server, 14)), ...(await make(node, 12)), ...(await make(server, 6))]
    assert.deepEqual(new Set(made.map(({ status }) => status)), new Set([201]))
    assert.equal(new Set(made.map(({ data }) => data.order_number)).size, made.length)
    await manage(server, 'DELETE', `/${sandboxId}`)
  })

  it('409 DEFAULT_SANDBOX_CANNOT_BE_RESET', async () => {
    const { status, error } = await manage(server, 'POST', `/${seeded.sandboxId}/reset`)
    assert.deepEqual([status, error.code], [409, 'DEFAULT_SANDBOX_CANNOT_BE_RESET'])
  })
  refusesOthers('POST', '/reset')
  refusesArchived('POST', '/reset')
})
