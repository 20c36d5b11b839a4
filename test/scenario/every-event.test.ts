import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { eventTypes, isKnownEventType } from '../../apps/server/src/webhooks/event-types.ts'
import { payloadSchema } from '../../apps/server/src/webhooks/event-payloads.ts'
import { eventResource } from '../../apps/server/src/webhooks/event-resources.ts'
import { samplePayload } from '../../apps/server/src/webhooks/sample-payloads.ts'
import { dayMs } from '../../apps/server/src/platform/clock/clock.ts'
import {
  aHold,
  aLeg,
  addLine,
  anOrderOf,
  cancelHold,
  capture,
  close,
  confirm,
  freshKey,
  pay,
  refund,
  usd,
} from '../support/money-calls.ts'
import { disputeNow } from '../support/open-dispute.ts'
import { startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'

/** Every event that this server can cause, and the file that makes it. Source: contract, flint-platform Appendix A. */
const madeIn: Readonly<Record<string, readonly string[]>> = {
  'checkout-sessions/end-session.ts': [
    'checkout_session.closed',
    'checkout_session.completed',
    'checkout_session.expired',
    'checkout_session.invalidated',
  ],
  'customers/events.ts': [
    'customer.created',
    'customer.deletion_completed',
    'customer.deletion_rejected',
    'customer.deletion_requested',
    'customer.updated',
  ],
  'disputes/events.ts': [
    'dispute.closed',
    'dispute.created',
    'dispute.lost',
    'dispute.needs_response',
    'dispute.prevented',
    'dispute.updated',
    'dispute.warning_closed',
    'dispute.won',
  ],
  'orders/events.ts': [
    'order.closed',
    'order.created',
    'order.paid',
    'order.partially_paid',
    'order.payment_authorization_canceled',
    'order.payment_authorization_expired',
    'order.payment_authorized',
    'order.payment_captured',
    'order.payment_succeeded',
    'order.refunded',
    'order.updated',
  ],
  'payment-methods/events.ts': ['payment_method.failed', 'payment_method.removed', 'payment_method.saved'],
  'payments/events.ts': [
    'payment_intent.canceled',
    'payment_intent.payment_failed',
    'payment_intent.processing',
    'payment_intent.requires_action',
    'payment_intent.requires_capture',
    'payment_intent.succeeded',
  ],
  'refunds/events.ts': ['refund.created', 'refund.failed', 'refund.updated'],
}
/** Fields that an event of the kind may have. */
const sometimes = new Set(['authorized_money'])

const expected = Object.values(madeIn).flat().toSorted()

const server = await startTestServer()
const { call, clock, services } = server
server.startWorker()

const post = async (path: string, body: unknown = {}): Promise<any> => {
  const { status, data, json } = await call('POST', path, { body, idempotencyKey: freshKey() })
  assert.ok(status < 300, `${path}: ${JSON.stringify(json)}`)
  return data
}

const recorded = async (): Promise<{ type: string; fields: string[] }[]> => {
  const { rows } = await services.db.query(
    `SELECT event_type AS type, array_agg(DISTINCT field) AS fields
     FROM events CROSS JOIN LATERAL json_object_keys(data) AS field WHERE NOT is_test GROUP BY event_type ORDER BY event_type`,
  )
  return rows
}
const once = (type: string) =>
  waitFor(type, async () => (await recorded()).some((event) => event.type === type))

const customers = async () => {
  const { customer_id } = await post('/v1/customers', { email: 'buyer@shop.example' })
  await call('PATCH', `/v1/customers/${customer_id}`, { body: { name: 'Buyer' } })
  const { payment_method } = await post('/v1/payment-methods', { customer_id, token: 'tok_visa' })
  await call('DELETE', `/v1/payment-methods/${payment_method.payment_method_id}`)
  // Never authenticated: it fails in the end.
  await post('/v1/payment-methods', { customer_id, token: 'tok_authenticationRequiredOnSetup' })
  const turnedDown = await post(`/v1/customers/${customer_id}/deletion-requests`)
  const place = `/v1/customer-deletion-requests/${turnedDown.customer_deletion_request_id}`
  await post(`${place}/resolve`, { resolution: 'rejected' })
  // One of its own, because it takes the person out of what was announced before.
  const leaving = await post('/v1/customers', { email: 'leaving@shop.example' })
  await post(`/v1/customers/${leaving.customer_id}/deletion-requests`)
}

const orders = async () => {
  const order = await anOrderOf(server, 5000)
  await addLine(server, order, 500)
  const leg = await aLeg(server, order, 1000)
  await confirm(server, order, [leg], { isPartial: true })
  await close(server, await anOrderOf(server, 100))
  await pay(server, await anOrderOf(server, 200), freshKey(), 'tok_chargeDeclinedInsufficientFunds')
  await pay(server, await anOrderOf(server, 300), freshKey(), 'tok_threeDSecureRequired')
  await pay(server, await anOrderOf(server, 400), freshKey(), 'tok_us_bank_account_success')
  await capture(server, await aHold(server, 600))
  await cancelHold(server, await aHold(server, 700))
  await aHold(server, 800)
  const paid = await anOrderOf(server, 900)
  await pay(server, paid)
  await refund(server, { order_id: paid, amount_money: usd(100) })
  await refund(server, {
    order_id: paid,
    amount_money: usd(100),
    metadata: { simulate_refund: 'failed' },
  })
}

const sessions = async () => {
  const sessionOf = async (orderId: string): Promise<string> =>
    (
      await post('/v1/checkout-sessions', {
        order_id: orderId,
        redirects: { success_redirect_url: 'https://shop.example/thanks' },
      })
    ).checkout_session_id
  const closed = await sessionOf(await anOrderOf(server, 1000))
  await post(`/v1/checkout-sessions/${closed}/close`)
  const changed = await anOrderOf(server, 1000)
  await sessionOf(changed)
  await addLine(server, changed, 100)
  const paid = await anOrderOf(server, 1000)
  await sessionOf(paid)
  await pay(server, paid)
  await sessionOf(await anOrderOf(server, 1000))
}

const disputes = async () => {
  const disputed = async (
    token: string,
    meanwhile: (orderId: string) => Promise<unknown> = async () => {},
  ) => {
    const order = await anOrderOf(server, 1500)
    const { data } = await pay(server, order, freshKey(), token)
    await meanwhile(order)
    return disputeNow(services, data.order.payment_intent_ids[0])
  }
  const won = await disputed('tok_createDispute')
  await post(`/v1/disputes/${won}/evidence`, { uncategorized_text: 'winning_evidence' })
  await post(`/v1/disputes/${await disputed('tok_createDispute')}/close`)
  await post(`/v1/disputes/${await disputed('tok_createDisputeInquiry')}/close`)
  await disputed('tok_createDispute', (order) => refund(server, { order_id: order }))
}

describe('every event', () => {
  it('that is named here is made, and no other', async () => {
    await customers()
    await orders()
    await sessions()
    await disputes()
    await once('refund.failed')
    // What comes by time alone: sessions and set-ups end, holds lapse, a deletion is done.
    clock.advance(2 * dayMs)
    await once('payment_method.failed')
    await once('checkout_session.expired')
    clock.advance(30 * dayMs)
    await once('order.payment_authorization_expired')
    await once('customer.deletion_completed')
    await once('dispute.won')
    assert.deepEqual(
      (await recorded()).map(({ type }) => type),
      expected,
    )
  })

  it('can be subscribed to, and has a payload schema that holds its fields', async () => {
    for (const { type, fields } of await recorded()) {
      assert.ok(isKnownEventType(type), `${type} is not in event-types.ts`)
      const schema = payloadSchema(type) as {
        properties?: Record<string, unknown>
        additionalProperties?: unknown
      }
      const unknown = fields.filter((field) => !Object.hasOwn(schema.properties ?? {}, field))
      assert.ok(
        unknown.length === 0 || schema.additionalProperties === true,
        `${type}: ${unknown.join(', ')}`,
      )
    }
  })

  it('has a sample with the fields that it really has', async () => {
    const sample = {
      newId: (prefix: string) => services.ids.newId(prefix),
      now: clock.now(),
      merchantId: server.seeded.merchantId,
    }
    for (const { type, fields } of await recorded()) {
      assert.ok(isKnownEventType(type))
      const { data } = samplePayload(type, sample)
      const invented = Object.keys(data).filter((field) => !fields.includes(field))
      assert.deepEqual(invented, [], `the sample of ${type} shows what the event never has`)
      const missing = fields.filter((field) => !Object.hasOwn(data, field) && !sometimes.has(field))
      assert.deepEqual(missing, [], `the sample of ${type} lacks what the event has`)
      assert.equal(Object.keys(data)[0], eventResource(type).idField)
    }
  })

  it('stands in the file that is named here', () => {
    for (const [file, types] of Object.entries(madeIn)) {
      const path = join(import.meta.dirname, '..', '..', 'apps', 'server', 'src', file)
      assert.ok(existsSync(path), file)
      const text = readFileSync(path, 'utf8')
      for (const type of types) {
        const [family, what] = type.split('.') as [string, string]
        assert.ok(text.includes(type) || (text.includes(family) && text.includes(what.split('_')[0]!)), type)
      }
    }
  })

  it('is offered even where no feature makes it yet, by its id alone', async () => {
    const consumer = await aConsumer()
    const { webhook_endpoint_id } = await post('/v1/webhook-endpoints', { url: consumer.url })
    const [unmade] = eventTypes.filter(({ eventType }) => !expected.includes(eventType))
    const sent = await post(`/v1/webhook-endpoints/${webhook_endpoint_id}/test-events`, {
      event_type: unmade!.eventType,
    })
    assert.equal(sent.attempt_status, 'delivered')
  })
})
