import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventTypes } from './event-types.ts'
import { samplePayload } from './sample-payloads.ts'

function aSample() {
  let made = 0
  const newId = (prefix: string) => `${prefix}_${String((made += 1)).padStart(26, '0')}`
  return { newId, now: '2026-10-05T09:00:00.000Z', merchantId: 'mer_1' }
}

describe('samplePayload', () => {
  it('leads with the resource id for every event type, and is plain JSON', () => {
    for (const { eventType } of eventTypes) {
      const { resourceType, resourceId, data } = samplePayload(eventType, aSample())
      const [firstField] = Object.keys(data)
      assert.deepEqual(JSON.parse(JSON.stringify(data)), data, eventType)
      if (eventType === 'capability.updated') {
        assert.equal(resourceId, null)
        assert.equal(firstField, 'capability')
      } else {
        assert.equal(firstField, `${resourceType}_id`, eventType)
        assert.equal(data[`${resourceType}_id`], resourceId, eventType)
        assert.match(resourceId ?? '', /^[a-z]+_(\d{26}|1)$/u, eventType)
      }
    }
  })

  it('never uses an id twice for different things', () => {
    for (const { eventType } of eventTypes) {
      const sample = aSample()
      const first = samplePayload(eventType, sample)
      const second = samplePayload(eventType, sample)
      if (first.resourceId !== null && first.resourceType !== 'merchant') {
        assert.notEqual(first.resourceId, second.resourceId, eventType)
      }
    }
  })

  it('fills the fields that the contract lists', () => {
    const fields = {
      'order.created': ['order_number', 'customer_id', 'status', 'payment_status', 'refund_status', 'origin'],
      'order.paid': [
        'total_money',
        'paid_money',
        'outstanding_money',
        'order_payment_intent_ids',
        'line_items',
      ],
      'order.payment_succeeded': ['payment_intent_id', 'payment_intent_status', 'paid_money', 'line_items'],
      'checkout_session.invalidated': ['reason', 'resource_updated_at', 'superseding_checkout_session_id'],
      'refund.created': ['return_id', 'return_resolution_id', 'amount_money', 'payment_refunds'],
      'customer.deletion_requested': ['customer_id', 'retention_policy', 'requested_at', 'resolved_at'],
      'merchant.readiness.updated': ['merchant_environment_id', 'payments', 'payouts', 'requirements'],
    } as const
    for (const [eventType, names] of Object.entries(fields)) {
      const { data } = samplePayload(eventType as keyof typeof fields, aSample())
      for (const name of names) assert.ok(name in data, `${eventType} ${name}`)
    }
  })

  it('shows each payment intent event in the status it announces', () => {
    const statuses = {
      'payment_intent.succeeded': 'succeeded',
      'payment_intent.payment_failed': 'requires_payment_method',
      'payment_intent.requires_capture': 'requires_capture',
      'payment_intent.canceled': 'canceled',
    } as const
    for (const [eventType, status] of Object.entries(statuses)) {
      assert.equal(samplePayload(eventType as keyof typeof statuses, aSample()).data['status'], status)
    }
  })

  it('keeps the money of an order consistent', () => {
    const { data } = samplePayload('order.partially_paid', aSample())
    const amount = (field: string) => (data[field] as { amount: number }).amount
    assert.equal(amount('paid_money') + amount('outstanding_money'), amount('total_money'))
    assert.equal(data['payment_status'], 'partially_paid')
  })
})
