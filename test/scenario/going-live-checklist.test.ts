import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { advanceBody, detailsBody } from '../../apps/server/src/verification/an-account.fixture.ts'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { startStripeStandIn } from '../stripe-stand-in/stand-in.ts'
import { freshKey, usd } from '../support/money-calls.ts'
import { type TestNode, startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'

/** What the checklist at the end of the guide to going live relies on. Source: docs/guides/going-live.md. */

const standIn = await startStripeStandIn()
after(standIn.close)
const server = await startTestServer(standIn.env)
server.startWorker()
standIn.controls.listen({ url: `${server.url}/webhooks/stripe`, secret: standIn.webhookSecret })
const { liveKey: key } = server

const post = (to: Pick<TestNode, 'call'>, path: string, body: unknown, idempotencyKey = freshKey()) =>
  to.call('POST', path, { key, body, idempotencyKey })
const made = async (path: string, body: unknown) => {
  const { status, data, text } = await post(server, path, body)
  assert.ok(status < 300, `${path}: ${text}`)
  return data
}
const anOrder = async (): Promise<string> =>
  (await made('/v1/orders', { line_items: [{ name: 'Lamp', unit_price_money: usd(4200) }] })).order_id
const payment = (card: string) => ({
  action: 'pay',
  payment_source: { confirmation_token: standIn.controls.mintToken({ card }).id },
})

describe('The checklist for going live', () => {
  it('you hear of capability.updated: cards may be charged from now on', async () => {
    const consumer = await aConsumer()
    await made('/v1/webhook-endpoints', { url: consumer.url, enabled_events: ['capability.updated'] })
    await made('/v1/onboarding/advance', advanceBody('https://lamps.example'))
    await made(`/v1/merchants/${server.seeded.merchantId}/verification`, detailsBody)
    const { json } = await waitFor('cards are ready', () =>
      consumer
        .of('capability.updated')
        .find(({ json: { data } }) => data.capability === 'accept_card_payments' && data.status === 'ready'),
    )
    const { data } = await server.call('GET', '/v1/capabilities?capability=accept_card_payments', { key })
    assert.equal(data[0].status, 'ready')
    assert.equal(json.mode, 'live')
    server.clock.advance(1100)
  })

  it('an idempotency key outlives your program and a restart of the server', async () => {
    const orderId = await anOrder()
    const body = payment('visa')
    const before = await server.anotherNode()
    const paid = await post(before, `/v1/orders/${orderId}/pay`, body, 'pay-once')
    assert.equal(paid.data?.order.payment_status, 'paid', paid.text)
    await before.close()
    const after = await server.anotherNode()
    const again = await post(after, `/v1/orders/${orderId}/pay`, body, 'pay-once')
    assert.deepEqual([again.status, again.headers.get('idempotency-replayed')], [200, 'true'])
    assert.deepEqual(again.data, paid.data)
    const other = await post(after, `/v1/orders/${orderId}/pay`, payment('visa'), 'pay-once')
    assert.deepEqual([other.status, other.error.code], [409, 'IDEMPOTENCY_KEY_REUSED'])
    const taken = standIn.controls
      .state()
      .charges.filter(({ metadata }) => metadata.flint_order_id === orderId)
    assert.equal(taken.length, 1)
  })

  it('you hear of dispute.created', async () => {
    const consumer = await aConsumer()
    await made('/v1/webhook-endpoints', { url: consumer.url, enabled_events: ['dispute.created'] })
    const orderId = await anOrder()
    const { payment_attempt: attempt } = await made(`/v1/orders/${orderId}/pay`, payment('createDispute'))
    const { json } = await waitFor('there is a dispute', () => consumer.of('dispute.created')[0])
    const { data: dispute } = await server.call('GET', `/v1/disputes/${json.data.dispute_id}`, { key })
    assert.equal(dispute.payment_intent_id, attempt.payment_intents[0].payment_intent_id)
    assert.deepEqual([dispute.status, dispute.amount_money], ['needs_response', usd(4200)])
  })

  it('what was paid is in settlement_amounts', async () => {
    const orderId = await anOrder()
    await made(`/v1/orders/${orderId}/pay`, payment('visa'))
    const { refund_id: refundId } = await made('/v1/refunds', { order_id: orderId, amount_money: usd(1200) })
    await waitFor('it is refunded', async () => {
      const { data } = await server.call('GET', `/v1/refunds/${refundId}`, { key })
      return data.status === 'succeeded'
    })
    const { data: order } = await server.call('GET', `/v1/orders/${orderId}`, { key })
    const { paid_money, refunded_money, net_collected_money } = order.settlement_amounts
    assert.deepEqual([paid_money, refunded_money, net_collected_money], [usd(4200), usd(1200), usd(3000)])
    const [intent] = standIn.controls
      .state()
      .payment_intents.filter(({ metadata }) => metadata.flint_order_id === orderId)
    const refunds = standIn.controls.state().refunds.filter((one) => one['payment_intent'] === intent!['id'])
    assert.deepEqual([intent!['amount_received'], refunds[0]!['amount'], refunds.length], [4200, 1200, 1])
  })
})
