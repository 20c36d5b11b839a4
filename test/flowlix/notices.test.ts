import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, it } from 'node:test'
import { type Received, aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import {
  backTo,
  cards,
  clientOf,
  expectBadField,
  flowlixCalls,
  hostedBody,
  makeFlowlixKey,
  withCard,
} from '../support/flowlix-calls.ts'
import { hostedPayer } from '../support/flowlix-hosted.ts'
import { letTimePass } from '../support/let-time-pass.ts'
import { startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'

/* Source: contract, flowlix 8.1 and 17.6, 18 Q6 and Q8: A's callback and C's webhooks. */
const server = await startTestServer()
const { a, b, c } = await flowlixCalls(server)
server.startWorker()
const hourMs = 3_600_000

const ofPayment = ({ json }: Received, id: string) =>
  json.data.payment?.id === id || json.data.refund?.payment_id === id
const heard = (consumer: { received: Received[] }, type: string, id: string): Promise<Received> =>
  waitFor(`${type} of ${id}`, () =>
    consumer.received.find((received) => received.json.type === type && ofPayment(received, id)),
  )

/** As a receiver does it, from the contract alone. */
const expectSigned = ({ headers, text }: Received, secret: string) => {
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['flowlix-signature'] ?? '') ?? []
  assert.ok(t && v1, headers['flowlix-signature'])
  assert.equal(v1, createHmac('sha256', secret).update(`${t}.${text}`).digest('hex'))
  assert.ok(Math.abs(Number(t) - server.clock.nowMs() / 1000) < 300)
}
const expectEnvelope = (json: any, type: string) => {
  assert.deepEqual(Object.keys(json), ['id', 'type', 'created_at', 'livemode', 'data'])
  assert.match(json.id, /^evt_[A-Za-z0-9]{24}$/)
  assert.equal(json.type, type)
  assert.ok(Number.isInteger(json.created_at))
  assert.equal(json.livemode, false)
}

const callbackSecret = async (): Promise<string> => {
  const { status, data, text } = await server.call('GET', '/v1/flowlix/callback-secret')
  assert.equal(status, 200, text)
  return data.secret
}
const anEndpoint = async (enabledEvents?: string[]) => {
  const consumer = await aConsumer()
  const { status, data, text } = await server.call('POST', '/v1/flowlix/webhook-endpoints', {
    body: { url: consumer.url, ...(enabledEvents ? { enabled_events: enabledEvents } : {}) },
  })
  assert.equal(status, 201, text)
  assert.match(data.secret, /^whsec_/)
  return { consumer, secret: data.secret as string, id: data.flowlix_webhook_endpoint_id as string }
}

describe('A: the callback of a hosted payment', () => {
  it('brings the payment as a GET shows it, signed, once it is paid', async () => {
    const consumer = await aConsumer()
    const payment = await a.opened({ callback_url: consumer.url })
    await (await hostedPayer(server, payment)).pay(cards.visa)
    const received = await heard(consumer, 'payment.succeeded', payment.id)
    expectEnvelope(received.json, 'payment.succeeded')
    assert.deepEqual(received.json.data, { payment: (await a.read(payment.id)).json })
    expectSigned(received, await callbackSecret())
  })

  it('tells of a decline, a cancel and an end by time', async () => {
    const consumer = await aConsumer()
    const declined = await a.opened({ callback_url: consumer.url })
    await (await hostedPayer(server, declined)).pay(cards.declined)
    const canceled = await a.opened({ callback_url: consumer.url })
    await (await hostedPayer(server, canceled)).cancel()
    const expired = await a.opened({ callback_url: consumer.url })
    await letTimePass(server, 24 * hourMs + 60_000)
    for (const { id } of [declined, canceled, expired]) {
      const { json } = await waitFor(`of ${id}`, () => consumer.received.find((each) => ofPayment(each, id)))
      assert.match(json.type, /^payment\.(failed|canceled|expired)$/)
      assert.equal(json.data.payment.status, 'failed')
    }
  })

  it('is sent once, and not for payments without one', async () => {
    const consumer = await aConsumer()
    const payment = await a.opened({ callback_url: consumer.url })
    await (await hostedPayer(server, payment)).pay(cards.visa)
    await heard(consumer, 'payment.succeeded', payment.id)
    await a.refund(payment)
    const other = await a.opened()
    await (await hostedPayer(server, other)).pay(cards.visa)
    await letTimePass(server, 60_000)
    const last = await a.opened({ callback_url: consumer.url })
    await (await hostedPayer(server, last)).pay(cards.visa)
    await heard(consumer, 'payment.succeeded', last.id)
    // Source: contract, flowlix 17.6: A is told of no refund.
    assert.equal(consumer.received.length, 2)
  })
})

describe('C: webhooks', () => {
  it('bring each end of a payment, as a GET shows it, signed with the endpoint’s secret', async () => {
    const { consumer, secret } = await anEndpoint()
    const paid = await c.paid()
    const received = await heard(consumer, 'payment.succeeded', paid.id)
    expectEnvelope(received.json, 'payment.succeeded')
    assert.deepEqual(received.json.data, { payment: paid })
    expectSigned(received, secret)

    const declined = await c.declined()
    const failed = await heard(consumer, 'payment.failed', declined.id)
    assert.deepEqual(failed.json.data.payment, declined)

    const canceled = await c.opened()
    await (await hostedPayer(server, canceled)).cancel()
    assert.equal(
      (await heard(consumer, 'payment.canceled', canceled.id)).json.data.payment.status,
      'CANCELED',
    )

    const { json } = await c.pay({ ...withCard('c', cards.challenged), return_url: backTo })
    await c.settle(json.id)
    await letTimePass(server, 16 * 60_000)
    assert.equal((await heard(consumer, 'payment.expired', json.id)).json.data.payment.status, 'EXPIRED')
  })

  it('bring the end of a refund, with its payment’s id', async () => {
    const { consumer } = await anEndpoint()
    const payment = await c.paid()
    const { json: refund } = await c.refund(payment, 250)
    server.clock.advance(60_000)
    const done = await heard(consumer, 'refund.succeeded', payment.id)
    assert.deepEqual(
      [done.json.data.refund.id, done.json.data.refund.payment_id, done.json.data.refund.status],
      [refund.id, payment.id, 'SUCCEEDED'],
    )
    const failing = await c.paid()
    await c.post('/v1/refunds', {
      payment_id: failing.id,
      amount: 100,
      reason: 'requested_by_customer',
      metadata: { simulate_refund: 'failed' },
    })
    server.clock.advance(60_000)
    const failed = await heard(consumer, 'refund.failed', failing.id)
    assert.equal(failed.json.data.refund.status, 'FAILED')
  })

  it('tell of payments of every form, in C’s words', async () => {
    const { consumer } = await anEndpoint()
    for (const client of [a, b]) {
      const { id } = await client.paid()
      const { json } = await heard(consumer, 'payment.succeeded', id)
      assert.deepEqual([json.data.payment.currency, json.data.payment.status], ['EUR', 'SUCCEEDED'])
    }
  })

  it('only of the events that were chosen', async () => {
    const { consumer } = await anEndpoint(['payment.failed'])
    await c.paid()
    const { id } = await c.declined()
    await heard(consumer, 'payment.failed', id)
    assert.deepEqual([...new Set(consumer.received.map(({ json }) => json.type))], ['payment.failed'])
  })

  it('are each mode’s own', async () => {
    const { consumer } = await anEndpoint()
    const other = await server.anotherSandbox()
    const theirs = clientOf(server, 'c', await makeFlowlixKey(server, 'flowlix_c', { by: other.key }))
    const foreign = await theirs.paid()
    const own = await c.paid()
    await heard(consumer, 'payment.succeeded', own.id)
    assert.ok(!consumer.received.some((received) => ofPayment(received, foreign.id)))
  })
})

describe('a receiver that does not answer well', () => {
  it('hears again after 1 m, 5 m, 30 m, 2 h, 6 h and 24 h, with the same event id and a time of its own; then no more', async () => {
    const { consumer, id: endpointId } = await anEndpoint(['payment.succeeded'])
    consumer.answer = 500
    const payment = await c.paid()
    const times = (count: number) =>
      waitFor(`attempt ${count}`, () => consumer.received.length === count && consumer.received.at(-1))
    await times(1)
    let count = 1
    for (const minutes of [1, 5, 30, 120, 360, 1440]) {
      await settled(payment.id, count)
      server.clock.advance(minutes * 60_000 - 5000)
      await letTimePass(server, 0)
      assert.equal(consumer.received.length, count, `${minutes} minutes were not waited for`)
      server.clock.advance(10_000)
      await times(++count)
    }
    assert.equal(new Set(consumer.received.map(({ json }) => json.id)).size, 1)
    assert.equal(new Set(consumer.received.map(({ text }) => text)).size, 1)
    const stamps = consumer.received.map(({ headers }) => headers['flowlix-signature']!.split(',')[0])
    assert.equal(new Set(stamps).size, 7)

    const notice = await waitFor('it is marked as failed', async () => {
      const found = await noticeOf(payment.id, endpointId)
      return found?.status === 'failed' && found
    })
    consumer.answer = 200
    const resent = await server.call('POST', `/v1/flowlix/notices/${notice.flowlix_notice_id}/resend`, {
      body: {},
    })
    assert.ok(resent.status < 300, resent.text)
    await times(8)
    await waitFor(
      'it is marked as delivered',
      async () => (await noticeOf(payment.id, endpointId))?.status === 'delivered',
    )
  })
})

const noticesOf = async (paymentId: string): Promise<any[]> => {
  const { status, data, text } = await server.call('GET', `/v1/flowlix/notices?payment_id=${paymentId}`)
  assert.equal(status, 200, text)
  return data
}
const noticeOf = async (paymentId: string, endpointId: string) =>
  (await noticesOf(paymentId)).find((notice) => notice.flowlix_webhook_endpoint_id === endpointId)
/** The attempt is written down, so that the next one is planned from it. */
const settled = (paymentId: string, attempts: number) =>
  waitFor(`attempt ${attempts} is noted`, async () =>
    (await noticesOf(paymentId)).some((notice) => notice.attempt_count === attempts),
  )

describe('an address to call', () => {
  it('must be an http or https one', async () => {
    expectBadField(
      await a.open({ ...hostedBody('a'), callback_url: 'ftp://shop.example' }),
      'a',
      'callback_url',
    )
  })

  it('in a network of others is not called, unless the operator allows it', async () => {
    const guarded = await startTestServer({ FLINT_WEBHOOK_ALLOW_PRIVATE: 'false' })
    const worker = guarded.startWorker()
    const consumer = await aConsumer()
    const mine = clientOf(guarded, 'a', guarded.flowlixKey)
    const { status, json } = await mine.open({ ...hostedBody('a'), callback_url: consumer.url })
    if (status === 201) {
      await (await hostedPayer(guarded, json)).pay(cards.visa)
      await waitFor('the attempt is noted', async () => {
        const { data } = await guarded.call('GET', `/v1/flowlix/notices?payment_id=${json.id}`)
        return data?.some((notice: any) => notice.attempt_count > 0)
      })
    } else assert.equal(status, 400)
    assert.equal(consumer.received.length, 0)
    await worker.stop()
  })
})
