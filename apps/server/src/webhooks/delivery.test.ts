import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, it } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { waitFor } from '../../../../test/support/wait-for.ts'
import { addKey, environmentOf } from '../../../../test/support/add-key.ts'
import { dayMs } from '../platform/clock/clock.ts'
import { aConsumer } from './a-consumer.fixture.ts'
import { aMerchant, verifies } from './a-merchant.fixture.ts'

const merchant = await aMerchant()
const { server, listen, createOrder } = merchant
const { call, clock } = server
server.startWorker()

describe('a delivery', () => {
  it('carries the event, signed under both schemes', async () => {
    const consumer = await aConsumer()
    const endpoint = await listen(consumer)
    const orderId = await createOrder({
      headers: { 'X-Request-Id': 'req-signed' },
      idempotencyKey: 'order-signed',
    })
    const received = await waitFor('the event arrives', () => consumer.of('order.created')[0])
    const { headers, text, json } = received

    assert.deepEqual(new Webhook(endpoint.secret).verify(text, headers), json)
    assert.ok(!verifies(`whsec_${Buffer.alloc(32).toString('base64')}`, received))
    const timestamp = headers['webhook-timestamp']
    const older = createHmac('sha256', endpoint.secret).update(`${timestamp}.${text}`).digest('hex')
    assert.equal(headers['x-flint-signature'], `t=${timestamp},v1=${older}`)
    assert.equal(headers['x-flint-webhook-id'], json.webhook_event_id)
    assert.equal(headers['webhook-id'], json.webhook_event_id)
    assert.equal(headers['x-flint-event-type'], 'order.created')
    assert.equal(headers['x-flint-webhook-endpoint-id'], endpoint.id)
    assert.equal(headers['user-agent'], 'Flint-Webhooks/1.0')
    assert.equal(headers['content-type'], 'application/json')

    const event = await merchant.eventOf(orderId)
    const { data, resource_version, ...envelope } = json
    assert.equal(resource_version, 1)
    assert.equal(headers['x-flint-resource-version'], '1')
    assert.deepEqual(envelope, {
      webhook_event_id: event.webhook_event_id,
      event_type: 'order.created',
      payload_version: 1,
      mode: 'test',
      merchant_id: server.seeded.merchantId,
      created_at: event.created_at,
      api_version: '2026-02-01',
      request: { id: 'req-signed', idempotency_key: 'order-signed' },
    })
    const stored = await server.services.db.query('SELECT data::text FROM events WHERE event_id = $1', [
      event.webhook_event_id,
    ])
    assert.ok(
      text.endsWith(`"data":${stored.rows[0].data},"resource_version":1}`),
      'data is sent as it was recorded',
    )
    assert.equal(Object.keys(data)[0], 'order_id')
  })

  it('names the version that its endpoint is pinned to', async () => {
    const consumer = await aConsumer()
    await listen(consumer, { api_version: '2026-09-07' })
    await createOrder()
    const { json } = await waitFor('the event arrives', () => consumer.received[0])
    assert.equal(json.api_version, '2026-09-07')
  })

  it('is delivered once it gets a 2xx, and says so', async () => {
    const endpoint = await listen(await aConsumer(204))
    const deliveryId = await merchant.deliveryTo(endpoint, await createOrder())
    const delivery = await merchant.onceDelivered(deliveryId)
    assert.deepEqual(
      [delivery.automatic_attempt_count, delivery.max_attempts, delivery.next_retry_at],
      [1, 9, null],
    )
    assert.deepEqual([delivery.last_response_code, delivery.last_error], [204, null])
    const [attempt] = await merchant.attemptsOf(deliveryId)
    assert.deepEqual(
      [attempt.attempt_number, attempt.attempt_status, attempt.delivery_trigger, attempt.status_code],
      [1, 'delivered', 'automatic_delivery', 204],
    )
    assert.equal(delivery.delivered_at, attempt.completed_at)
  })

  it('is tried again until the first success', async () => {
    const consumer = await aConsumer(503)
    const endpoint = await listen(consumer)
    const deliveryId = await merchant.deliveryTo(endpoint, await createOrder())
    await merchant.onceTried(deliveryId, 1)
    consumer.answer = 200
    clock.advance(40_000)
    const delivery = await merchant.onceDelivered(deliveryId)
    assert.deepEqual([delivery.automatic_attempt_count, delivery.last_error], [2, null])
  })

  it('goes to the endpoints that are enabled and subscribed', async () => {
    const [all, some, others, off] = [
      await aConsumer(),
      await aConsumer(),
      await aConsumer(),
      await aConsumer(),
    ]
    const subscribed = [
      await listen(all),
      await listen(some, { enabled_events: ['order.created', 'order.paid'] }),
    ]
    await listen(others, { enabled_events: ['refund.created'] })
    await listen(off, { enabled: false })
    const { webhook_event_id } = await merchant.eventOf(await createOrder())
    await waitFor('it arrives', () => all.received.length > 0 && some.received.length > 0)
    const deliveries = await merchant.deliveriesOf(webhook_event_id)
    assert.deepEqual(
      new Set(deliveries.map((delivery: any) => delivery.webhook_endpoint_id)),
      new Set(subscribed.map(({ id }) => id)),
    )
    assert.deepEqual([others.received.length, off.received.length], [0, 0])
  })

  it("stays in its sandbox: another one's endpoint gets nothing, another one's key sees nothing", async () => {
    const [mine, theirs] = [await aConsumer(), await aConsumer()]
    const { key } = await server.anotherSandbox()
    const endpoint = await listen(mine)
    await listen(theirs, {}, key)
    const orderId = await createOrder()
    const deliveryId = await merchant.deliveryTo(endpoint, orderId)
    await merchant.onceDelivered(deliveryId)
    assert.equal(theirs.received.length, 0)
    const event = `/v1/webhook-events/${(await merchant.eventOf(orderId)).webhook_event_id}`
    const delivery = `/v1/webhook-deliveries/${deliveryId}`
    for (const path of [event, `${event}/deliveries`, delivery, `${delivery}/attempts`])
      assert.equal((await call('GET', path, { key })).error.code, 'RESOURCE_NOT_FOUND', path)
    assert.equal((await call('POST', `${delivery}/resend`, { key })).error.code, 'RESOURCE_NOT_FOUND')
  })
})

describe('an endpoint that goes away', () => {
  it('suppresses what still waits for it when disabled; enabled again it gets that by a resend only', async () => {
    const consumer = await aConsumer(500)
    const endpoint = await listen(consumer)
    const deliveryId = await merchant.deliveryTo(endpoint, await createOrder())
    await merchant.onceTried(deliveryId, 1)
    await call('PATCH', endpoint.path, { body: { enabled: false } })
    await expectSuppressed(deliveryId)

    consumer.answer = 200
    await call('PATCH', endpoint.path, { body: { enabled: true } })
    clock.advance(dayMs)
    // What comes next overtakes nothing: the suppressed one is not sent before it.
    await merchant.onceDelivered(await merchant.deliveryTo(endpoint, await createOrder()))
    assert.equal(consumer.received.length, 2)
    const { data } = await call('POST', `/v1/webhook-deliveries/${deliveryId}/resend`)
    assert.deepEqual([data.attempt_number, data.delivery_status], [2, 'delivered'])
    assert.equal(consumer.received[2]!.headers['webhook-id'], data.webhook_event_id)
  })

  it('suppresses what still waits for it when deleted', async () => {
    const consumer = await aConsumer(500)
    const endpoint = await listen(consumer)
    const deliveryId = await merchant.deliveryTo(endpoint, await createOrder())
    await merchant.onceTried(deliveryId, 1)
    await call('DELETE', endpoint.path)
    await expectSuppressed(deliveryId)
    assert.equal(consumer.received.length, 1)
  })

  it('gets nothing that happens afterwards', async () => {
    const [leaving, deleted, staying] = [await aConsumer(), await aConsumer(), await aConsumer()]
    const endpoints = [await listen(leaving), await listen(deleted)]
    const witness = await listen(staying)
    await merchant.onceDelivered(await merchant.deliveryTo(endpoints[0]!, await createOrder()))
    await call('PATCH', endpoints[0]!.path, { body: { enabled: false } })
    await call('DELETE', endpoints[1]!.path)
    for (let count = 0; count < 5; count++)
      await merchant.onceDelivered(await merchant.deliveryTo(witness, await createOrder()))
    assert.deepEqual([leaving.received.length, deleted.received.length], [1, 1])
  })

  it('keeps a success that was under way, and no other outcome', async () => {
    for (const [status, expected] of [
      [200, 'delivered'],
      [500, 'suppressed'],
    ] as const) {
      const consumer = await aConsumer('hang')
      const endpoint = await listen(consumer)
      const deliveryId = await merchant.deliveryTo(endpoint, await createOrder())
      await waitFor('it is being sent', () => consumer.received.length === 1)
      await call('PATCH', endpoint.path, { body: { enabled: false } })
      consumer.answerHanging(status)
      const delivery = await merchant.onceTried(deliveryId, 1)
      assert.deepEqual([delivery.status, delivery.next_retry_at], [expected, null])
    }
  })

  it('suppresses a delivery that was made while it was leaving', async () => {
    const consumer = await aConsumer()
    const endpoint = await listen(consumer)
    const deliveryId = await merchant.deliveryTo(endpoint, await createOrder())
    await merchant.onceDelivered(deliveryId)
    await call('DELETE', endpoint.path)
    const values = [clock.now(), deliveryId]
    await server.services.db.query(
      `UPDATE webhook_deliveries SET status = 'pending', next_attempt_at = $1 WHERE webhook_delivery_id = $2`,
      values,
    )
    await merchant.deliveryWhen(deliveryId, 'it is suppressed', ({ status }) => status === 'suppressed')
    assert.equal(consumer.received.length, 1)
  })

  const expectSuppressed = async (deliveryId: string) => {
    const { data } = await call('GET', `/v1/webhook-deliveries/${deliveryId}`)
    assert.deepEqual([data.status, data.next_retry_at], ['suppressed', null])
    const resend = await call('POST', `/v1/webhook-deliveries/${deliveryId}/resend`)
    assert.deepEqual([resend.status, resend.error.code], [409, 'WEBHOOK_ENDPOINT_NOT_ACTIVE'])
  }
})

describe('a target that is private', () => {
  /** The URL was fine when it was written; where its name leads has changed since. */
  const moveTo = ({ id }: { id: string }, url: string) =>
    server.services.db.query('UPDATE webhook_endpoints SET url = $1 WHERE webhook_endpoint_id = $2', [
      url,
      id,
    ])
  const elsewhere = { url: 'https://merchant.example/hooks' }

  it('is never connected to in live mode but on this machine, whatever the setting', async () => {
    const key = server.liveKey
    const endpoint = await listen(elsewhere, {}, key)
    for (const url of ['http://10.0.0.1:3000/', 'http://169.254.169.254/', 'http://[::ffff:10.0.0.1]/']) {
      await moveTo(endpoint, url)
      const body = { event_type: 'order.paid' }
      const { status, data } = await call('POST', `${endpoint.path}/test-events`, { key, body })
      assert.deepEqual([status, data.attempt_status, data.status_code], [200, 'failed', null], url)
      assert.deepEqual(
        [data.diagnostic_category, data.error_category, data.retryable],
        ['blocked_target', 'webhook_blocked_target', false],
      )
      assert.ok(!data.error_message.includes('10.0.0.1'), 'tells no address')
    }
  })

  it('is never connected to in a sandbox whose operator closed it', async () => {
    const closed = await aMerchant({ FLINT_WEBHOOK_ALLOW_PRIVATE: 'false' })
    closed.server.startWorker()
    const consumer = await aConsumer()
    const refused = await closed.server.call('POST', '/v1/webhook-endpoints', { body: { url: consumer.url } })
    assert.deepEqual([refused.status, refused.error.code], [400, 'INVALID_WEBHOOK_ENDPOINT'])
    const endpoint = await closed.listen(elsewhere)
    await closed.server.services.db.query('UPDATE webhook_endpoints SET url = $1', [consumer.url])
    const delivery = await closed.onceTried(await closed.deliveryTo(endpoint, await closed.createOrder()), 1)
    assert.equal(delivery.diagnostic_category, 'blocked_target')
    assert.equal(consumer.received.length, 0)
  })
})

describe('the payload of an event', () => {
  it('is the delivered envelope, left out for a key that may not read the resource', async () => {
    const consumer = await aConsumer()
    await listen(consumer)
    const orderId = await createOrder()
    const received = await waitFor('it arrives', () => consumer.received[0])
    const { webhook_event_id, ...listed } = await merchant.eventOf(orderId)
    assert.ok(!('payload' in listed))
    const path = `/v1/webhook-events/${webhook_event_id}`
    assert.deepEqual((await call('GET', path)).data.payload, received.json)
    const environment = await environmentOf(server.services, server.seeded.sandboxId)
    const { key } = await addKey(server.services, environment, { scopes: ['webhooks.read'] })
    const { status, data } = await call('GET', path, { key })
    assert.equal(status, 200)
    assert.ok(!('payload' in data))
  })

  it('expires after 30 days: left out, and not sent again', async () => {
    const endpoint = await listen(await aConsumer())
    const orderId = await createOrder()
    const deliveryId = await merchant.deliveryTo(endpoint, orderId)
    await merchant.onceDelivered(deliveryId)
    clock.advance(30 * dayMs)
    const { webhook_event_id } = await merchant.eventOf(orderId)
    assert.ok(!('payload' in (await call('GET', `/v1/webhook-events/${webhook_event_id}`)).data))
    const { status, error } = await call('POST', `/v1/webhook-deliveries/${deliveryId}/resend`)
    assert.deepEqual([status, error.code], [410, 'WEBHOOK_EVENT_PAYLOAD_EXPIRED'])
  })
})
