import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type NoticeAttempt, attemptWords, eventsWords, isTaken } from './notice.ts'

const attempt = (fields: Partial<NoticeAttempt>): NoticeAttempt => ({
  attempt_number: 1,
  trigger: 'automatic',
  started_at: '2026-10-05T09:00:00.000Z',
  duration_milliseconds: 12,
  status_code: null,
  response_body_excerpt: null,
  error_summary: null,
  error_message: null,
  recommended_action: null,
  ...fields,
})

describe('what is said of a notice', () => {
  it('names the answer, else what went wrong', () => {
    assert.equal(attemptWords(attempt({ status_code: 204 })), 'Answered 204')
    assert.equal(
      attemptWords(attempt({ error_summary: 'The connection was refused.' })),
      'The connection was refused.',
    )
    assert.equal(attemptWords(attempt({})), 'No answer')
  })
  it('takes any 2xx as delivered', () => {
    assert.equal(isTaken(attempt({ status_code: 204 })), true)
    assert.equal(isTaken(attempt({ status_code: 302 })), false)
    assert.equal(isTaken(attempt({})), false)
  })
  it('counts subscribed events', () => {
    assert.equal(eventsWords([]), 'All events')
    assert.equal(eventsWords(['refund.failed']), 'refund.failed')
    assert.equal(eventsWords(['refund.failed', 'payment.failed']), '2 events')
  })
})
