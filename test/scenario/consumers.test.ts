import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { findFreePort } from '../support/free-port.ts'
import { freshKey } from '../support/money-calls.ts'
import { startTestServer } from '../support/server.ts'

/*
 * Consumers that are not well, in sandboxes whose time stands still and is moved: each gets every event at least once, at
 * 0, 30, 150, 750 s and so on, plus up to a fifth. Source: contract, flint-platform 17.5 and 29, check 11.
 */
const server = await startTestServer()

/** The earliest and the latest time of each attempt after the first, in seconds. */
const schedule = [0, 30, 120, 600, 3600, 14_400, 43_200, 86_400, 108_000].reduce<[number, number][]>(
  (times, delay) => {
    const [earliest, latest] = times.at(-1) ?? [0, 0]
    return [...times, [earliest + delay, latest + delay * 1.2]]
  },
  [],
)

/** A sandbox whose clock stands still, with an endpoint for new orders. */
const aSandbox = async (url: string) => {
  const { key, sandboxId } = await server.anotherSandbox()
  const post = async (path: string, body: unknown = {}) => {
    const { status, data, json } = await server.call('POST', path, { key, body, idempotencyKey: freshKey() })
    assert.ok(status < 300, `${path}: ${JSON.stringify(json)}`)
    return data
  }
  const get = async (path: string) => (await server.call('GET', path, { key })).data
  const clock = `/v1/developer/sandboxes/${sandboxId}/clock`
  await post(`${clock}/freeze`)
  const endpoint = await post('/v1/webhook-endpoints', { url, enabled_events: ['order.created'] })
  const deliveryOf = async (orderId: string) => {
    const [event] = await get(`/v1/webhook-events?resource_id=${orderId}`)
    const [delivery] = await get(`/v1/webhook-events/${event.webhook_event_id}/deliveries`)
    return { event, delivery }
  }
  return {
    get,
    endpoint: () => get(`/v1/webhook-endpoints/${endpoint.webhook_endpoint_id}`),
    advance: (by: string) => post(`${clock}/advance`, { by }),
    order: () =>
      post('/v1/orders', {
        line_items: [{ name: 'Mug', unit_price_money: { amount: 1450, currency: 'USD' } }],
      }),
    deliveryOf,
    /** Its attempts, the first first: when each began, counted from the order, and what came of it. */
    attemptsOf: async (order: { order_id: string; created_at: string }) => {
      const { delivery } = await deliveryOf(order.order_id)
      const attempts = await get(
        `/v1/webhook-deliveries/${delivery.webhook_delivery_id}/attempts?page_size=100`,
      )
      return attempts.toReversed().map((attempt: any) => ({
        seconds: (Date.parse(attempt.started_at) - Date.parse(order.created_at)) / 1000,
        status: attempt.attempt_status as string,
        category: attempt.diagnostic_category as string | null,
        durationMs: attempt.duration_milliseconds as number,
      }))
    },
  }
}

const expectOnSchedule = (attempts: { seconds: number }[]) => {
  for (const [index, { seconds }] of attempts.entries()) {
    const [earliest, latest] = schedule[index]!
    assert.ok(
      seconds >= earliest && seconds <= latest + 1,
      `attempt ${index + 1} came after ${seconds} s, not between ${earliest} and ${latest}`,
    )
  }
}

describe('a consumer that', () => {
  for (const status of [500, 410]) {
    it(`answers ${status} gets each event nine times on the schedule, and finds it by ?status=failed`, async () => {
      const consumer = await aConsumer(status)
      const sandbox = await aSandbox(consumer.url)
      const orders = [await sandbox.order(), await sandbox.order()]
      await sandbox.advance('P4D')
      for (const order of orders) {
        const attempts = await sandbox.attemptsOf(order)
        assert.equal(attempts.length, 9)
        expectOnSchedule(attempts)
        assert.ok(attempts.every((attempt: any) => attempt.category === 'http_error'))
        const got = consumer.received.filter(({ json }) => json.data.order_id === order.order_id)
        assert.equal(got.length, 9)
        assert.equal(new Set(got.map(({ headers }) => headers['x-flint-webhook-id'])).size, 1)
        const { delivery } = await sandbox.deliveryOf(order.order_id)
        assert.deepEqual([delivery.status, delivery.last_response_code], ['failed', status])
      }
      const failed = await sandbox.get('/v1/webhook-events?status=failed')
      assert.deepEqual(
        failed.map((event: any) => event.resource_id).toSorted(),
        orders.map(({ order_id }) => order_id).toSorted(),
      )
      const endpoint = await sandbox.endpoint()
      assert.equal(endpoint.enabled, true)
      assert.ok(endpoint.disabling_scheduled_at)
    })
  }

  it('answers after 9 s has got the event; one that takes 11 s gets it again on the schedule', async () => {
    const [slow, tooSlow] = [await aConsumer('hang'), await aConsumer('hang')]
    const [patient, impatient] = [await aSandbox(slow.url), await aSandbox(tooSlow.url)]
    const orders = [await patient.order(), await impatient.order()] as const
    const moved = Promise.all([patient.advance('PT10S'), impatient.advance('PT10S')])
    await sleep(9000)
    slow.answerHanging(200)
    await sleep(2000)
    tooSlow.answerHanging(200)
    await moved
    const [only] = await patient.attemptsOf(orders[0])
    assert.equal(only.status, 'delivered')
    assert.ok(only.durationMs >= 8500 && only.durationMs < 10_000, `${only.durationMs} ms`)
    const [late] = await impatient.attemptsOf(orders[1])
    assert.deepEqual([late.status, late.category], ['failed', 'timeout'])

    tooSlow.answer = 200
    await impatient.advance('PT1M')
    const attempts = await impatient.attemptsOf(orders[1])
    assert.deepEqual(
      attempts.map((attempt: any) => attempt.status),
      ['failed', 'delivered'],
    )
    expectOnSchedule(attempts)
    // It had the event both times: what it does must not depend on how often it gets one.
    assert.equal(tooSlow.received.length, 2)
  })

  it('is killed in the middle and started again gets every event', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'flint-consumer-'))
    after(() => rm(directory, { recursive: true, force: true }))
    const file = join(directory, 'received.txt')
    const port = await findFreePort()
    const sandbox = await aSandbox(`http://127.0.0.1:${port}/hooks`)
    const received = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [])

    const dying = await startConsumer(port, file, 'die')
    const orders = [await sandbox.order(), await sandbox.order(), await sandbox.order()]
    await sandbox.advance('PT1S')
    await ended(dying)
    assert.ok(received().length > 0)
    // Nobody is there: the first retries find a closed door.
    await sandbox.advance('PT5M')
    const during = await sandbox.order()
    await sandbox.advance('PT1S')
    const running = await startConsumer(port, file, 'answer')
    await sandbox.advance('PT3H')

    for (const order of [...orders, during]) {
      const { event, delivery } = await sandbox.deliveryOf(order.order_id)
      assert.equal(delivery.status, 'delivered')
      assert.ok(received().includes(event.webhook_event_id))
      const attempts = await sandbox.attemptsOf(order)
      assert.ok(attempts.length > 1)
      assert.ok(attempts.slice(0, -1).every((attempt: any) => attempt.category === 'connection_error'))
      expectOnSchedule(attempts)
    }
    running.kill('SIGKILL')
    await ended(running)
  })
})

const startConsumer = (port: number, file: string, behaviour: 'answer' | 'die'): Promise<ChildProcess> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'consumer-program.ts'), String(port), file, behaviour],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    process.once('exit', () => child.kill('SIGKILL'))
    child.once('error', reject)
    child.stdout!.once('data', () => resolve(child))
  })

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()))
