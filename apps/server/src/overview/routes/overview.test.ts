import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aConsumer } from '../../webhooks/a-consumer.fixture.ts'
import { aHold, freshKey, usd } from '../../../../../test/support/money-calls.ts'
import { disputeNow } from '../../../../../test/support/open-dispute.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'

const server = await startTestServer()
const overview = async (query = '') => {
  const { status, data, json } = await server.call('GET', `/v1/dashboard/overview${query}`)
  assert.equal(status, 200, JSON.stringify(json))
  return data
}
const pay = async (amount: number, token: string, currency = 'USD') => {
  const { data: order } = await server.call('POST', '/v1/orders', {
    body: { line_items: [{ name: 'Lamp', unit_price_money: { ...usd(amount), currency } }] },
    idempotencyKey: freshKey(),
  })
  const { data } = await server.call('POST', `/v1/orders/${order.order_id}/pay`, {
    body: { action: 'pay', payment_source: { token } },
    idempotencyKey: freshKey(),
  })
  return { orderId: order.order_id as string, ...data }
}
const dayMs = 86_400_000

describe('GET /v1/dashboard/overview', () => {
  it('200: of a quiet day', async () => {
    const quiet = await overview()
    assert.deepEqual(quiet.volume, [])
    assert.equal(quiet.payments.decline_rate_percent, null)
    assert.equal(quiet.payments.by_hour.length, 24)
    assert.deepEqual([quiet.disputes.open_count, quiet.failing_webhook_endpoints, quiet.alerts], [0, [], []])
  })

  it('200: money of today and yesterday by currency, refunds apart', async () => {
    await pay(1000, 'tok_visa')
    server.clock.advance(dayMs)
    const { orderId } = await pay(5000, 'tok_visa')
    await pay(700, 'tok_visa', 'EUR')
    await server.call('POST', '/v1/refunds', {
      body: { order_id: orderId, amount_money: usd(1500) },
      idempotencyKey: freshKey(),
    })
    const { volume, payments } = await overview()
    const dollars = volume.find(({ currency }: any) => currency === 'USD')
    assert.deepEqual(
      [dollars.yesterday.captured_money, dollars.today.captured_money, dollars.today.refunded_money],
      [usd(1000), usd(5000), usd(1500)],
    )
    const sum = (points: any[]) => points.reduce((total, { captured_amount: amount }) => total + amount, 0)
    assert.deepEqual([sum(dollars.today.by_hour), dollars.today.payment_count], [5000, 1])
    assert.equal(volume.find(({ currency }: any) => currency === 'EUR').today.captured_money.amount, 700)
    assert.deepEqual([payments.approved_count, payments.declined_count], [2, 0])
  })

  it('200: declines by code', async () => {
    await pay(100, 'tok_chargeDeclinedInsufficientFunds')
    await pay(100, 'tok_chargeDeclined')
    const { payments } = await overview()
    assert.deepEqual(
      [payments.approved_count, payments.declined_count, payments.decline_rate_percent],
      [2, 2, 50],
    )
    assert.equal(payments.by_decline_code.length, 2)
  })

  it('200: an authorization counts once, also when it is captured', async () => {
    const before = (await overview()).payments.approved_count
    const { orderId, intentId } = await aHold(server, 900)
    assert.equal((await overview()).payments.approved_count, before + 1)
    const captured = await server.call('POST', `/v1/orders/${orderId}/payment-intents/${intentId}/capture`, {
      body: {},
      idempotencyKey: freshKey(),
    })
    assert.equal(captured.status, 200, JSON.stringify(captured.json))
    assert.equal((await overview()).payments.approved_count, before + 1)
  })

  it('200: calls that failed', async () => {
    await server.call('GET', '/v1/orders/ord_nothing')
    const api = await waitFor('calls are counted', async () => {
      const { api } = await overview()
      return api.client_error_count >= 1 && api.call_count > api.client_error_count ? api : undefined
    })
    assert.equal(api.server_error_count, 0)
    assert.equal(
      api.by_hour.reduce((total: number, hour: any) => total + hour.call_count, 0),
      api.call_count,
    )
  })

  it('200: open disputes', async () => {
    const paid = await pay(1500, 'tok_createDispute')
    await disputeNow(server.services, paid.order.payment_intent_ids[0])
    const { disputes } = await overview()
    assert.deepEqual([disputes.open_count, disputes.needs_response_count], [1, 1])
    assert.ok(disputes.next_evidence_due_at)
  })

  it('200: endpoints of which something is not delivered', async () => {
    const consumer = await aConsumer(500)
    const { data: endpoint } = await server.call('POST', '/v1/webhook-endpoints', {
      body: { url: consumer.url },
    })
    const worker = server.startWorker()
    await pay(300, 'tok_visa')
    const failing = await waitFor('the endpoint fails', async () => {
      const found = (await overview()).failing_webhook_endpoints
      return found.length > 0 ? found : undefined
    })
    await worker.stop()
    assert.equal(failing[0].webhook_endpoint_id, endpoint.webhook_endpoint_id)
    assert.ok(failing[0].retried_delivery_count >= 1 && failing[0].failing_since)
  })

  it('200: the day of a time zone', async () => {
    const kolkata = await overview('?timezone=Asia/Kolkata')
    assert.equal(kolkata.timezone, 'Asia/Kolkata')
    assert.ok(kolkata.day_starts_at.endsWith('T18:30:00.000Z'))
  })

  it('400 INVALID_TIMEZONE', async () => {
    const { status, json } = await server.call('GET', '/v1/dashboard/overview?timezone=Mars/Base')
    assert.deepEqual([status, json.error.code, json.error.param], [400, 'INVALID_TIMEZONE', 'timezone'])
  })
})
