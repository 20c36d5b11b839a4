import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { legacyStatusOf, orderStatusAxes } from './shape-changes.ts'

describe('the one status of an order before 2026-09-07', () => {
  const cases = [
    // status, payment_status, refund_status, what it was called
    ['open', 'unpaid', 'none', 'open'],
    ['open', 'partially_paid', 'none', 'open'],
    ['open', 'paid', 'none', 'paid'],
    ['open', 'paid', 'partially_refunded', 'partially_refunded'],
    ['open', 'paid', 'refunded', 'refunded'],
    // half paid and all of that given back
    ['open', 'partially_paid', 'refunded', 'refunded'],
    // closed to the older era only when nothing was ever paid
    ['closed', 'unpaid', 'none', 'closed'],
    ['closed', 'partially_paid', 'none', 'open'],
    ['closed', 'paid', 'none', 'paid'],
    ['closed', 'paid', 'partially_refunded', 'partially_refunded'],
  ] as const
  for (const [status, payment_status, refund_status, older] of cases)
    it(`${status}, ${payment_status}, ${refund_status}: ${older}`, () => {
      assert.equal(legacyStatusOf({ status, payment_status, refund_status }), older)
      const event = { order_id: 'ord_1', status, payment_status, total: 1 }
      assert.deepEqual(
        Object.keys(orderStatusAxes.toOlder(event)),
        Object.keys(event),
        'fields keep their order',
      )
    })

  it('of an event that says nothing about refunds', () => {
    assert.equal(legacyStatusOf({ status: 'open', payment_status: 'paid' }), 'paid')
    assert.equal(legacyStatusOf({ status: 'open', payment_status: 'partially_paid' }), 'open')
  })
})
