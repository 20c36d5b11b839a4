import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { environmentOf } from '../../../../../test/support/add-key.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import { dayMs, plusMs } from '../../platform/clock/clock.ts'
import type { Context } from '../../platform/context.ts'
import { aConsumer } from '../a-consumer.fixture.ts'
import { aMerchant } from '../a-merchant.fixture.ts'
import { queueFailedDeliveries } from '../resend-queries.ts'

const merchant = await aMerchant()
const { listen, createOrder } = merchant
const { call, clock, services } = merchant.server
merchant.server.startWorker()

/** Its deliveries have used up their attempts; quicker than nine of them. */
const failAll = async ({ id }: { id: string }, orders: string[]) => {
  for (const order of orders) {
    const delivery = await merchant.deliveryTo({ id }, order)
    await merchant.onceTried(delivery, 1)
  }
  await services.db.query(
    `UPDATE webhook_deliveries SET status = 'failed', next_attempt_at = NULL WHERE webhook_endpoint_id = $1`,
    [id],
  )
}
const threeOrders = async () => [await createOrder(), await createOrder(), await createOrder()]

describe('resendFailedWebhookDeliveries', () => {
  it('200: sends each failed or suppressed delivery once more, and says how many', async () => {
    const consumer = await aConsumer(500)
    const since = clock.now()
    const endpoint = await listen(consumer)
    const orders = await threeOrders()
    await failAll(endpoint, orders)
    const [first] = orders
    const suppressed = await merchant.deliveryTo(endpoint, first!)
    await services.db.query(
      `UPDATE webhook_deliveries SET status = 'suppressed' WHERE webhook_delivery_id = $1`,
      [suppressed],
    )

    // Fails once more: each stays as it was.
    const again = await call('POST', `${endpoint.path}/resend-failed`, { body: { since } })
    assert.equal(again.status, 200)
    assert.deepEqual(
      [again.data.queued_count, again.data.expired_count, again.data.webhook_endpoint_id],
      [3, 0, endpoint.id],
    )
    await waitFor('each is tried again', () => consumer.received.length === 6)
    const attempts = await waitFor('that is recorded', async () => {
      const found = await merchant.attemptsOf(suppressed)
      return found.length === 2 ? found : null
    })
    assert.deepEqual(
      attempts.map((attempt: any) => [
        attempt.attempt_number,
        attempt.delivery_trigger,
        attempt.attempt_status,
      ]),
      [
        [2, 'manual_resend', 'failed'],
        [1, 'automatic_delivery', 'failed'],
      ],
    )
    const { data: still } = await call('GET', `/v1/webhook-deliveries/${suppressed}`)
    assert.deepEqual(
      [still.status, still.automatic_attempt_count, still.next_retry_at],
      ['suppressed', 1, null],
    )

    consumer.answer = 200
    assert.equal(
      (await call('POST', `${endpoint.path}/resend-failed`, { body: { since } })).data.queued_count,
      3,
    )
    for (const order of orders) await merchant.onceDelivered(await merchant.deliveryTo(endpoint, order))
    assert.equal(consumer.received.length, 9)
    assert.equal(
      (await call('POST', `${endpoint.path}/resend-failed`, { body: { since } })).data.queued_count,
      0,
    )
  })

  it('200: takes events from since up to until only, and of this endpoint only', async () => {
    const [consumer, other] = [await aConsumer(500), await aConsumer(500)]
    const [endpoint, elsewhere] = [await listen(consumer), await listen(other)]
    const fail = async (order: string) => {
      await failAll(endpoint, [order])
      await failAll(elsewhere, [order])
      return order
    }
    await fail(await createOrder())
    clock.advance(60_000)
    const since = clock.now()
    const within = await fail(await createOrder())
    const until = clock.now()
    clock.advance(60_000)
    await fail(await createOrder())
    const body = { since, until }
    const { data } = await call('POST', `${endpoint.path}/resend-failed`, { body })
    assert.deepEqual([data.queued_count, data.since, data.until], [1, since, until])
    await waitFor('it is sent', () => consumer.received.length === 4)
    assert.equal(consumer.received.at(-1)!.json.data.order_id, within)
    assert.equal(other.received.length, 3)
  })

  it('200: the same request again queues nothing twice', async () => {
    const consumer = await aConsumer(500)
    const since = clock.now()
    const endpoint = await listen(consumer)
    await failAll(endpoint, [await createOrder()])
    const resend = () =>
      call('POST', `${endpoint.path}/resend-failed`, {
        body: { since },
        idempotencyKey: `again-${endpoint.id}`,
      })
    const [first, second] = [await resend(), await resend()]
    assert.equal(second.headers.get('idempotency-replayed'), 'true')
    assert.deepEqual(second.data, first.data)
    await waitFor('it is sent', () => consumer.received.length === 2)
  })

  it('200: counts those whose payload has expired, and leaves them out', async () => {
    const consumer = await aConsumer(500)
    const since = clock.now()
    const endpoint = await listen(consumer)
    await failAll(endpoint, await threeOrders())
    clock.advance(30 * dayMs)
    await failAll(endpoint, [await createOrder()])
    const { data } = await call('POST', `${endpoint.path}/resend-failed`, { body: { since } })
    assert.deepEqual([data.queued_count, data.expired_count], [1, 3])
  })

  it('200: queues the oldest first, so many at once, and says that there are more', async () => {
    const endpoint = await listen(await aConsumer(500))
    const since = clock.now()
    const orders = []
    for (let made = 0; made < 3; made++) {
      orders.push(await createOrder())
      clock.advance(1000)
    }
    await failAll(endpoint, orders)
    const [until, expiredBefore] = [clock.now(), plusMs(since, -dayMs)]
    const span = { webhookEndpointId: endpoint.id, since, until, expiredBefore }
    const sandbox = await environmentOf(services, merchant.server.seeded.sandboxId)
    const ctx = { ...services, environmentId: sandbox, now: clock.now() } as unknown as Context
    const queued = await services.db.run(queueFailedDeliveries(ctx, span, 2))
    assert.deepEqual(queued, { queued: 2, expired: 0, hasMore: true })
    const deliveries = await Promise.all(orders.map((order) => merchant.deliveryTo(endpoint, order)))
    const attemptsOf = async (delivery: string) => (await merchant.attemptsOf(delivery)).length
    await waitFor('they are sent', async () => (await attemptsOf(deliveries[1]!)) === 2)
    assert.equal(await attemptsOf(deliveries[2]!), 1)
    const { data } = await call('POST', `${endpoint.path}/resend-failed`, { body: { since } })
    assert.deepEqual([data.queued_count, data.has_more], [3, false])
  })

  it('404 RESOURCE_NOT_FOUND, also for one that is deleted', async () => {
    const endpoint = await listen(await aConsumer())
    await call('DELETE', endpoint.path)
    const { status, error } = await call('POST', `${endpoint.path}/resend-failed`, {
      body: { since: clock.now() },
    })
    assert.deepEqual([status, error.code], [404, 'RESOURCE_NOT_FOUND'])
  })

  it('409 WEBHOOK_ENDPOINT_NOT_ACTIVE', async () => {
    const endpoint = await listen(await aConsumer(), { enabled: false })
    const { status, error } = await call('POST', `${endpoint.path}/resend-failed`, {
      body: { since: clock.now() },
    })
    assert.deepEqual([status, error.code], [409, 'WEBHOOK_ENDPOINT_NOT_ACTIVE'])
  })

  it('400 INVALID_CREATED_RANGE: since after until; 400 INVALID_TIMESTAMP', async () => {
    const endpoint = await listen(await aConsumer())
    const refused = async (body: object) => {
      const { status, error } = await call('POST', `${endpoint.path}/resend-failed`, { body })
      return [status, error.code, error.param]
    }
    const [early, late] = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z']
    assert.deepEqual(await refused({ since: late, until: early }), [400, 'INVALID_CREATED_RANGE', 'since'])
    assert.deepEqual(await refused({ since: 'yesterday' }), [400, 'INVALID_TIMESTAMP', 'since'])
  })
})
