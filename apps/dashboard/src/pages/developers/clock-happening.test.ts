import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { happeningLine } from './clock-happening.ts'

const occurred_at = '2026-10-05T09:00:00Z'

describe('what happened while a clock was moved', () => {
  it('is a line with the id of what it was about', () => {
    assert.deepEqual(
      happeningLine({ occurred_at, type: 'timer', timer: 'settle_debit', resource_id: 'pi_1' }),
      { kind: 'Fell due', text: 'Settle debit', id: 'pi_1' },
    )
    assert.deepEqual(
      happeningLine({
        occurred_at,
        type: 'webhook_event',
        event_type: 'order.paid',
        webhook_event_id: 'whev_1',
        resource_id: 'ord_1',
      }),
      { kind: 'Event', text: 'order.paid', id: 'ord_1' },
    )
    assert.deepEqual(
      happeningLine({
        occurred_at,
        type: 'webhook_delivery_attempt',
        event_type: 'order.paid',
        webhook_delivery_id: 'wdel_1',
        attempt_number: 2,
        attempt_status: 'failed',
      }),
      { kind: 'Delivery', text: 'order.paid, attempt 2 failed', id: 'wdel_1' },
    )
  })
})
