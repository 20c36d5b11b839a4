import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aConsumer } from '../../../webhooks/a-consumer.fixture.ts'
import { environmentOf } from '../../../../../../test/support/add-key.ts'
import { startTestServer } from '../../../../../../test/support/server.ts'
import { waitFor } from '../../../../../../test/support/wait-for.ts'
import { timerHandlers } from '../../../timer-handlers.ts'
import { dayMs, hourMs } from '../../../platform/clock/clock.ts'
import { startClockMoves } from '../jobs.ts'

const server = await startTestServer()

let calls = 0

/** A sandbox with a clock of its own to move, and its key. */
const aSandbox = async () => {
  const { key, sandboxId, environmentId } = await server.anotherSandbox()
  const path = `/v1/developer/sandboxes/${sandboxId}/clock`
  const call = (method: string, to: string, body?: unknown, idempotencyKey?: string) =>
    server.call(method, to, { key, body, ...(idempotencyKey ? { idempotencyKey } : {}) })
  const done = async (method: string, to: string, body?: unknown) => {
    const answer = await call(method, to, body, method === 'POST' ? `key-${++calls}` : undefined)
    assert.ok(answer.status < 300, JSON.stringify(answer.json))
    return answer.data
  }
  return {
    key,
    sandboxId,
    environmentId,
    call,
    done,
    clock: () => done('GET', path),
    freeze: () => done('POST', `${path}/freeze`),
    resume: () => done('POST', `${path}/resume`),
    advance: (by: string) => done('POST', `${path}/advance`, { by }),
    tryAdvance: (body: unknown, idempotencyKey?: string) =>
      call('POST', `${path}/advance`, body, idempotencyKey),
    order: (more: object = {}) =>
      done('POST', '/v1/orders', {
        line_items: [{ name: 'Desk', unit_price_money: { amount: 42_000, currency: 'USD' } }],
        ...more,
      }),
    hold: async (orderId: string) => {
      const { payment_intent: leg } = await done('POST', `/v1/orders/${orderId}/payment-intents`, {
        amount_money: { amount: 42_000, currency: 'USD' },
        capture_method: 'manual',
      })
      return done('POST', `/v1/orders/${orderId}/pay`, {
        action: 'confirm_payment_intents',
        payment_intents: [{ payment_intent_id: leg.payment_intent_id, token: 'tok_visa' }],
        completion_behavior: 'partial_payment',
      })
    },
    paidWith: async (token: string, more: object = {}) => {
      const { order_id: id } = await done('POST', '/v1/orders', {
        line_items: [{ name: 'Desk', unit_price_money: { amount: 42_000, currency: 'USD' } }],
      })
      await done('POST', `/v1/orders/${id}/pay`, {
        action: 'pay',
        payment_source: { token },
        ...more,
      })
      return id as string
    },
  }
}

type Sandbox = Awaited<ReturnType<typeof aSandbox>>
const msOf = (instant: string) => Date.parse(instant)
const typesIn = (advanced: any) =>
  advanced.happened.map((one: any) => one.event_type ?? one.timer ?? one.type)

describe("a sandbox's clock", () => {
  it('runs with the machine until it is moved', async () => {
    const sandbox = await aSandbox()
    const clock = await sandbox.clock()
    assert.equal(clock.status, 'running')
    assert.equal(clock.now, clock.system_now)
    assert.equal(clock.advancing_to, null)
  })

  it('stands still when it is frozen, and what is made is made at that instant', async () => {
    const sandbox = await aSandbox()
    const { now } = await sandbox.freeze()
    server.clock.advance(hourMs)
    const first = await sandbox.order()
    const second = await sandbox.order()
    assert.equal(first.created_at, now)
    assert.equal(second.created_at, now)
    const listed = await sandbox.done('GET', '/v1/orders')
    assert.deepEqual(
      listed.map((order: any) => order.order_id),
      [second.order_id, first.order_id],
      'newest first, although both are of one instant',
    )
    assert.equal((await sandbox.freeze()).now, now)
  })

  it('runs on from where it stood', async () => {
    const sandbox = await aSandbox()
    const { now } = await sandbox.freeze()
    server.clock.advance(hourMs)
    const resumed = await sandbox.resume()
    assert.equal(resumed.status, 'running')
    assert.ok(msOf(resumed.now) - msOf(now) < 5000)
    server.clock.advance(hourMs)
    const later = await sandbox.clock()
    assert.ok(msOf(later.now) - msOf(now) >= hourMs)
    assert.ok(msOf(later.now) - msOf(now) < hourMs + 5000)
  })

  it('advances by a span and to an instant, running or frozen as before', async () => {
    const sandbox = await aSandbox()
    const before = await sandbox.clock()
    const advanced = await sandbox.advance('P1Y')
    assert.equal(advanced.status, 'completed')
    assert.equal(advanced.clock.status, 'running')
    assert.ok(msOf(advanced.clock.now) - msOf(before.now) >= 365 * dayMs)
    assert.deepEqual(advanced.happened, [])

    const { now } = await sandbox.freeze()
    const to = new Date(msOf(now) + 90 * dayMs).toISOString()
    const { data } = await sandbox.tryAdvance({ to })
    assert.equal(data.clock.now, to)
    assert.equal(data.clock.status, 'frozen')
    assert.equal(data.advanced_from, now)
    assert.equal(data.advanced_to, to)
  })

  it('leaves other sandboxes and live mode where they are', async () => {
    const [one, other] = [await aSandbox(), await aSandbox()]
    await one.advance('P10D')
    const clock = await other.clock()
    assert.equal(clock.now, clock.system_now)
    const { rows } = await server.services.db.query(
      `SELECT count(*) FROM environments WHERE has_own_clock AND mode = 'live'`,
    )
    assert.equal(rows[0].count, 0)
  })
})

describe('advanceSandboxClock does what falls due', () => {
  it('lapses an authorization that is not captured in time', async () => {
    const sandbox = await aSandbox()
    const order = await sandbox.order()
    await sandbox.hold(order.order_id)
    const advanced = await sandbox.advance('P30D')
    assert.ok(
      typesIn(advanced).includes('order.payment_authorization_expired'),
      JSON.stringify(typesIn(advanced)),
    )
    const later = await sandbox.done('GET', `/v1/orders/${order.order_id}`)
    assert.equal(later.payment_status, 'unpaid')
  })

  it('expires a checkout session at its own instant', async () => {
    const sandbox = await aSandbox()
    const order = await sandbox.order()
    const session = await sandbox.done('POST', '/v1/checkout-sessions', {
      order_id: order.order_id,
    })
    const advanced = await sandbox.advance('P2D')
    const expiry = advanced.happened.find((one: any) => one.event_type === 'checkout_session.expired')
    assert.equal(expiry.resource_id, session.checkout_session_id)
    assert.equal(expiry.occurred_at, session.expires_at)
    const later = await sandbox.done('GET', `/v1/checkout-sessions/${session.checkout_session_id}`)
    assert.equal(later.status, 'expired')
  })

  it('settles a bank debit', async () => {
    const sandbox = await aSandbox()
    const id = await sandbox.paidWith('tok_us_bank_account_success')
    assert.equal((await sandbox.done('GET', `/v1/orders/${id}`)).payment_status, 'unpaid')
    await sandbox.advance('P7D')
    assert.equal((await sandbox.done('GET', `/v1/orders/${id}`)).payment_status, 'paid')
  })

  it('ends a refund that takes its time, and lists timer, event and delivery in that order', async () => {
    const sandbox = await aSandbox()
    const consumer = await aConsumer()
    await sandbox.done('POST', '/v1/webhook-endpoints', { url: consumer.url })
    const id = await sandbox.paidWith('tok_us_bank_account_success')
    const advanced = await sandbox.advance('P7D')
    const types = advanced.happened.map((one: any) => one.type)
    assert.equal(types[0], 'webhook_delivery_attempt', 'what was waiting goes out first')
    const settled = advanced.happened.find((one: any) => one.type === 'timer')
    const after = advanced.happened.filter((one: any) => one.occurred_at === settled.occurred_at)
    assert.deepEqual(
      [...new Set(after.map((one: any) => one.type))],
      ['timer', 'webhook_event', 'webhook_delivery_attempt'],
    )
    assert.ok(consumer.of('order.paid').some(({ json }) => json.data.order_id === id))
  })

  it('makes every retry of a failing webhook at its documented instant', async () => {
    const sandbox = await aSandbox()
    const consumer = await aConsumer(500)
    await sandbox.done('POST', '/v1/webhook-endpoints', {
      url: consumer.url,
      enabled_events: ['order.created'],
    })
    await sandbox.freeze()
    const order = await sandbox.order()
    const advanced = await sandbox.advance('P10D')
    assert.equal(consumer.received.length, 9)
    const attempts = advanced.happened.filter((one: any) => one.type === 'webhook_delivery_attempt')
    const times = attempts.map((one: any) => msOf(one.occurred_at) - msOf(order.created_at))
    let earliest = 0
    for (const [index, delay] of [0, 30, 120, 600, 3600, 14_400, 43_200, 86_400, 108_000].entries()) {
      earliest += delay * 1000
      assert.ok(times[index] >= earliest, `attempt ${index + 1} not before its time`)
      assert.ok(times[index] <= earliest * 1.2 + 1000, `attempt ${index + 1} at ${times[index]} ms`)
    }
    const [event] = await sandbox.done('GET', '/v1/webhook-events?delivery_status=failed')
    assert.equal(event.resource_id, order.order_id)
  })

  it('signs with the time of the machine, which is what a consumer compares it with', async () => {
    const sandbox = await aSandbox()
    const consumer = await aConsumer()
    await sandbox.done('POST', '/v1/webhook-endpoints', { url: consumer.url })
    await sandbox.advance('P1Y')
    const order = await sandbox.order()
    await sandbox.advance('PT1S')
    const { headers, json } = consumer.of('order.created')[0]!
    assert.equal(json.created_at, order.created_at)
    assert.ok(
      Math.abs(Number(headers['webhook-timestamp']) - server.services.systemClock.nowMs() / 1000) < 60,
    )
  })

  it('forgets idempotency keys after a day of its time', async () => {
    const sandbox = await aSandbox()
    const body = { line_items: [{ name: 'Desk', unit_price_money: { amount: 1, currency: 'USD' } }] }
    const first = await sandbox.call('POST', '/v1/orders', body, 'once')
    await sandbox.advance('PT23H')
    const again = await sandbox.call('POST', '/v1/orders', body, 'once')
    assert.equal(again.data.order_id, first.data.order_id)
    await sandbox.advance('PT2H')
    const anew = await sandbox.call('POST', '/v1/orders', body, 'once')
    assert.notEqual(anew.data.order_id, first.data.order_id)
  })
})

describe('a worker beside moving clocks', () => {
  it('does what falls due by each clock, ahead, behind and standing', async () => {
    const worker = server.startWorker()
    const [ahead, behind, still] = [await aSandbox(), await aSandbox(), await aSandbox()]
    const expiryOf = async (sandbox: Sandbox) => {
      const order = await sandbox.order()
      const session = await sandbox.done('POST', '/v1/checkout-sessions', {
        order_id: order.order_id,
      })
      return async () =>
        (await sandbox.done('GET', `/v1/checkout-sessions/${session.checkout_session_id}`)).status as string
    }
    await ahead.advance('P3D')
    await behind.freeze()
    await still.freeze()
    const statuses = [await expiryOf(ahead), await expiryOf(behind), await expiryOf(still)]
    server.clock.advance(2 * hourMs)
    await behind.resume()
    server.clock.advance(23 * hourMs)
    await waitFor(
      'the session of the clock ahead to expire',
      async () => (await statuses[0]!()) === 'expired',
    )
    assert.equal(await statuses[1]!(), 'open', 'two hours behind')
    assert.equal(await statuses[2]!(), 'open', 'standing')
    server.clock.advance(2 * hourMs)
    await waitFor(
      'the session of the clock behind to expire',
      async () => (await statuses[1]!()) === 'expired',
    )
    assert.equal(await statuses[2]!(), 'open', 'standing')
    await worker.stop()
  })

  it('goes on with an advance whose process died', async () => {
    const sandbox = await aSandbox()
    const id = await sandbox.paidWith('tok_us_bank_account_success')
    const { now } = await sandbox.freeze()
    const target = new Date(msOf(now) + 7 * dayMs).toISOString()
    await server.services.db.query(
      `UPDATE environments SET clock_target = $2, clock_mover = 'dead', clock_runs_on = false, clock_leased_until = $3
       WHERE environment_id = $1`,
      [sandbox.environmentId, target, server.services.systemClock.now()],
    )
    server.services.wakeups.wake('environments')
    assert.equal((await sandbox.clock()).status, 'advancing')
    assert.equal((await sandbox.tryAdvance({ by: 'P1D' })).error.code, 'SANDBOX_CLOCK_MOVING')
    const moves = startClockMoves(server.services, timerHandlers)
    await waitFor('the clock to arrive', async () => (await sandbox.clock()).status === 'frozen')
    await moves.stop()
    assert.equal((await sandbox.clock()).now, target)
    assert.equal((await sandbox.done('GET', `/v1/orders/${id}`)).payment_status, 'paid')
  })
})

describe('two equal sandboxes', () => {
  it('stay equal when both are advanced by the same steps', async () => {
    const sandbox = await aSandbox()
    const consumer = await aConsumer(500)
    await sandbox.freeze()
    await sandbox.done('POST', '/v1/webhook-endpoints', { url: consumer.url })
    await sandbox.paidWith('tok_us_bank_account_success')
    const order = await sandbox.order()
    await sandbox.hold(order.order_id)
    const forked = await server.call('POST', `/v1/developer/sandboxes/${sandbox.sandboxId}/fork`, {
      key: server.liveKey,
      body: { name: 'Twin' },
    })
    assert.equal(forked.status, 201, JSON.stringify(forked.json))
    const twinSandboxId = forked.data.sandbox_id
    const twinId = await environmentOf(server.services, twinSandboxId)
    const tables = [
      'orders',
      'order_activities',
      'payment_intents',
      'order_payment_attempts',
      'ledger_entries',
      'events',
      'timers',
      'webhook_endpoints',
      'webhook_deliveries',
      'webhook_delivery_attempts',
    ]
    for (const by of ['PT1H', 'P3D', 'P10D']) {
      await sandbox.advance(by)
      const { status, json } = await server.call(
        'POST',
        `/v1/developer/sandboxes/${twinSandboxId}/clock/advance`,
        {
          key: server.liveKey,
          body: { by },
        },
      )
      assert.equal(status, 200, JSON.stringify([json, server.logLines]))
    }
    // How long the network took, and when a row was read last, is the machine's and differs.
    const contentOf = async (environmentId: string, table: string) => {
      const { rows } = await server.services.db.query(
        `SELECT to_jsonb(t) - 'environment_id' - 'readable_after' - 'leased_until' AS row FROM ${table} t WHERE environment_id = $1`,
        [environmentId],
      )
      return rows
        .map(({ row }) =>
          JSON.stringify(row).replace(/"durationMilliseconds": ?\d+/g, '"durationMilliseconds":0'),
        )
        .map((text) => text.replace(/"date": ?"[^"]*"/g, '"date":""').replaceAll(environmentId, 'its'))
        .toSorted()
    }
    for (const table of tables)
      assert.deepEqual(
        await contentOf(twinId, table),
        await contentOf(sandbox.environmentId, table),
        `${table} differ`,
      )
    assert.ok((await contentOf(twinId, 'webhook_delivery_attempts')).length > 20)
  })
})

describe('advanceSandboxClock answers once', () => {
  it('does not advance twice when the request is repeated', async () => {
    const sandbox = await aSandbox()
    await sandbox.freeze()
    const first = await sandbox.tryAdvance({ by: 'P1D' }, 'a day')
    const again = await sandbox.tryAdvance({ by: 'P1D' }, 'a day')
    assert.equal(again.headers.get('idempotency-replayed'), 'true')
    assert.equal(again.data.clock.now, first.data.clock.now)
    assert.equal((await sandbox.clock()).now, first.data.clock.now)
  })

  it('knows its advance again when the answer was lost in a crash', async () => {
    const sandbox = await aSandbox()
    await sandbox.freeze()
    const first = await sandbox.tryAdvance({ by: 'P1D' }, 'a day')
    await server.services.db.query('DELETE FROM idempotency_keys WHERE environment_id = $1', [
      sandbox.environmentId,
    ])
    const again = await sandbox.tryAdvance({ by: 'P1D' }, 'a day')
    assert.equal(again.status, 200)
    assert.equal(again.data.clock.now, first.data.clock.now)
  })
})

describe('advanceSandboxClock refuses', () => {
  it('400 without a way, with two, or with one that leads nowhere', async () => {
    const sandbox = await aSandbox()
    const { now } = await sandbox.freeze()
    for (const [body, code, param] of [
      [{}, 'EXACTLY_ONE_REQUIRED', 'by'],
      [{ by: 'P1D', to: '2099-01-01T00:00:00Z' }, 'EXACTLY_ONE_REQUIRED', 'by'],
      [{ by: 'a day' }, 'INVALID_REQUEST', 'by'],
      [{ by: 'PT0S' }, 'INVALID_REQUEST', 'by'],
      [{ to: now }, 'INVALID_REQUEST', 'to'],
      [{ to: '2020-01-01T00:00:00Z' }, 'INVALID_REQUEST', 'to'],
      [{ by: 'P99Y' }, 'INVALID_REQUEST', 'by'],
      [{ to: 'tomorrow' }, 'INVALID_TIMESTAMP', 'to'],
    ] as const) {
      const { status, error } = await sandbox.tryAdvance(body)
      assert.equal(status, 400)
      assert.equal(error.code, code)
      assert.equal(error.param, param)
    }
    assert.equal((await sandbox.clock()).now, now)
  })

  it('403 for the key of another sandbox, 404 for a sandbox of nobody, 409 for an archived one', async () => {
    const [one, other] = [await aSandbox(), await aSandbox()]
    const path = (id: string) => `/v1/developer/sandboxes/${id}/clock/advance`
    const refused = await one.call('POST', path(other.sandboxId), { by: 'P1D' })
    assert.equal(refused.error.code, 'SANDBOX_SELECTION_FORBIDDEN')
    const unknown = await server.call('POST', path('test_01K9EEEEEEEEEEEEEEEEEEEEEE'), {
      key: server.liveKey,
      body: { by: 'P1D' },
    })
    assert.equal(unknown.error.code, 'SANDBOX_NOT_FOUND')
    await server.services.db.query(`UPDATE environments SET status = 'archived' WHERE environment_id = $1`, [
      other.environmentId,
    ])
    const archived = await server.call('POST', path(other.sandboxId), {
      key: server.liveKey,
      body: { by: 'P1D' },
    })
    assert.equal(archived.error.code, 'SANDBOX_ARCHIVED')
  })
})

describe('an advance beside others', () => {
  it('is ended by a freeze, where it has come to', async () => {
    const sandbox = await aSandbox()
    const consumer = await aConsumer('hang')
    await sandbox.done('POST', '/v1/webhook-endpoints', { url: consumer.url })
    await sandbox.freeze()
    await sandbox.order()
    const advancing = sandbox.tryAdvance({ by: 'P1D' })
    await waitFor('the attempt to hang', () => consumer.mostHanging > 0)
    const { status, now } = await sandbox.freeze()
    assert.equal(status, 'frozen')
    consumer.answer = 200
    consumer.answerHanging(200)
    assert.equal((await advancing).error.code, 'SANDBOX_CLOCK_MOVING')
    assert.equal((await sandbox.clock()).now, now)
    assert.equal((await sandbox.advance('P1D')).status, 'completed')
  })

  it('does not pass what another worker has begun at this instant', async () => {
    const sandbox = await aSandbox()
    const consumer = await aConsumer()
    await sandbox.done('POST', '/v1/webhook-endpoints', { url: consumer.url })
    await sandbox.freeze()
    const order = await sandbox.order()
    // A worker that has taken the event from the outbox and not committed yet.
    const held = await server.services.db.withConnection(async (connection) => {
      await connection.command('BEGIN')
      await connection.command('SELECT 1 FROM event_outbox FOR UPDATE')
      const advancing = sandbox.advance('P60D')
      await new Promise((resolve) => setTimeout(resolve, 300))
      await connection.command('ROLLBACK')
      return advancing
    })
    const attempts = held.happened.filter((one: any) => one.type === 'webhook_delivery_attempt')
    assert.equal(attempts.length, 1)
    assert.ok(msOf(attempts[0].occurred_at) - msOf(order.created_at) < 1000, 'on its own day')
  })
})

describe('timers that were set while a clock was given', () => {
  it('neither fire by the time of the machine nor keep others from firing', async () => {
    const [frozen, other] = [await aSandbox(), await aSandbox()]
    await frozen.freeze()
    await server.services.db.query(
      `INSERT INTO timers (environment_id, kind, subject_id, due_at, is_on_own_clock)
       SELECT $1, 'resolve_payment', 'pi_' || n, $2::timestamptz + interval '1 second', false FROM generate_series(1, 200) n`,
      [frozen.environmentId, (await frozen.clock()).now],
    )
    const id = await other.paidWith('tok_us_bank_account_success')
    const worker = server.startWorker()
    server.clock.advance(7 * dayMs)
    await waitFor(
      'the other sandbox to be served',
      async () => (await other.done('GET', `/v1/orders/${id}`)).payment_status === 'paid',
    )
    await worker.stop()
    const { rows } = await server.services.db.query(
      'SELECT count(*) FROM timers WHERE environment_id = $1 AND attempts = 0',
      [frozen.environmentId],
    )
    assert.equal(rows[0].count, 200)
  })
})
