import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { addKey, environmentOf } from '../../../../../test/support/add-key.ts'
import { addUser } from '../../../../../test/support/add-user.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import { type StreamOptions, openEventStream } from '../an-event-stream.fixture.ts'
import { maxStreams } from '../event-streams.ts'
import { type Place, readAfter } from '../stream-queries.ts'
import { dayMs, hourMs } from '../../platform/clock/clock.ts'

const server = await startTestServer()
const { call, clock, services } = server

const sandbox = await environmentOf(services, server.seeded.sandboxId)
const aKey = async (scopes: string[]) => (await addKey(services, sandbox, { scopes })).key

const open = async (options: Partial<StreamOptions> = {}, url = server.url) => {
  const client = await openEventStream(url, { key: server.sandboxKey, ...options })
  after(client.cut)
  return client
}

const createOrder = async (key = server.sandboxKey): Promise<string> => {
  const { data } = await call('POST', '/v1/orders', {
    key,
    body: { line_items: [{ name: 'Thing', unit_price_money: { amount: 1500, currency: 'USD' } }] },
  })
  return data.order_id
}
const pay = (orderId: string) =>
  call('POST', `/v1/orders/${orderId}/pay`, {
    idempotencyKey: `pay-${orderId}`,
    body: { action: 'pay', payment_source: { token: 'tok_visa' } },
  })
const isOf = (orderId: string) => (said: { data: any }) => said.data.resource_id === orderId
const eventOf = async (orderId: string) =>
  (await call('GET', `/v1/webhook-events?resource_id=${orderId}&event_type=order.created`)).data[0]

describe('200', () => {
  it('says where it begins, then every event as it happens', async () => {
    const client = await open()
    assert.equal(client.status, 200)
    assert.match(client.headers['content-type']!, /^text\/event-stream/)
    assert.equal(client.headers['cache-control'], 'no-store')
    const ready = await client.next('it is ready', ({ event }) => event === 'ready')
    assert.ok('cursor' in ready.data)

    const orderId = await createOrder()
    const { id, event, data } = await client.next('the event comes', isOf(orderId))
    assert.deepEqual([event, id], ['webhook.event', data.webhook_event_id])
    const { data: read } = await call('GET', `/v1/webhook-events/${id}`)
    // The call is logged a moment after it was answered.
    assert.deepEqual({ ...data, api_request_log_id: null }, { ...read, api_request_log_id: null })
    assert.equal(data.payload.data.order_id, orderId)
    assert.equal(data.payload.resource_version, data.resource_version)
  })

  it('tells events of one transaction in the order in which they were recorded', async () => {
    const client = await open()
    const orderId = await createOrder()
    await pay(orderId)
    await client.next(
      'it is paid',
      ({ data }) => data.event_type === 'order.paid' && data.resource_id === orderId,
    )
    const types = client.ofEvent('webhook.event').map(({ data }) => data.event_type)
    assert.ok(
      types.indexOf('payment_intent.succeeded') < types.indexOf('order.payment_succeeded'),
      `${types}`,
    )
    assert.ok(types.indexOf('order.payment_succeeded') < types.indexOf('order.paid'), `${types}`)
  })

  it('shows only the types asked for', async () => {
    const client = await open({ query: '?event_type=order.paid,order.closed' })
    const orderId = await createOrder()
    await pay(orderId)
    await client.next('it is paid', isOf(orderId))
    const types = client.ofEvent('webhook.event').map(({ data }) => data.event_type)
    assert.deepEqual(types, ['order.paid'])
  })

  it('goes on after the event that after_event_id or Last-Event-ID names; the header counts', async () => {
    const [first, second, third] = [await createOrder(), await createOrder(), await createOrder()]
    const { webhook_event_id: firstEvent } = await eventOf(first)
    const { webhook_event_id: secondEvent } = await eventOf(second)
    const byQuery = await open({ query: `?after_event_id=${firstEvent}` })
    await byQuery.next('the last comes', isOf(third))
    assert.deepEqual(byQuery.said[0], { event: 'ready', id: null, data: { cursor: firstEvent } })
    assert.deepEqual(
      byQuery.ofEvent('webhook.event').map(({ data }) => data.resource_id),
      [second, third],
    )
    const byHeader = await open({ query: `?after_event_id=${firstEvent}`, lastEventId: secondEvent })
    await byHeader.next('the last comes', isOf(third))
    assert.deepEqual(byHeader.ofEvent('webhook.event').length, 1)
  })

  it('never shows events of another sandbox', async () => {
    const other = await server.anotherSandbox()
    const client = await open()
    const foreign = await createOrder(other.key)
    const own = await createOrder()
    await client.next('its own comes', isOf(own))
    assert.ok(!client.said.some(isOf(foreign)))
  })

  it('shows what another node recorded', async () => {
    const node = await server.anotherNode()
    const client = await open({}, node.url)
    const orderId = await createOrder()
    await client.next('it comes', isOf(orderId))
  })

  it('leaves out synthetic events, as lists do', async () => {
    const { data: endpoint } = await call('POST', '/v1/webhook-endpoints', {
      body: { url: 'http://127.0.0.1:59999/hooks', enabled_events: ['order.closed'] },
    })
    const client = await open()
    const path = `/v1/webhook-endpoints/${endpoint.webhook_endpoint_id}`
    const sent = await call('POST', `${path}/test-events`, { body: { event_type: 'order.paid' } })
    assert.equal(sent.status, 200)
    const orderId = await createOrder()
    await client.next('a real one comes', isOf(orderId))
    assert.ok(!client.said.some(({ id }) => id === sent.data.webhook_event_id))
    await call('DELETE', path)
  })
})

const insertEvent = (eventId: string, resourceId: string, version: number) => ({
  name: 'an_event_of_a_test',
  text: `INSERT INTO events (environment_id, event_id, event_type, resource_type, resource_id, resource_version, data,
                             api_version, created_at)
         VALUES ($1, $2, 'order.created', 'order', $3, $4, '{}', '2026-09-07', $5)`,
  values: [sandbox, eventId, resourceId, version, clock.now()],
  read: () => null,
})

describe('an event that commits late', () => {
  it('is not skipped: what was recorded after it waits for it', async () => {
    const client = await open()
    await client.next('it is ready', ({ event }) => event === 'ready')
    const late = services.ids.newId('ord')
    let early = ''
    await services.db.withConnection(async (connection) => {
      await connection.command('BEGIN')
      await connection.send(insertEvent(services.ids.newId('whev'), late, 1))
      early = await createOrder()
      // Long enough for a look that would show it.
      await new Promise((resolve) => setTimeout(resolve, 500))
      assert.ok(!client.said.some(isOf(early)))
      await connection.command('COMMIT')
    })
    await client.next('both come', isOf(early))
    const ids = client.ofEvent('webhook.event').map(({ data }) => data.resource_id)
    assert.deepEqual(ids, [late, early])
  })

  it('stands after what it waited for, although its transaction and its id are older', async () => {
    const client = await open()
    await client.next('it is ready', ({ event }) => event === 'ready')
    const order = services.ids.newId('ord')
    const olderId = services.ids.newId('whev')
    await services.db.withConnection(async (connection) => {
      await connection.command('BEGIN')
      await connection.command('SELECT pg_current_xact_id()')
      await services.db.run(insertEvent(services.ids.newId('whev'), order, 1))
      await connection.send(insertEvent(olderId, order, 2))
      await connection.command('COMMIT')
    })
    await waitFor('both come', () => client.said.filter(isOf(order)).length === 2)
    assert.deepEqual(
      client.said.filter(isOf(order)).map(({ data }) => data.resource_version),
      [1, 2],
    )
  })
})

describe('the last event of all', () => {
  it('is read, although it stands at a number that no transaction takes and none comes after it', async () => {
    const order = services.ids.newId('ord')
    await services.db.withConnection(async (connection) => {
      await connection.command('BEGIN')
      await connection.command('SELECT pg_current_xact_id()')
      await services.db.query('SELECT pg_current_xact_id()')
      await connection.send(insertEvent(services.ids.newId('whev'), order, 1))
      await connection.command('COMMIT')
    })
    const place = { environmentId: sandbox, ...(await justBefore(order)) }
    // Transactions of others, in whichever database of the server, hold it back for as long as they last.
    const events = await waitFor('it is read', async () => {
      const [found] = await services.db.run(readAfter([place]))
      return found!.events.length > 0 ? found!.events : null
    })
    assert.deepEqual(
      events.map(({ resourceId }) => resourceId),
      [order],
    )
  })
})

/** As if all before it had been read. */
const justBefore = async (resourceId: string): Promise<Place> => {
  const { rows } = await services.db.query('SELECT readable_after::text FROM events WHERE resource_id = $1', [
    resourceId,
  ])
  return { readableAfter: rows[0].readable_after, eventId: '' }
}

describe('withheld', () => {
  it('names the event whose resource the key may not read, and the scope that is missing', async () => {
    const key = await aKey(['webhooks.read'])
    const client = await open({ key })
    const orderId = await createOrder()
    const { event, id, data } = await client.next('it is told', ({ event }) => event === 'withheld')
    const { webhook_event_id } = await eventOf(orderId)
    assert.deepEqual([event, id], ['withheld', webhook_event_id])
    assert.deepEqual(data, {
      webhook_event_id,
      event_type: 'order.created',
      reason: 'missing_resource_scope',
      resource_type: 'order',
      required_scopes: ['commerce.orders.read'],
    })
  })
})

describe('gap', () => {
  it('cursor_unavailable: for an event that is not there, or is in another sandbox', async () => {
    const other = await server.anotherSandbox()
    await createOrder()
    const foreign = await call('GET', `/v1/webhook-events?resource_id=${await createOrder(other.key)}`, {
      key: other.key,
    })
    for (const lastEventId of [
      'whev_01K9ABCDEFGHJKMNPQRSTVWXYZ',
      foreign.data[0].webhook_event_id,
      'nonsense',
    ]) {
      const client = await open({ lastEventId })
      const gap = await client.next('the gap is told', ({ event }) => event === 'gap')
      const cursor = client.said[0]!.data.cursor
      assert.deepEqual(gap.data, {
        reason: 'cursor_unavailable',
        requested_cursor: lastEventId,
        resume_cursor: cursor,
      })
      const orderId = await createOrder()
      await client.next('it goes on', isOf(orderId))
    }
  })

  it('payload_expired: for events older than 30 days, erased already or not', async () => {
    const first = (await eventOf(await createOrder())).webhook_event_id
    const second = (await eventOf(await createOrder())).webhook_event_id
    const third = (await eventOf(await createOrder())).webhook_event_id
    clock.advance(30 * dayMs)
    const fresh = await createOrder()
    const expectGap = async (resume: string) => {
      const client = await open({ lastEventId: first })
      await client.next('it goes on', isOf(fresh))
      assert.deepEqual(
        client.ofEvent('gap').map(({ data }) => data),
        [{ reason: 'payload_expired', requested_cursor: first, resume_cursor: resume }],
      )
      assert.equal(client.ofEvent('webhook.event').length, 1)
    }
    await expectGap(third)
    await services.db.query('UPDATE events SET data = NULL WHERE event_id = ANY($1)', [
      [first, second, third],
    ])
    await expectGap(third)
  })
})

describe('disconnect', () => {
  const ended = async (client: Awaited<ReturnType<typeof open>>, reason: string) => {
    const said = await client.next(reason, ({ event }) => event === 'disconnect')
    assert.deepEqual(said.data, { reason })
    await waitFor('it is closed', () => client.isClosed())
    assert.equal(client.said.at(-1), said)
  }

  it('authorization_changed: when the key is revoked, or holds other scopes', async () => {
    const [revoked, narrowed] = [
      await aKey(['webhooks.read']),
      await aKey(['webhooks.read', 'commerce.orders.read']),
    ]
    const digest = (key: string) => services.secrets.digest('api-key', key)
    const clients = [await open({ key: revoked }), await open({ key: narrowed })]
    await services.db.query(`UPDATE api_keys SET status = 'revoked' WHERE key_hash = $1`, [digest(revoked)])
    await services.db.query(`UPDATE api_keys SET scopes = '{webhooks.read}' WHERE key_hash = $1`, [
      digest(narrowed),
    ])
    for (const client of clients) await ended(client, 'authorization_changed')
  })

  it('authorization_changed: when a person signs out, leaves the team or has another role; not before', async () => {
    const environmentId = await environmentOf(services, server.seeded.sandboxId)
    const { merchantId } = server.seeded
    const aReader = async () => {
      const person = await addUser(services, { [merchantId]: 'viewer' })
      return { ...person, client: await open({ dashboard: person.headers(environmentId) }) }
    }
    const [out, left, raised, stays] = [await aReader(), await aReader(), await aReader(), await aReader()]
    await services.db.query('DELETE FROM dashboard_sessions WHERE user_id = $1', [out.userId])
    const become = (change: string, userId: string) =>
      services.db.query(`UPDATE memberships SET ${change} WHERE user_id = $1`, [userId])
    await become(`status = 'revoked'`, left.userId)
    await become(`role = 'operator'`, raised.userId)
    for (const { client } of [out, left, raised]) await ended(client, 'authorization_changed')
    assert.equal(stays.client.isClosed(), false)
    stays.client.cut()
  })

  it('authorization_changed: when the sandbox is archived', async () => {
    const other = await server.anotherSandbox()
    const client = await open({ key: other.key })
    await services.db.query(`UPDATE environments SET status = 'archived' WHERE sandbox_id = $1`, [
      other.sandboxId,
    ])
    await ended(client, 'authorization_changed')
  })

  it('ttl: after an hour', async () => {
    const client = await open()
    clock.advance(hourMs)
    await ended(client, 'ttl')
  })
})

describe('a slow client', () => {
  it('holds up nobody and misses nothing', async () => {
    const slow = await open()
    const quick = await open()
    slow.pause()
    const orders: string[] = []
    for (let i = 0; i < 60; i++) orders.push(await createOrder())
    await quick.next('the quick one has all', isOf(orders.at(-1)!))
    slow.resume()
    await slow.next('the slow one has all', isOf(orders.at(-1)!))
    assert.deepEqual(
      slow.ofEvent('webhook.event').map(({ data }) => data.resource_id),
      orders,
    )
  })
})

describe('400 INVALID_EVENT_TYPE', () => {
  it('for a type that does not exist', async () => {
    const refused = await call('GET', '/v1/webhook-events/stream?event_type=order.eaten')
    assert.equal(refused.status, 400)
    assert.deepEqual([refused.error.code, refused.error.param], ['INVALID_EVENT_TYPE', 'event_type'])
  })
})

describe('429 WEBHOOK_STREAM_CONNECTION_LIMIT', () => {
  it('beyond 25 streams of one environment; one that ends makes room', async () => {
    const { key } = await server.anotherSandbox()
    const clients = []
    for (let i = 0; i < maxStreams; i++) clients.push(await open({ key }))
    const refused = await open({ key })
    assert.equal(refused.status, 429)
    assert.equal(refused.refusal.code, 'WEBHOOK_STREAM_CONNECTION_LIMIT')
    assert.match(String(refused.headers['retry-after']), /^\d+$/)
    assert.equal(refused.headers['flint-rate-limited-reason'], 'resource')
    assert.equal((await open()).status, 200)
    clients[0]!.cut()
    await waitFor('there is room', async () => (await open({ key })).status === 200)
  })
})

describe('a server that stops', () => {
  it('says so to everyone: server_error', async () => {
    const node = await server.anotherNode()
    const client = await open({}, node.url)
    await client.next('it is ready', ({ event }) => event === 'ready')
    await node.close()
    assert.deepEqual(client.said.at(-1), { event: 'disconnect', id: null, data: { reason: 'server_error' } })
  })
})
