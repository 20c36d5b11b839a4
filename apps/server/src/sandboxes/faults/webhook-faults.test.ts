import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { type Consumer, type Received, aConsumer } from '../../webhooks/a-consumer.fixture.ts'
import { aMerchant } from '../../webhooks/a-merchant.fixture.ts'
import { maxAutomaticAttempts, retryDelaysSeconds } from '../../webhooks/retry-schedule.ts'
import { allOff, faultSwitch } from './faulty-sandbox.fixture.ts'

/** Nothing runs by itself: the sandbox's clock stands still but for the spans that it is advanced by. */
const merchant = await aMerchant()
const { server, createOrder, attemptsOf, deliveriesOf, eventOf, listen } = merchant
const switchTo = faultSwitch(server)
const clock = `/v1/developer/sandboxes/${server.seeded.sandboxId}/clock`

const move = async (step: string, body?: object) => {
  const { status, data, json } = await server.call('POST', `${clock}/${step}`, body ? { body } : {})
  assert.equal(status, 200, JSON.stringify(json))
  return data
}
await move('freeze')
const advance = (by: string) => move('advance', { by })

afterEach(() => switchTo(allOff))

const orderIdsOf = (received: readonly Received[]) => received.map(({ json }) => json.data.order_id)
const anEndpoint = async (consumer: Consumer) => {
  const endpoint = await listen(consumer, { enabled_events: ['order.created'] })
  /** What became of the event of this order. */
  const deliveryOf = async (orderId: string) => {
    const { webhook_event_id } = await eventOf(orderId)
    const deliveries = await deliveriesOf(webhook_event_id)
    return deliveries.find((one: any) => one.webhook_endpoint_id === endpoint.id)
  }
  return { ...endpoint, deliveryOf }
}

describe('webhook_duplicates', () => {
  it('one event arrives twice with the same id and body, in one attempt', async () => {
    const consumer = await aConsumer()
    const { deliveryOf } = await anEndpoint(consumer)
    await switchTo({ webhook_duplicates: {} })
    const orderId = await createOrder()
    await advance('PT1S')
    const [first, second] = consumer.received
    assert.equal(consumer.received.length, 2)
    for (const header of ['webhook-id', 'x-flint-webhook-id'])
      assert.equal(first!.headers[header], second!.headers[header])
    assert.equal(first!.text, second!.text)
    assert.deepEqual(
      [first!.headers['flint-fault'], second!.headers['flint-fault']],
      [undefined, 'webhook_duplicates'],
    )
    const delivery = await deliveryOf(orderId)
    assert.deepEqual([delivery.status, delivery.automatic_attempt_count], ['delivered', 1])
  })
})

describe('webhook_delays', () => {
  it('a first attempt comes that much later and says when; a later change of the fault does not move it', async () => {
    const consumer = await aConsumer()
    const { deliveryOf } = await anEndpoint(consumer)
    await switchTo({ webhook_delays: { delay_seconds: 600 } })
    const orderId = await createOrder()
    await advance('PT1S')
    const waiting = await deliveryOf(orderId)
    assert.deepEqual([waiting.status, waiting.automatic_attempt_count], ['pending', 0])
    assert.equal(Date.parse(waiting.next_retry_at) - Date.parse(waiting.created_at), 600_000)
    await switchTo({ webhook_delays: null })
    await advance('PT598S')
    assert.equal(consumer.received.length, 0)
    await advance('PT2S')
    assert.deepEqual(orderIdsOf(consumer.received), [orderId])
    assert.deepEqual(
      [(await deliveryOf(orderId)).status, (await deliveryOf(orderId)).next_retry_at],
      ['delivered', null],
    )
  })
  it('without it the first attempt is made at once, and no time is shown for it', async () => {
    const consumer = await aConsumer(500)
    const { deliveryOf } = await anEndpoint(consumer)
    const orderId = await createOrder()
    await advance('PT1S')
    const [attempt] = await attemptsOf((await deliveryOf(orderId)).webhook_delivery_id)
    assert.equal(attempt.started_at, (await deliveryOf(orderId)).created_at)
  })
})

describe('webhook_reordering', () => {
  it('later events overtake earlier ones; all arrive, once, within the span', async () => {
    const consumer = await aConsumer()
    await anEndpoint(consumer)
    await switchTo({ webhook_reordering: { max_delay_seconds: 3600 } })
    const made: string[] = []
    for (let order = 0; order < 12; order++) {
      made.push(await createOrder())
      await advance('PT1S')
    }
    await advance('PT1H')
    const arrived = orderIdsOf(consumer.received)
    assert.deepEqual(arrived.toSorted(), made.toSorted())
    assert.notDeepEqual(arrived, made)
  })
  it('spares as many as its rate says', async () => {
    const consumer = await aConsumer()
    await anEndpoint(consumer)
    await switchTo({ webhook_reordering: { rate: 0, max_delay_seconds: 3600 } })
    const orderId = await createOrder()
    await advance('PT1S')
    assert.deepEqual(orderIdsOf(consumer.received), [orderId])
  })
})

describe('webhook_drops', () => {
  const whatWasLost = async (deliveryId: string) =>
    (await attemptsOf(deliveryId)).map((one: any) => [
      one.attempt_status,
      one.diagnostic_category,
      one.error_message,
    ])

  it('a lost request never arrives; the next attempt on the schedule does', async () => {
    const consumer = await aConsumer()
    const { deliveryOf } = await anEndpoint(consumer)
    await switchTo({ webhook_drops: { lost: 'request' } })
    const orderId = await createOrder()
    await advance('PT1S')
    const lost = await deliveryOf(orderId)
    assert.deepEqual([consumer.received.length, lost.status, lost.automatic_attempt_count], [0, 'pending', 1])
    assert.match(lost.error_message, /The request was lost on the way.*fault webhook_drops/)
    await switchTo({ webhook_drops: null })
    await advance('PT29S')
    assert.equal(consumer.received.length, 0)
    await advance('PT10S')
    assert.deepEqual(orderIdsOf(consumer.received), [orderId])
    assert.deepEqual((await whatWasLost(lost.webhook_delivery_id)).at(-1), [
      'failed',
      'connection_error',
      lost.error_message,
    ])
  })

  it('a lost answer: it arrived, and comes again', async () => {
    const consumer = await aConsumer()
    const { deliveryOf } = await anEndpoint(consumer)
    await switchTo({ webhook_drops: { lost: 'answer' } })
    const orderId = await createOrder()
    await advance('PT1S')
    const lost = await deliveryOf(orderId)
    assert.deepEqual([consumer.received.length, lost.status, lost.last_response_code], [1, 'pending', null])
    assert.match(lost.error_message, /The answer was lost on the way/)
    await switchTo({ webhook_drops: null })
    await advance('PT40S')
    const [first, again] = consumer.received
    assert.equal(first!.headers['x-flint-webhook-id'], again!.headers['x-flint-webhook-id'])
    assert.equal((await deliveryOf(orderId)).status, 'delivered')
  })

  it('nothing is lost for good: with every attempt dropped, the last one arrives', async () => {
    const consumer = await aConsumer()
    const { deliveryOf } = await anEndpoint(consumer)
    await switchTo({ webhook_drops: {} })
    const orderId = await createOrder()
    const longestSeconds = retryDelaysSeconds.reduce((sum, delay) => sum + delay * 1.2, 0)
    await advance(`PT${Math.ceil(longestSeconds)}S`)
    assert.deepEqual(orderIdsOf(consumer.received), [orderId])
    const delivery = await deliveryOf(orderId)
    assert.deepEqual([delivery.status, delivery.automatic_attempt_count], ['delivered', maxAutomaticAttempts])
  })

  it('what a caller asks for by hand is not lost: test events and resends', async () => {
    const consumer = await aConsumer()
    const { path } = await anEndpoint(consumer)
    await switchTo({ webhook_drops: {}, webhook_duplicates: {} })
    const { data } = await server.call('POST', `${path}/test-events`, {
      body: { event_type: 'order.created' },
    })
    assert.equal(data.attempt_status, 'delivered')
    assert.equal(consumer.received.length, 1)
  })
})

describe('live mode', () => {
  it('is spared by the database, too: a live environment is not held back', async () => {
    const { rows } = await server.services.db.query(
      `SELECT webhook_hold('{}', 'a') = interval '0' AS none,
              webhook_hold('{"webhook_delays": {"delay_seconds": 5}}', 'a') = interval '5 seconds' AS delayed`,
    )
    assert.deepEqual(rows, [{ none: true, delayed: true }])
  })
})
