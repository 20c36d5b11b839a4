import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'

const server = await startTestServer()
const lines = async (): Promise<Record<string, string>> => {
  const { status, data, json } = await server.call('GET', '/v1/dashboard/go-live', { key: server.liveKey })
  assert.equal(status, 200, JSON.stringify(json))
  assert.equal(data.line_count, data.lines.length)
  return Object.fromEntries(data.lines.map(({ line, status: its }: any) => [line, its]))
}

describe('GET /v1/dashboard/go-live', () => {
  it('200: of a fresh merchant', async () => {
    const fresh = await lines()
    assert.equal(fresh['processor_configured'], 'blocked')
    assert.equal(fresh['webhook_endpoint_registered'], 'open')
    assert.equal(fresh['webhook_test_event_delivered'], 'blocked')
    assert.equal(fresh['catalog_recreated'], 'done')
  })

  it('200: lines turn as things are done', async () => {
    const made = await server.call('POST', '/v1/products', {
      body: {
        name: 'Lamp',
        product_type: 'physical',
        options: [{ name: 'Size', values: [{ value: 'S' }] }],
        variants: [
          {
            unit_price_money: { amount: 100, currency: 'USD' },
            selected_options: [{ name: 'Size', value: 'S' }],
          },
        ],
      },
    })
    assert.equal(made.status, 201, JSON.stringify(made.json))
    await server.call('PATCH', '/v1/settings', { body: { receipts: { footer_text: 'Thanks' } } })
    const { data: endpoint, json } = await server.call('POST', '/v1/webhook-endpoints', {
      key: server.liveKey,
      body: { url: 'https://shop.example/hooks' },
    })
    assert.ok(endpoint, JSON.stringify(json))
    assert.equal((await lines())['webhook_test_event_delivered'], 'open')
    const tested = await server.call(
      'POST',
      `/v1/webhook-endpoints/${endpoint.webhook_endpoint_id}/test-events`,
      {
        key: server.liveKey,
        body: { event_type: 'order.paid' },
      },
    )
    assert.equal(tested.status, 200, JSON.stringify(tested.json))
    // No test reaches a public address: the delivery is what an endpoint that answers 200 leaves behind.
    await server.services.db.query(`UPDATE webhook_deliveries SET status = 'delivered', delivered_at = now()`)
    const now = await lines()
    assert.equal(now['webhook_test_event_delivered'], 'done')
    assert.equal(now['catalog_recreated'], 'open')
    assert.equal(now['settings_recreated'], 'open')
    await server.call('PATCH', '/v1/settings', {
      key: server.liveKey,
      body: { receipts: { footer_text: 'Thanks' } },
    })
    await waitFor('settings are in live mode', async () => (await lines())['settings_recreated'] === 'done')
  })

  it('403 DEVELOPER_MANAGEMENT_REQUIRES_LIVE_KEY', async () => {
    const { status, json } = await server.call('GET', '/v1/dashboard/go-live')
    assert.deepEqual([status, json.error.code], [403, 'DEVELOPER_MANAGEMENT_REQUIRES_LIVE_KEY'])
  })
})
