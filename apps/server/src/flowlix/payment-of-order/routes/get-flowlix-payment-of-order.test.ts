import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { directBody } from '../../../../../../test/support/flowlix-calls.ts'
import { startTestServer } from '../../../../../../test/support/server.ts'

const server = await startTestServer()
const read = (orderId: string) => server.call('GET', `/v1/orders/${orderId}/flowlix-payment`)

describe('GET /v1/orders/{order_id}/flowlix-payment', () => {
  it('200: the payment that an order is to Flowlix’s clients', async () => {
    const paid = await server.flowlix('POST', '/v1/payments', {
      body: directBody('a'),
      idempotencyKey: 'one',
    })
    assert.equal(paid.status, 201, paid.text)
    const { data: orders } = await server.call('GET', '/v1/orders?origin=flowlix')
    const { status, data } = await read(orders[0].order_id)
    assert.equal(status, 200)
    const { created_at: _, ...payment } = data.flowlix_payment
    assert.deepEqual(payment, {
      payment_id: paid.json.id,
      profile: 'a',
      is_hosted: false,
      status: 'succeeded',
      decline_code: null,
      merchant_reference: null,
    })
  })

  it('200: null for an order of Flint’s own', async () => {
    const { data: order } = await server.call('POST', '/v1/orders', {
      body: { line_items: [{ name: 'Lamp', unit_price_money: { amount: 4200, currency: 'USD' } }] },
    })
    const { status, data } = await read(order.order_id)
    assert.deepEqual([status, data], [200, { order_id: order.order_id, flowlix_payment: null }])
  })

  it('404 ORDER_NOT_FOUND', async () => {
    const { status, error } = await read('ord_01M7Z9XQTSPKT64QBFX533SQCC')
    assert.deepEqual([status, error.code], [404, 'ORDER_NOT_FOUND'])
  })
})
