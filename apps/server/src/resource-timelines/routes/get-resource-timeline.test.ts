import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { addKey } from '../../../../../test/support/add-key.ts'
import { anOrderOf, freshKey, usd } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import { aConsumer } from '../../webhooks/a-consumer.fixture.ts'

const server = await startTestServer()
const consumer = await aConsumer()

const place = (id: string) => `/v1/developer/resource-timelines/${id}`
const timelineOf = async (id: string, query = 'page_size=100', key = server.sandboxKey) => {
  const { status, data, error } = await server.call('GET', `${place(id)}?${query}`, { key })
  return { status, data, error, entries: (data?.entries ?? []) as any[] }
}
/** Once everything up to its last delivery is there. */
const settled = (id: string, isThere: (entries: any[]) => boolean) =>
  waitFor('the timeline is complete', async () => {
    const { entries } = await timelineOf(id)
    return isThere(entries) ? entries : null
  })
const ofType = (entries: any[], type: string) => entries.filter((entry) => entry.entry_type === type)

let orderId: string
let intentId: string
let refundId: string

before(async () => {
  server.startWorker()
  await server.call('POST', '/v1/webhook-endpoints', { body: { url: consumer.url } })
  orderId = await anOrderOf(server, 2000)
  const pay = (token: string) =>
    server.call('POST', `/v1/orders/${orderId}/pay`, {
      body: { action: 'pay', payment_source: { token } },
      idempotencyKey: freshKey('pay'),
    })
  await pay('tok_chargeDeclinedInsufficientFunds')
  intentId = (await pay('tok_visa')).data.order.payment_intent_ids[0]
  await pay('tok_visa')
  const refund = { order_id: orderId, amount_money: usd(500) }
  refundId = (await server.call('POST', '/v1/refunds', { body: refund, idempotencyKey: freshKey() })).data
    .refund_id
})

describe('GET /v1/developer/resource-timelines/{resource_id}', () => {
  it('200: why an order was not paid at first: the call, what the processor said, what changed, what was announced', async () => {
    const entries = await settled(
      orderId,
      (all) => ofType(all, 'webhook_delivery_attempt').length >= 5 && ofType(all, 'api_request').length >= 5,
    )
    const refused = ofType(entries, 'processor_message').find((entry) => entry.processor_code !== null)
    assert.equal(refused.processor_code, 'insufficient_funds')
    assert.equal(refused.processor_message, 'The card has insufficient funds.')
    assert.equal(refused.recommended_action, 'Use another card.')
    assert.equal(refused.resource_id, intentId)
    const call = ofType(entries, 'api_request').find((entry) => entry.status_code === 409)
    assert.equal(call.error_code, 'ORDER_ALREADY_PAID')
    assert.equal(call.error_category, 'payment')
    assert.equal(call.resource_id, orderId)
    const same = entries.filter((entry) => entry.occurred_at === refused.occurred_at)
    assert.deepEqual(
      [...new Set(same.map((entry) => entry.entry_type))],
      ['webhook_event', 'state_change', 'processor_message', 'api_request'],
    )
    assert.ok(ofType(entries, 'state_change').some((entry) => entry.change === 'payment_failed'))
    const delivered = ofType(entries, 'webhook_delivery_attempt')[0]
    assert.equal(delivered.attempt_status, 'delivered')
    const about = new Set(entries.map((entry) => entry.resource_type))
    for (const type of ['order', 'payment_intent', 'refund']) assert.ok(about.has(type), type)
  })

  it('200: says what it is of', async () => {
    const { data } = await timelineOf(orderId)
    const { entries: _, ...head } = data
    assert.match(head.environment_id, /^menv_/)
    assert.deepEqual(
      { ...head, environment_id: '' },
      { resource_id: orderId, resource_type: 'order', environment_id: '', test: true },
    )
  })

  it('200: newest first, and every entry once, page by page', async () => {
    await settled(orderId, (all) => all.some((entry) => entry.event_type === 'order.refunded'))
    const ids: string[] = []
    const times: string[] = []
    for (let token = ''; ;) {
      const { data } = await timelineOf(
        orderId,
        `page_size=4${token && `&page_token=${encodeURIComponent(token)}`}`,
      )
      assert.ok(data.entries.length <= 4)
      ids.push(...data.entries.map((entry: any) => entry.resource_timeline_entry_id))
      times.push(...data.entries.map((entry: any) => entry.occurred_at))
      if (!data.next_page_token) break
      token = data.next_page_token
    }
    assert.equal(new Set(ids).size, ids.length)
    assert.deepEqual(times, times.toSorted().toReversed())
    const { entries } = await timelineOf(orderId)
    assert.deepEqual(
      ids.filter((id) => entries.some((entry) => entry.resource_timeline_entry_id === id)).length,
      ids.length,
    )
  })

  it('200: of a payment, with its refunds and without its order', async () => {
    const { data, entries } = await timelineOf(intentId)
    assert.equal(data.resource_type, 'payment_intent')
    const changes = ofType(entries, 'state_change').filter((entry) => entry.resource_id === intentId)
    assert.deepEqual(
      changes.map(({ from_status, to_status }) => [from_status, to_status]),
      [
        ['requires_payment_method', 'succeeded'],
        [null, 'requires_payment_method'],
      ],
    )
    assert.ok(entries.some((entry) => entry.resource_id === refundId))
    assert.ok(entries.every((entry) => entry.entry_type === 'api_request' || entry.resource_id !== orderId))
    // The calls that paid were about the order; they caused what happened to the payment.
    assert.ok(ofType(entries, 'api_request').some((entry) => entry.path.endsWith('/pay')))
  })

  it("200: of a checkout session, with the order that it is for, and the buyer's own calls", async () => {
    const { data: session } = await server.call('POST', '/v1/checkout-sessions', {
      body: { quick_pay_item: { name: 'One', amount_money: usd(1000) } },
    })
    const id = session.checkout_session_id
    await server.call('GET', `/v1/orders/${session.order_id}`, {
      key: null,
      headers: {
        'X-Checkout-Session-Id': id,
        'X-Checkout-Session-Secret': session.checkout_access.checkout_auth_token,
      },
    })
    const entries = await settled(id, (all) =>
      ofType(all, 'api_request').some((entry) => entry.api_key_id === null),
    )
    assert.ok(entries.some((entry) => entry.resource_id === session.order_id))
  })

  it('200: of what has calls and no events', async () => {
    const { data: product } = await server.call('POST', '/v1/products', {
      body: { name: 'One', product_type: 'physical', default_variant: { unit_price_money: usd(700) } },
    })
    const found = await waitFor('the call is logged', async () => {
      const { status, data } = await timelineOf(product.product_id)
      return status === 200 ? data : null
    })
    assert.equal(found.resource_type, 'product')
    assert.equal(found.entries[0].status_code, 201)
  })

  it('200: what the key may not read is left out', async () => {
    const scopes = ['developer.resource_timelines.read', 'payments.payment_intents.read']
    const { rows } = await server.services.db.query('SELECT environment_id FROM orders WHERE order_id = $1', [
      orderId,
    ])
    const { key } = await addKey(server.services, rows[0].environment_id, { scopes })
    const { status, entries } = await timelineOf(orderId, 'page_size=100', key)
    assert.equal(status, 200)
    assert.ok(entries.length > 0)
    assert.deepEqual([...new Set(entries.map((entry) => entry.resource_type))], ['payment_intent'])
    assert.deepEqual(ofType(entries, 'webhook_delivery_attempt'), [])
  })

  it('404: nothing has this id, even if it was asked for before', async () => {
    const id = 'ord_01JAAAAAAAAAAAAAAAAAAAAAAA'
    const { json } = await server.call('GET', `/v1/orders/${id}`)
    await waitFor('the call is logged', async () => {
      const { data } = await server.call('GET', `/v1/developer/request-logs?request_id=${json.request_id}`)
      return data[0]
    })
    const { status, error } = await timelineOf(id)
    assert.deepEqual([status, error.code, error.param], [404, 'RESOURCE_NOT_FOUND', 'resource_id'])
  })

  it("404: another sandbox's", async () => {
    const { key } = await server.anotherSandbox()
    assert.equal((await timelineOf(orderId, 'page_size=1', key)).status, 404)
  })

  it('400 RESOURCE_TIMELINE_TOKEN_INVALID: no token of ours, or one of another timeline', async () => {
    const { data } = await timelineOf(orderId, 'page_size=1')
    for (const [id, token] of [
      [orderId, 'none'],
      [orderId, `${data.next_page_token}x`],
      [intentId, data.next_page_token],
    ]) {
      const { status, error } = await timelineOf(id, `page_size=1&page_token=${encodeURIComponent(token)}`)
      assert.deepEqual(
        [status, error.code, error.param],
        [400, 'RESOURCE_TIMELINE_TOKEN_INVALID', 'page_token'],
      )
    }
  })
})
