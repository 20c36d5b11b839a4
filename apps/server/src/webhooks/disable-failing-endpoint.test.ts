import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { waitFor } from '../../../../test/support/wait-for.ts'
import { dayMs, hourMs, plusMs } from '../platform/clock/clock.ts'
import { compose } from '../platform/db/statement.ts'
import { aConsumer } from './a-consumer.fixture.ts'
import { aMerchant } from './a-merchant.fixture.ts'
import { noteWhatEndpointsDo } from './failing-endpoint-queries.ts'
import type { SettledAttempt } from './settle-attempt.ts'

const merchant = await aMerchant()
const { listen, createOrder } = merchant
const { call, clock } = merchant.server
merchant.server.startWorker()

type Endpoint = { id: string; path: string }
const read = async ({ path }: Endpoint) => (await call('GET', path)).data

/** One delivery uses up its nine attempts. */
const exhaustOne = async (endpoint: Endpoint) => {
  const delivery = await merchant.deliveryTo(endpoint, await createOrder())
  for (let tried = 1; tried < 9; tried++) {
    const { next_retry_at } = await merchant.onceTried(delivery, tried)
    clock.advance(Date.parse(next_retry_at) - clock.nowMs())
  }
  await merchant.onceTried(delivery, 9)
  return (await merchant.attemptsOf(delivery))[0].completed_at as string
}

describe('an endpoint to which nothing can be delivered', () => {
  it('shows from the first exhausted delivery on when it will be disabled, and then is', async () => {
    const endpoint = await listen(await aConsumer(410))
    assert.equal((await read(endpoint)).disabling_scheduled_at, null)
    const failedAt = await exhaustOne(endpoint)
    const scheduledAt = plusMs(failedAt, 7 * dayMs)
    const shown = await read(endpoint)
    assert.deepEqual([shown.enabled, shown.disabling_scheduled_at], [true, scheduledAt])

    clock.advance(Date.parse(scheduledAt) - clock.nowMs() - 60_000)
    // One more failure does not move it.
    const waiting = await merchant.deliveryTo(endpoint, await createOrder())
    await merchant.onceTried(waiting, 1)
    assert.equal((await read(endpoint)).disabling_scheduled_at, scheduledAt)

    clock.advance(60_000)
    const after = await waitFor('it is disabled', async () => {
      const data = await read(endpoint)
      return data.enabled ? null : data
    })
    assert.deepEqual([after.disabled_reason, after.disabling_scheduled_at], ['deliveries_failing', null])
    assert.ok(after.disabled_at >= scheduledAt)
    const { data: suppressed } = await call('GET', `/v1/webhook-deliveries/${waiting}`)
    assert.deepEqual([suppressed.status, suppressed.next_retry_at], ['suppressed', null])

    const { data: enabled } = await call('PATCH', endpoint.path, { body: { enabled: true } })
    assert.deepEqual(
      [enabled.enabled, enabled.disabled_reason, enabled.disabled_at, enabled.disabling_scheduled_at],
      [true, null, null, null],
    )
    assert.equal((await call('GET', `/v1/webhook-deliveries/${waiting}`)).data.status, 'suppressed')
  })

  it('stays when anything succeeds: a delivery, a test event', async () => {
    const consumers = [await aConsumer(500), await aConsumer(500)] as const
    const endpoints = [await listen(consumers[0]), await listen(consumers[1])] as const
    await exhaustOne(endpoints[0])
    // Its retries come at times of their own.
    await waitFor('the other has failed, too', async () => {
      clock.advance(hourMs)
      return (await read(endpoints[1])).disabling_scheduled_at
    })
    for (const consumer of consumers) consumer.answer = 200
    await call('POST', `${endpoints[0].path}/test-events`, { body: { event_type: 'order.paid' } })
    assert.equal((await read(endpoints[0])).disabling_scheduled_at, null)
    await createOrder()
    await waitFor(
      'the success counts',
      async () => (await read(endpoints[1])).disabling_scheduled_at === null,
    )
    clock.advance(8 * dayMs)
    await merchant.onceDelivered(await merchant.deliveryTo(endpoints[1], await createOrder()))
    for (const endpoint of endpoints) assert.equal((await read(endpoint)).enabled, true)
  })

  it('stays when it asks for that', async () => {
    const endpoint = await listen(await aConsumer(500), { disable_when_failing: false })
    await exhaustOne(endpoint)
    assert.deepEqual((await read(endpoint)).disabling_scheduled_at, null)
    clock.advance(8 * dayMs)
    await merchant.onceTried(await merchant.deliveryTo(endpoint, await createOrder()), 1)
    assert.equal((await read(endpoint)).enabled, true)
    // What failed before does not count.
    const { data } = await call('PATCH', endpoint.path, { body: { disable_when_failing: true } })
    assert.deepEqual([data.disable_when_failing, data.disabling_scheduled_at], [true, null])
  })

  it('starts anew with "enabled": true', async () => {
    const endpoint = await listen(await aConsumer(500))
    await exhaustOne(endpoint)
    const { data } = await call('PATCH', endpoint.path, { body: { enabled: true } })
    assert.equal(data.disabling_scheduled_at, null)
  })
})

describe('two deliveries that use up their attempts at nearly the same time', () => {
  const { services } = merchant.server
  const failingNote = async (endpoint: Endpoint, completedAt: string) =>
    compose(
      noteWhatEndpointsDo([
        {
          delivery: { environmentId: await environmentOf(endpoint), webhookEndpointId: endpoint.id },
          attempt: { attemptStatus: 'failed', completedAt },
          isAutomatic: true,
          statusIfPending: 'failed',
        } as SettledAttempt,
      ]),
    )
  const timersOf = async ({ id }: Endpoint) =>
    (await services.db.query('SELECT due_at FROM timers WHERE subject_id = $1', [id])).rows

  it('plan the disabling for the failure that counts', async () => {
    const endpoint = await listen(await aConsumer(500))
    const failedAt = clock.now()
    await services.db.withConnection(async (first) => {
      await first.command('BEGIN')
      await first.send(await failingNote(endpoint, plusMs(failedAt, 5)))
      // Sees no failure yet, waits for the first, and failed a moment before it.
      const second = services.db.run(await failingNote(endpoint, failedAt))
      await waitFor('the second waits', async () => {
        const { rows } = await services.db.query(
          `SELECT count(*) AS waiting FROM pg_stat_activity
           WHERE wait_event_type = 'Lock' AND datname = current_database()`,
        )
        return rows[0].waiting === 1
      })
      await first.command('COMMIT')
      await second
    })
    assert.deepEqual(await timersOf(endpoint), [{ due_at: plusMs(failedAt, 7 * dayMs + 5) }])
  })

  it('are forgiven a timer that comes too early: it is set again', async () => {
    const endpoint = await listen(await aConsumer(500))
    const failedAt = clock.now()
    await services.db.run(await failingNote(endpoint, failedAt))
    await services.db.query('UPDATE timers SET due_at = $2 WHERE subject_id = $1', [endpoint.id, failedAt])
    const scheduledAt = plusMs(failedAt, 7 * dayMs)
    await waitFor(
      'it came, and is set again',
      async () => (await timersOf(endpoint))[0]?.due_at === scheduledAt,
    )
    assert.equal((await read(endpoint)).enabled, true)
    clock.advance(7 * dayMs)
    await waitFor('it is disabled', async () => !(await read(endpoint)).enabled)
  })
})

const environmentOf = async ({ id }: Endpoint): Promise<string> => {
  const { rows } = await merchant.server.services.db.query(
    'SELECT environment_id FROM webhook_endpoints WHERE webhook_endpoint_id = $1',
    [id],
  )
  return rows[0].environment_id
}

describe('an endpoint that its merchant disables', () => {
  it('says so, and since when', async () => {
    const endpoint = await listen(await aConsumer())
    const { data } = await call('PATCH', endpoint.path, { body: { enabled: false } })
    assert.deepEqual([data.disabled_reason, data.disabled_at], ['requested', data.updated_at])
    clock.advance(1000)
    const again = await call('PATCH', endpoint.path, { body: { enabled: false } })
    assert.equal(again.data.disabled_at, data.disabled_at)
    const { data: born } = await call('POST', '/v1/webhook-endpoints', {
      body: { url: 'https://merchant.example/hooks', enabled: false },
    })
    assert.deepEqual([born.disabled_reason, born.disabled_at], ['requested', born.created_at])
  })
})
