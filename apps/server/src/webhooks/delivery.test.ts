import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, it } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { addKey, environmentOf } from '../../../../test/support/add-key.ts'
import { startTestServer } from '../../../../test/support/server.ts'
import { startWorker } from '../worker.ts'
import { type Consumer, type Received, aConsumer, eventually } from './a-consumer.fixture.ts'
import { retryDelaysSeconds } from './retry-schedule.ts'

const server = await startTestServer()
const { call, clock } = server
server.startWorker()

const dayMs = 86_400_000

const listen = async (to: Consumer, body: object = {}) =>
  (await call('POST', '/v1/webhook-endpoints', { body: { url: to.url, ...body } })).data
const createOrder = async (options: { headers?: Record<string, string>; idempotencyKey?: string } = {}) => {
  const line_items = [{ name: 'Mug', quantity: 1, unit_price_money: { amount: 1450, currency: 'USD' } }]
  return (await call('POST', '/v1/orders', { body: { line_items }, ...options })).data
}
const deliveriesOf = async (eventId: string) =>
  (await call('GET', `/v1/webhook-events/${eventId}/deliveries`)).data
const attemptsOf = async (deliveryId: string) =>
  (await call('GET', `/v1/webhook-deliveries/${deliveryId}/attempts?page_size=100`)).data
const eventOf = async (resourceId: string, eventType = 'order.created') =>
  (await call('GET', `/v1/webhook-events?resource_id=${resourceId}&event_type=${eventType}`)).data[0]
const theDelivery = async (orderId: string) =>
  eventually('the event has a delivery', async () => {
    const [delivery] = await deliveriesOf((await eventOf(orderId)).webhook_event_id)
    return delivery
  })
const deliveryWhen = async (deliveryId: string, what: string, is: (delivery: any) => boolean) =>
  eventually(what, async () => {
    const { data } = await call('GET', `/v1/webhook-deliveries/${deliveryId}`)
    return is(data) ? data : null
  })
/** Ends the endpoint with its test, so that later ones count only their own. */
const end = (endpoint: any) => call('DELETE', `/v1/webhook-endpoints/${endpoint.webhook_endpoint_id}`)
const signaturesOf = (received: Received) => received.headers['webhook-signature']!.split(' ')
/** As a merchant's library would say, at the moment of the attempt: the clock here may be days ahead. */
const verifies = (secret: string, received: Received) => {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp } = received.headers
  const expected = new Webhook(secret).sign(id!, new Date(Number(timestamp) * 1000), received.text)
  return signaturesOf(received).includes(expected)
}

describe('a delivery', () => {
  it('carries the event, signed under both schemes', async () => {
    const consumer = await aConsumer()
    const endpoint = await listen(consumer)
    const order = await createOrder({
      headers: { 'X-Request-Id': 'req-signed' },
      idempotencyKey: 'order-signed',
    })
    const received = await eventually('the event arrives', () => consumer.of('order.created')[0])
    const { headers, text, json } = received

    assert.deepEqual(new Webhook(endpoint.secret).verify(text, headers), json)
    assert.ok(!verifies(`whsec_${Buffer.alloc(32).toString('base64')}`, received))
    const timestamp = headers['webhook-timestamp']
    const older = createHmac('sha256', endpoint.secret).update(`${timestamp}.${text}`).digest('hex')
    assert.equal(headers['x-flint-signature'], `t=${timestamp},v1=${older}`)
    assert.equal(headers['x-flint-webhook-id'], json.webhook_event_id)
    assert.equal(headers['webhook-id'], json.webhook_event_id)
    assert.equal(headers['x-flint-event-type'], 'order.created')
    assert.equal(headers['x-flint-webhook-endpoint-id'], endpoint.webhook_endpoint_id)
    assert.equal(headers['user-agent'], 'Flint-Webhooks/1.0')
    assert.equal(headers['content-type'], 'application/json')

    const event = await eventOf(order.order_id)
    const { data, ...envelope } = json
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
    assert.ok(text.endsWith(`"data":${stored.rows[0].data}}`), 'data is sent as it was recorded')
    assert.equal(Object.keys(data)[0], 'order_id')
    await end(endpoint)
  })

  it('is delivered once it gets a 2xx, and says so', async () => {
    const consumer = await aConsumer(204)
    const endpoint = await listen(consumer)
    const order = await createOrder()
    const { webhook_delivery_id } = await theDelivery(order.order_id)
    const delivery = await deliveryWhen(
      webhook_delivery_id,
      'it is delivered',
      (d) => d.status === 'delivered',
    )
    assert.deepEqual(
      [delivery.automatic_attempt_count, delivery.max_attempts, delivery.next_retry_at],
      [1, 9, null],
    )
    assert.deepEqual([delivery.last_response_code, delivery.last_error], [204, null])
    const [attempt] = await attemptsOf(webhook_delivery_id)
    assert.deepEqual(
      [attempt.attempt_number, attempt.attempt_status, attempt.delivery_trigger, attempt.status_code],
      [1, 'delivered', 'automatic_delivery', 204],
    )
    assert.equal(delivery.delivered_at, attempt.completed_at)
    await end(endpoint)
  })

  it('goes to the endpoints that are enabled and subscribed', async () => {
    const [all, some, others, off] = await Promise.all([aConsumer(), aConsumer(), aConsumer(), aConsumer()])
    const endpoints = [
      await listen(all),
      await listen(some, { enabled_events: ['order.created', 'order.paid'] }),
      await listen(others, { enabled_events: ['refund.created'] }),
      await listen(off, { enabled: false }),
    ]
    const order = await createOrder()
    await eventually('it arrives', () => all.received.length > 0 && some.received.length > 0)
    const event = await eventOf(order.order_id)
    const deliveries = await deliveriesOf(event.webhook_event_id)
    assert.deepEqual(
      new Set(deliveries.map((delivery: any) => delivery.webhook_endpoint_id)),
      new Set(endpoints.slice(0, 2).map((endpoint) => endpoint.webhook_endpoint_id)),
    )
    assert.deepEqual([others.received.length, off.received.length], [0, 0])
    for (const endpoint of endpoints) await end(endpoint)
  })

  it("stays in its sandbox: another one's endpoint gets nothing", async () => {
    const [mine, theirs] = [await aConsumer(), await aConsumer()]
    const { key } = await server.anotherSandbox()
    const endpoint = await listen(mine)
    await call('POST', '/v1/webhook-endpoints', { key, body: { url: theirs.url } })
    const order = await createOrder()
    await eventually('it arrives', () => mine.received.length > 0)
    assert.equal(theirs.received.length, 0)
    const event = await eventOf(order.order_id)
    const delivery = await theDelivery(order.order_id)
    for (const path of [
      `/v1/webhook-events/${event.webhook_event_id}`,
      `/v1/webhook-events/${event.webhook_event_id}/deliveries`,
      `/v1/webhook-deliveries/${delivery.webhook_delivery_id}`,
      `/v1/webhook-deliveries/${delivery.webhook_delivery_id}/attempts`,
    ])
      assert.equal((await call('GET', path, { key })).error.code, 'RESOURCE_NOT_FOUND', path)
    const resend = `/v1/webhook-deliveries/${delivery.webhook_delivery_id}/resend`
    assert.equal((await call('POST', resend, { key })).error.code, 'RESOURCE_NOT_FOUND')
    await end(endpoint)
  })
})

describe('retries', () => {
  it('come at 30 s, 150 s, 750 s …, nine attempts in all, then it has failed (acceptance check 11)', async () => {
    const consumer = await aConsumer(500)
    const endpoint = await listen(consumer)
    const order = await createOrder()
    const { webhook_delivery_id, webhook_event_id } = await theDelivery(order.order_id)
    for (const [index, delaySeconds] of retryDelaysSeconds.entries()) {
      const tried = index + 1
      const delivery = await deliveryWhen(
        webhook_delivery_id,
        `attempt ${tried} is recorded`,
        (d) => d.automatic_attempt_count === tried,
      )
      assert.equal(delivery.status, 'pending')
      const [last] = await attemptsOf(webhook_delivery_id)
      const waitMs = Date.parse(delivery.next_retry_at) - Date.parse(last.completed_at)
      assert.ok(waitMs >= delaySeconds * 1000 && waitMs <= delaySeconds * 1200, `${tried}: ${waitMs} ms`)
      clock.advance(Date.parse(delivery.next_retry_at) - clock.nowMs())
    }
    const failed = await deliveryWhen(webhook_delivery_id, 'it has failed', (d) => d.status === 'failed')
    assert.deepEqual([failed.automatic_attempt_count, failed.next_retry_at], [9, null])
    assert.deepEqual(
      [failed.last_response_code, failed.diagnostic_category, failed.error_category, failed.retryable],
      [500, 'http_error', 'webhook_http_5xx', true],
    )
    assert.equal(failed.last_error, failed.error_summary)
    assert.equal(consumer.received.length, 9)
    assert.equal(new Set(consumer.received.map(({ headers }) => headers['webhook-id'])).size, 1)
    const triggers = (await attemptsOf(webhook_delivery_id)).map((a: any) => a.delivery_trigger)
    assert.deepEqual(triggers, [...Array(8).fill('automatic_retry'), 'automatic_delivery'])

    for (const filter of [
      'status=failed',
      'delivery_status=failed',
      'status=failed&delivery_status=failed',
    ]) {
      const { data } = await call('GET', `/v1/webhook-events?${filter}`)
      assert.ok(
        data.some((event: any) => event.webhook_event_id === webhook_event_id),
        filter,
      )
    }
    const delivered = await call('GET', '/v1/webhook-events?status=delivered')
    assert.ok(!delivered.data.some((event: any) => event.webhook_event_id === webhook_event_id))

    clock.advance(3 * dayMs)
    consumer.answer = 200
    await createOrder()
    await eventually('the next event arrives', () => consumer.received.length === 10)
    await end(endpoint)
  })

  it('end with the first success', async () => {
    const consumer = await aConsumer(503)
    const endpoint = await listen(consumer)
    const order = await createOrder()
    const { webhook_delivery_id } = await theDelivery(order.order_id)
    await deliveryWhen(webhook_delivery_id, 'it is tried', (d) => d.automatic_attempt_count === 1)
    consumer.answer = 200
    clock.advance(40_000)
    const delivery = await deliveryWhen(
      webhook_delivery_id,
      'it is delivered',
      (d) => d.status === 'delivered',
    )
    assert.deepEqual([delivery.automatic_attempt_count, delivery.last_error], [2, null])
    await end(endpoint)
  })
})

describe('rotation', () => {
  it('gives two signatures for 24 hours, then the new one alone (acceptance check 10)', async () => {
    const consumer = await aConsumer()
    const endpoint = await listen(consumer)
    const to = `/v1/webhook-endpoints/${endpoint.webhook_endpoint_id}`
    const { data: rotated } = await call('POST', `${to}/rotate-secret`)
    await createOrder()
    const during = await eventually('it arrives', () => consumer.received[0])
    assert.equal(signaturesOf(during).length, 2)
    assert.ok(verifies(endpoint.secret, during) && verifies(rotated.secret, during))
    assert.equal(during.headers['x-flint-signature']!.split('v1=').length, 3)

    clock.advance(dayMs)
    await createOrder()
    const later = await eventually('the next one arrives', () => consumer.received[1])
    assert.equal(signaturesOf(later).length, 1)
    assert.ok(verifies(rotated.secret, later) && !verifies(endpoint.secret, later))
    await end(endpoint)
  })
})

describe('an endpoint that goes away', () => {
  for (const [how, leave] of [
    ['disabled', (to: string) => call('PATCH', to, { body: { enabled: false } })],
    ['deleted', (to: string) => call('DELETE', to)],
  ] as const) {
    it(`suppresses what still waits for it when ${how}`, async () => {
      const consumer = await aConsumer(500)
      const endpoint = await listen(consumer)
      const to = `/v1/webhook-endpoints/${endpoint.webhook_endpoint_id}`
      const order = await createOrder()
      const { webhook_delivery_id } = await theDelivery(order.order_id)
      await deliveryWhen(webhook_delivery_id, 'it is tried', (d) => d.automatic_attempt_count === 1)
      await leave(to)
      const { data } = await call('GET', `/v1/webhook-deliveries/${webhook_delivery_id}`)
      assert.deepEqual([data.status, data.next_retry_at], ['suppressed', null])
      const resend = await call('POST', `/v1/webhook-deliveries/${webhook_delivery_id}/resend`)
      assert.deepEqual([resend.status, resend.error.code], [409, 'WEBHOOK_ENDPOINT_NOT_ACTIVE'])

      // Enabling it again sends nothing by itself; a resend does.
      consumer.answer = 200
      const enabled = await call('PATCH', to, { body: { enabled: true } })
      clock.advance(dayMs)
      if (enabled.status === 200) {
        const again = await call('POST', `/v1/webhook-deliveries/${webhook_delivery_id}/resend`)
        assert.deepEqual([again.data.attempt_number, again.data.delivery_status], [2, 'delivered'])
        await end(endpoint)
      }
      assert.equal(consumer.received.length, enabled.status === 200 ? 2 : 1)
    })
  }

  it('suppresses a delivery that was made while it was leaving', async () => {
    const consumer = await aConsumer()
    const endpoint = await listen(consumer)
    const order = await createOrder()
    const { webhook_delivery_id } = await theDelivery(order.order_id)
    await deliveryWhen(webhook_delivery_id, 'it is delivered', (d) => d.status === 'delivered')
    await end(endpoint)
    const values = [clock.now(), webhook_delivery_id]
    await server.services.db.query(
      `UPDATE webhook_deliveries SET status = 'pending', next_attempt_at = $1 WHERE webhook_delivery_id = $2`,
      values,
    )
    await deliveryWhen(webhook_delivery_id, 'it is suppressed', (d) => d.status === 'suppressed')
    assert.equal(consumer.received.length, 1)
  })
})

describe('endpoints beside each other', () => {
  it('do not wait for one that hangs, whose backlog keeps to its own lane', async () => {
    const [hanging, healthy] = [await aConsumer('hang'), await aConsumer()]
    const stuck = await listen(hanging)
    for (let count = 0; count < 40; count++) await createOrder()
    await eventually('the lane of the hanging one is full', () => hanging.received.length >= 16)
    const endpoint = await listen(healthy)
    const orders = [await createOrder(), await createOrder(), await createOrder()]
    await eventually('the healthy one has all of its own', () => healthy.received.length === orders.length)
    assert.equal(hanging.received.length, 16)
    await end(endpoint)
    await end(stuck)
    await hanging.close()
  })
})

describe('several workers', () => {
  it('never make the same attempt twice', async () => {
    const others = [startWorker(server.services), startWorker(server.services), startWorker(server.services)]
    const [consumer, failing] = [await aConsumer(), await aConsumer(500)]
    const endpoints = [await listen(consumer), await listen(failing)]
    const total = 60
    await Promise.all(Array.from({ length: total }, () => createOrder()))
    await eventually(
      'all arrive',
      () => consumer.received.length >= total && failing.received.length >= total,
    )
    await eventually('all are recorded', async () => {
      const { rows } = await server.services.db.query(
        'SELECT count(*) AS open FROM webhook_deliveries WHERE leased_until IS NOT NULL',
      )
      return rows[0].open === 0
    })
    assert.deepEqual([consumer.received.length, failing.received.length], [total, total])
    clock.advance(40_000)
    await eventually('all are tried again', () => failing.received.length >= 2 * total)
    for (const worker of others) await worker.stop()
    const ids = failing.received.map(({ headers }) => headers['webhook-id'])
    assert.deepEqual([ids.length, new Set(ids).size], [2 * total, total])
    for (const endpoint of endpoints) await end(endpoint)
  })

  it('take over from one that died while sending', async () => {
    const consumer = await aConsumer()
    const endpoint = await listen(consumer)
    const order = await createOrder()
    const { webhook_delivery_id } = await theDelivery(order.order_id)
    await deliveryWhen(webhook_delivery_id, 'it is delivered', (d) => d.status === 'delivered')
    // As a worker leaves it that was killed between taking the delivery and writing its outcome.
    await server.services.db.query(
      `UPDATE webhook_deliveries SET status = 'pending', next_attempt_at = $1, leased_until = $1::timestamptz + interval '60 s',
         attempt_count = 0, automatic_attempt_count = 0, delivered_at = NULL WHERE webhook_delivery_id = $2`,
      [clock.now(), webhook_delivery_id],
    )
    const inFlight = await call('POST', `/v1/webhook-deliveries/${webhook_delivery_id}/resend`, {
      idempotencyKey: 'resend-while-leased',
    })
    assert.deepEqual([inFlight.status, inFlight.error.code], [409, 'WEBHOOK_DELIVERY_IN_FLIGHT'])
    clock.advance(60_000)
    await deliveryWhen(webhook_delivery_id, 'it is delivered again', (d) => d.status === 'delivered')
    assert.equal(consumer.received.length, 2)
    const again = await call('POST', `/v1/webhook-deliveries/${webhook_delivery_id}/resend`, {
      idempotencyKey: 'resend-while-leased',
    })
    assert.equal(again.status, 200, 'the refusal was not kept under the key')
    await end(endpoint)
  })

  it('give back on a stop what they could not finish, without counting it', async () => {
    const alone = await startTestServer()
    const worker = alone.startWorker()
    const consumer = await aConsumer('hang')
    await alone.call('POST', '/v1/webhook-endpoints', { body: { url: consumer.url } })
    const line_items = [{ name: 'Mug', quantity: 1, unit_price_money: { amount: 1450, currency: 'USD' } }]
    await alone.call('POST', '/v1/orders', { body: { line_items } })
    await eventually('it is being sent', () => consumer.received.length === 1)
    await worker.stop()
    const { rows } = await alone.services.db.query(
      'SELECT status, attempt_count, leased_until FROM webhook_deliveries',
    )
    assert.deepEqual(rows, [{ status: 'pending', attempt_count: 0, leased_until: null }])
    consumer.answer = 200
    alone.startWorker()
    await eventually('the next worker sends it', () => consumer.received.length === 2)
    await alone.close()
  })
})

describe('the payload of an event', () => {
  it('is the delivered envelope, left out for a key that may not read the resource', async () => {
    const consumer = await aConsumer()
    const endpoint = await listen(consumer)
    const order = await createOrder()
    const received = await eventually('it arrives', () => consumer.received[0])
    const { webhook_event_id, ...listed } = await eventOf(order.order_id)
    assert.ok(!('payload' in listed))
    const path = `/v1/webhook-events/${webhook_event_id}`
    assert.deepEqual((await call('GET', path)).data.payload, received.json)
    const environment = await environmentOf(server.services, server.seeded.sandboxId)
    const { key } = await addKey(server.services, environment, { scopes: ['webhooks.read'] })
    const { status, data } = await call('GET', path, { key })
    assert.equal(status, 200)
    assert.ok(!('payload' in data))
    await end(endpoint)
  })
})
