import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { freshKey, usd } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'

const server = await startTestServer()

const made = async (path: string, body: unknown): Promise<any> => {
  const { data, status, json } = await server.call('POST', path, { body, idempotencyKey: freshKey() })
  assert.ok(status < 300, JSON.stringify(json))
  return data
}
const aLink = () =>
  made('/v1/payment-links', {
    name: 'Tea',
    line_items: [{ key: 'tea', name: 'Tea', unit_price_money: usd(450), allow_quantity_adjustment: true }],
  })
const anOrder = async (linkId: string, quantity: number): Promise<string> => {
  const { data } = await server.call('GET', `/v1/payment-links/${linkId}/public`)
  const launched = await made(`/v1/payment-links/${linkId}/resolve`, {
    resolution_context: data.resolution_context,
    quantity_overrides: { tea: quantity },
  })
  return launched.order_id ?? launched.checkout_session.order_id
}
const results = async (linkId: string) => server.call('GET', `/v1/dashboard/payment-links/${linkId}/results`)

describe('GET /v1/dashboard/payment-links/{payment_link_id}/results', () => {
  it('200 nothing, while nobody has begun', async () => {
    const { payment_link_id: id } = await aLink()
    const { status, data } = await results(id)
    assert.equal(status, 200)
    assert.deepEqual(data, { completed_count: 0, total_quantity_sold: 0, currencies: [] })
  })

  it('200 what was begun, paid and given back, by currency', async () => {
    const { payment_link_id: id } = await aLink()
    await anOrder(id, 1)
    const orderId = await anOrder(id, 3)
    await made(`/v1/orders/${orderId}/pay`, { action: 'pay', payment_source: { token: 'tok_visa' } })
    await made('/v1/refunds', { order_id: orderId, amount_money: usd(350) })
    const { data } = await results(id)
    assert.deepEqual(data, {
      completed_count: 1,
      total_quantity_sold: 3,
      currencies: [
        {
          currency: 'USD',
          order_count: 2,
          paid_order_count: 1,
          paid_money: usd(1350),
          refunded_money: usd(350),
          kept_money: usd(1000),
        },
      ],
    })
  })

  it('404 PAYMENT_LINK_NOT_FOUND', async () => {
    const { status, json } = await results('pl_01M80ABTP3QX2S83HH3REHK4BX')
    assert.deepEqual([status, json.error.code], [404, 'PAYMENT_LINK_NOT_FOUND'])
  })
})
