import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { TimelineEntry } from '../../api/shapes.ts'
import { timelineWords } from './timeline-words.ts'

const entry = (entry_type: TimelineEntry['entry_type'], own: Partial<TimelineEntry>): TimelineEntry => ({
  resource_timeline_entry_id: 'e',
  occurred_at: '2026-01-01T00:00:00Z',
  test: true,
  resource_type: null,
  resource_id: null,
  ...own,
  entry_type,
})

describe('timelineWords', () => {
  it('tells a call by its answer', () => {
    const call = { http_method: 'POST', path: '/v1/refunds', api_request_log_id: 'rlog_1' }
    assert.deepEqual(timelineWords(entry('api_request', { ...call, status_code: 201 })), {
      title: 'POST /v1/refunds',
      detail: 'API call, answered 201',
      tone: 'calm',
      relatedId: 'rlog_1',
    })
    const refused = timelineWords(entry('api_request', { ...call, status_code: 409, error_summary: 'No.' }))
    assert.deepEqual([refused.detail, refused.tone], ['API call, answered 409: No.', 'attention'])
  })
  it('tells a delivery by what came of it', () => {
    const failed = timelineWords(
      entry('webhook_delivery_attempt', {
        event_type: 'order.paid',
        attempt_number: 2,
        attempt_status: 'failed',
        status_code: 500,
        webhook_delivery_id: 'wdel_1',
      }),
    )
    assert.deepEqual(failed, {
      title: 'order.paid: delivery, try 2',
      detail: 'Failed, 500',
      tone: 'problem',
      relatedId: 'wdel_1',
    })
  })
  it('tells a change and what the processor said', () => {
    assert.equal(
      timelineWords(entry('state_change', { description: 'Order 1 created' })).title,
      'Order 1 created',
    )
    const declined = entry('processor_message', {
      processor_message: 'Declined.',
      processor_code: 'insufficient_funds',
      processor_status: 'failed',
    })
    assert.deepEqual(timelineWords(declined), {
      title: 'Declined.',
      detail: 'Processor: insufficient_funds',
      tone: 'problem',
      relatedId: null,
    })
  })
})
