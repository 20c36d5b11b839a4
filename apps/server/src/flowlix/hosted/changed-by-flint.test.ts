import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { flowlixCalls } from '../../../../../test/support/flowlix-calls.ts'
import { letTimePass } from '../../../../../test/support/let-time-pass.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { orderCalls } from '../../orders/order-calls.fixture.ts'
import { pageOf, payerOn } from './a-payer.fixture.ts'

/* What a merchant does to a hosted payment's order by the other API. Source: contract, flowlix 6, 8 and 17.3. */
const server = await startTestServer()
const { c } = await flowlixCalls(server)
const { aLeg, confirmed, read } = orderCalls(server)
const hourMs = 3_600_000

const openPage = async () => {
  const payment = await c.opened()
  const payer = payerOn(server, pageOf(payment))
  const status = async () => (await c.read(payment.id)).json.status
  return { payer, status, orderId: await payer.orderId() }
}

describe('a hosted payment that the other API changes', () => {
  it('is canceled when its checkout session is closed: nothing else would end it', async () => {
    const { payer, status, orderId } = await openPage()
    const { status: code, data } = await server.call(
      'POST',
      `/v1/checkout-sessions/${payer.sessionId}/close`,
      { body: { reason: 'Sold out' } },
    )
    assert.deepEqual([code, data.status, data.terminal_reason], [200, 'closed', 'api'])
    const { data: session } = await server.call('GET', `/v1/checkout-sessions/${payer.sessionId}`)
    assert.deepEqual([session.status, session.closed_reason], [data.status, data.closed_reason])
    assert.deepEqual([await status(), (await read(orderId)).status], ['CANCELED', 'closed'])
  })

  it('ends in time behind the session that replaced its own', async () => {
    const { payer, status, orderId } = await openPage()
    const replaced = await server.call('POST', '/v1/checkout-sessions', {
      body: { order_id: orderId, replace_checkout_session_id: payer.sessionId },
      idempotencyKey: 'replace-hosted',
    })
    assert.equal(replaced.status, 201, replaced.text)
    await letTimePass(server, Date.parse(replaced.data.expires_at) - Date.parse(replaced.data.created_at))
    assert.deepEqual([await status(), (await read(orderId)).status], ['EXPIRED', 'closed'])
  })

  it('is not closed while a hold on it may still be captured', async () => {
    const { status, orderId } = await openPage()
    const leg = await aLeg(orderId, undefined, { capture_method: 'manual' })
    await confirmed(orderId, [[leg, 'tok_visa']])
    await letTimePass(server, 25 * hourMs)
    assert.deepEqual([await status(), (await read(orderId)).status], ['PROCESSING', 'open'])
    const { status: code, text } = await server.call(
      'POST',
      `/v1/orders/${orderId}/payment-intents/${leg}/capture`,
      { body: {}, idempotencyKey: 'capture-hosted' },
    )
    assert.equal(code, 200, text)
    assert.equal(await status(), 'SUCCEEDED')
  })
})
