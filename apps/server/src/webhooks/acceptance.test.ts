import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { waitFor } from '../../../../test/support/wait-for.ts'
import { dayMs } from '../platform/clock/clock.ts'
import { aConsumer } from './a-consumer.fixture.ts'
import { aMerchant, signaturesOf, verifies } from './a-merchant.fixture.ts'
import { retryDelaysSeconds } from './retry-schedule.ts'
import { signDelivery } from './signature.ts'
import { vector } from './signature-vector.fixture.ts'

/** The acceptance checks of contract, flint-platform 29, that are about webhooks. */

const merchant = await aMerchant()
const { listen, createOrder } = merchant
const { call, clock } = merchant.server
merchant.server.startWorker()

describe('acceptance check 10', () => {
  it('endpoint create shows the secret; GET does not', async () => {
    const { secret, path } = await listen(await aConsumer())
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
    for (const shown of [await call('GET', path), await call('GET', '/v1/webhook-endpoints')]) {
      assert.equal(shown.status, 200)
      assert.ok(!JSON.stringify(shown.json).includes('secret'))
    }
  })

  it('the vector in 17.3 verifies', () => {
    const { secret, eventId, timestamp, body } = vector
    const headers = signDelivery({ secrets: [secret], eventId, timestamp, body })
    assert.equal(headers['webhook-signature'], vector.webhookSignature)
    assert.equal(headers['X-Flint-Signature'], vector.olderSignature)
    const library = new Webhook(secret)
    assert.equal(library.sign(eventId, new Date(timestamp * 1000), body), vector.webhookSignature)
  })

  it('rotation: two signatures for 24 h', async () => {
    const consumer = await aConsumer()
    const endpoint = await listen(consumer)
    const { data: rotated } = await call('POST', `${endpoint.path}/rotate-secret`)
    const rotatedAtMs = clock.nowMs()
    const signedNext = async (what: string) => {
      const before = consumer.received.length
      const orderId = await createOrder()
      // Once it is recorded: the clock may then jump without a lease lapsing.
      await merchant.onceDelivered(await merchant.deliveryTo(endpoint, orderId))
      return waitFor(what, () => consumer.received[before])
    }

    const atOnce = await signedNext('the first one after the rotation arrives')
    clock.advance(dayMs - 60_000)
    const nearlyOver = await signedNext('one arrives within the day')
    for (const received of [atOnce, nearlyOver]) {
      assert.equal(signaturesOf(received).length, 2)
      assert.ok(verifies(endpoint.secret, received) && verifies(rotated.secret, received))
      assert.equal(received.headers['x-flint-signature']!.split('v1=').length, 3)
    }

    clock.advance(rotatedAtMs + dayMs - clock.nowMs())
    const later = await signedNext('one arrives after the day')
    assert.equal(signaturesOf(later).length, 1)
    assert.ok(verifies(rotated.secret, later) && !verifies(endpoint.secret, later))
  })
})

describe('acceptance check 11', () => {
  it('a target answering 500 sees attempts at 0, 30, 150, 750 s …; then the event is found by ?status=failed', async () => {
    const consumer = await aConsumer(500)
    const endpoint = await listen(consumer)
    const orderId = await createOrder()
    const deliveryId = await merchant.deliveryTo(endpoint, orderId)
    const { webhook_event_id } = await merchant.eventOf(orderId)
    for (const [index, delaySeconds] of retryDelaysSeconds.entries()) {
      const tried = index + 1
      const delivery = await merchant.onceTried(deliveryId, tried)
      assert.equal(delivery.status, 'pending')
      const [last] = await merchant.attemptsOf(deliveryId)
      const waitMs = Date.parse(delivery.next_retry_at) - Date.parse(last.completed_at)
      assert.ok(waitMs >= delaySeconds * 1000 && waitMs <= delaySeconds * 1200, `${tried}: ${waitMs} ms`)
      clock.advance(Date.parse(delivery.next_retry_at) - clock.nowMs())
    }
    const failed = await merchant.onceTried(deliveryId, 9)
    assert.deepEqual([failed.status, failed.next_retry_at], ['failed', null])
    assert.deepEqual(
      [failed.last_response_code, failed.diagnostic_category, failed.error_category, failed.retryable],
      [500, 'http_error', 'webhook_http_5xx', true],
    )
    assert.equal(failed.last_error, failed.error_summary)
    assert.equal(consumer.received.length, 9)
    assert.equal(new Set(consumer.received.map(({ headers }) => headers['webhook-id'])).size, 1)
    const attempts = await merchant.attemptsOf(deliveryId)
    assert.deepEqual(
      attempts.map((attempt: any) => [attempt.attempt_number, attempt.delivery_trigger]),
      [...[9, 8, 7, 6, 5, 4, 3, 2].map((n) => [n, 'automatic_retry']), [1, 'automatic_delivery']],
    )

    const finds = async (query: string) =>
      (await call('GET', `/v1/webhook-events?${query}`)).data.some(
        (event: any) => event.webhook_event_id === webhook_event_id,
      )
    for (const query of ['status=failed', 'delivery_status=failed', 'status=failed&delivery_status=failed'])
      assert.ok(await finds(query), query)
    for (const query of ['status=delivered', 'status=pending']) assert.ok(!(await finds(query)), query)

    // There is no tenth: the next thing it gets is another event.
    clock.advance(3 * dayMs)
    consumer.answer = 200
    await merchant.onceDelivered(await merchant.deliveryTo(endpoint, await createOrder()))
    assert.equal(consumer.received.length, 10)
  })
})

describe('acceptance check 12', () => {
  it('test-events to a 200 target: delivered, attempt 1, its duration', async () => {
    const consumer = await aConsumer()
    const { path } = await listen(consumer)
    const { status, data } = await call('POST', `${path}/test-events`, { body: { event_type: 'order.paid' } })
    assert.equal(status, 200)
    assert.deepEqual(
      [data.attempt_status, data.event_status, data.delivery_status, data.delivery_trigger],
      ['delivered', 'delivered', 'delivered', 'test_event'],
    )
    assert.equal(data.attempt_number, 1)
    assert.ok(Number.isInteger(data.duration_milliseconds) && data.duration_milliseconds >= 0)
    assert.deepEqual(
      consumer.received.map(({ json }) => json.webhook_event_id),
      [data.webhook_event_id],
    )
  })
})
