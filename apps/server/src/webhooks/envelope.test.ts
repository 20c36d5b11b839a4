import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { renderEnvelope } from './envelope.ts'

const event = {
  webhookEventId: 'whev_1',
  eventType: 'order.paid',
  payloadVersion: 1,
  mode: 'test' as const,
  merchantId: 'mer_1',
  createdAt: '2026-10-05T09:12:44Z',
  apiVersion: '2026-09-07',
  request: { id: 'req_1', idempotencyKey: 'pay-778' },
  isSynthetic: false,
  data: { order_id: 'ord_1', note: 'ünïcode "quoted" \ud800' },
  resourceVersion: 7,
}

// The vector of the contract is checked with its signature, in signature.test.ts.
describe('renderEnvelope', () => {
  it('writes one line with the fields in order and no test field on a real event', () => {
    assert.equal(
      renderEnvelope(event),
      '{"webhook_event_id":"whev_1","event_type":"order.paid","payload_version":1,"mode":"test","merchant_id":"mer_1",' +
        '"created_at":"2026-10-05T09:12:44Z","api_version":"2026-09-07",' +
        '"request":{"id":"req_1","idempotency_key":"pay-778"},' +
        '"data":{"order_id":"ord_1","note":"ünïcode \\"quoted\\" \\ud800"},"resource_version":7}',
    )
  })

  it('marks a synthetic event just before its data', () => {
    const text = renderEnvelope({ ...event, request: null, isSynthetic: true })
    assert.match(text, /"request":null,"test":true,"data":\{/u)
  })

  it('shows a request without an idempotency key as null', () => {
    const text = renderEnvelope({ ...event, request: { id: 'req_1', idempotencyKey: null } })
    assert.match(text, /"request":\{"id":"req_1","idempotency_key":null\}/u)
  })
})
