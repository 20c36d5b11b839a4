import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { payloadSchema } from '../../apps/server/src/webhooks/event-payloads.ts'
import type { EventType } from '../../apps/server/src/webhooks/event-types.ts'
import { type ApiVersion, apiVersions } from '../../apps/server/src/platform/http/versions.ts'
import { bodyCheck } from '../../apps/server/src/platform/http/validation.ts'
import { usd } from '../support/money-calls.ts'
import { startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'
import { recordedAnswers } from './recorded-answers.ts'

/** A shop's main calls, each in one version, and the events that they cause. */
const aWalk = async (version: ApiVersion) => {
  const server = await startTestServer()
  const consumer = await aConsumer()
  const answers: [what: string, shown: { status: number; body: unknown }][] = []
  const call = async (method: string, path: string, body?: unknown) => {
    const { status, json, headers } = await server.call(method, path, {
      headers: { 'Flint-Version': version },
      ...(body === undefined ? {} : { body, idempotencyKey: `call-${answers.length + 1}` }),
    })
    assert.equal(headers.get('flint-version'), version)
    const what = `${method} ${path.replace(/\b([a-z]+)_[0-9A-Z]{26}\b/g, '{$1}')}`
    const earlier = answers.filter(([name]) => name.startsWith(what)).length
    assert.ok(status < 300 || status === 409, `${what}: ${JSON.stringify(json)}`)
    answers.push([earlier === 0 ? what : `${what} (${earlier + 1})`, { status, body: json }])
    return json.data
  }

  await call('POST', '/v1/webhook-endpoints', { url: consumer.url, api_version: version })
  await call('POST', '/v1/api-keys', { name: 'Orders only', scopes: ['commerce.orders.read'] })
  const { customer_id } = await call('POST', '/v1/customers', { email: 'ada@shop.example', name: 'Ada' })
  const order = (amount: number, special = {}) =>
    call('POST', '/v1/orders', {
      line_items: [{ name: 'Desk lamp', quantity: 2, unit_price_money: usd(amount) }],
      ...special,
    })
  const pay = (orderId: string, token: string) =>
    call('POST', `/v1/orders/${orderId}/pay`, { action: 'pay', payment_source: { token } })

  const { order_id } = await order(2000, {
    customer_id,
    charges: [{ type: 'other', name: 'Packing', amount_money: usd(300) }],
    discounts: [{ manual: { name: 'Regular', amount_money: usd(100) } }],
  })
  await call('GET', `/v1/orders/${order_id}`)
  await pay(order_id, 'tok_chargeDeclinedInsufficientFunds')
  const paid = await pay(order_id, 'tok_visa')
  await call('GET', `/v1/payment-intents/${paid.order.payment_intent_ids.at(-1)}`)
  const { refund_id } = await call('POST', '/v1/refunds', { order_id, amount_money: usd(500) })
  await call('GET', `/v1/refunds/${refund_id}`)
  await call('GET', `/v1/orders/${order_id}?expand=payment_intents`)
  await pay(order_id, 'tok_visa')
  const held = await order(700)
  const { payment_intent: leg } = await call('POST', `/v1/orders/${held.order_id}/payment-intents`, {
    amount_money: usd(1400),
    capture_method: 'manual',
  })
  const { payment_attempt: hold } = await call('POST', `/v1/orders/${held.order_id}/pay`, {
    action: 'confirm_payment_intents',
    payment_intents: [{ payment_intent_id: leg.payment_intent_id, token: 'tok_visa' }],
  })
  await call('POST', `/v1/orders/${held.order_id}/payment-intents/${leg.payment_intent_id}/capture`, {
    order_payment_attempt_id: hold.order_payment_attempt_id,
  })
  const sold = await order(900)
  const session = await call('POST', '/v1/checkout-sessions', { order_id: sold.order_id })
  await call('GET', `/v1/checkout-sessions/${session.checkout_session_id}?expand=order`)
  await call('POST', `/v1/checkout-sessions/${session.checkout_session_id}/close`, {})
  await call('POST', `/v1/orders/${sold.order_id}/close`, {})
  await call('GET', '/v1/orders?page_size=3')

  const worker = server.startWorker()
  await waitFor('everything is delivered', async () => {
    const { rows } = await server.services.db.query(
      `SELECT 1 FROM event_outbox UNION ALL SELECT 1 FROM webhook_deliveries WHERE status = 'pending' LIMIT 1`,
    )
    // The worker's own part: a refund that has come through.
    return rows.length === 0 && consumer.of('order.refunded').length === 1
  })
  await worker.stop()
  const events = consumer.received
    .map(({ json }) => json)
    .toSorted((a, b) => (a.webhook_event_id < b.webhook_event_id ? -1 : 1))
  const shown = await Promise.all(
    events.map(async ({ webhook_event_id }) => {
      const { data } = await server.call('GET', `/v1/webhook-events/${webhook_event_id}`, {
        headers: { 'Flint-Version': version },
      })
      return data.payload
    }),
  )
  return { answers, events, shown }
}

for (const version of apiVersions)
  describe(`version ${version}`, () => {
    it('answers as it did when it was published', async () => {
      const recorded = recordedAnswers(version)
      const { answers, events, shown } = await aWalk(version)
      for (const [what, answer] of answers) recorded.expect(what, answer)
      for (const [index, event] of events.entries()) {
        assert.equal(event.api_version, version)
        assert.deepEqual(event, shown[index], 'an event reads as it was sent')
        bodyCheck(payloadSchema(event.event_type as EventType))(event.data)
      }
      // Two payments at once would make two orders of events; here each call waits for the one before it.
      recorded.expect('events', events)
      recorded.end()
    })
  })
