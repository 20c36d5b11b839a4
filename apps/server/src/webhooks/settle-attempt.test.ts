import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type DeliveryStatus, type DeliveryTrigger, deliveryStatuses } from './delivery.ts'
import { statusFailure } from './delivery-failure.ts'
import type { DeliveryOutcome } from './send-delivery.ts'
import { settleAttempt, statusAfter } from './settle-attempt.ts'

const startedAt = '2026-10-05T09:00:00.000Z'
const taken = {
  environmentId: 'menv_1',
  webhookDeliveryId: 'wdel_1',
  eventId: 'whev_1',
  webhookEndpointId: 'whep_1',
  leasedUntil: '2026-10-05T09:01:00.000Z',
  attemptCount: 2,
  automaticAttemptCount: 1,
  isResendQueued: false,
}

const outcome = (statusCode: number): DeliveryOutcome => ({
  startedAt,
  completedAt: startedAt,
  durationMilliseconds: 12,
  statusCode,
  responseContentType: null,
  responseHeaders: {},
  responseBodyExcerpt: '',
  failure: statusFailure(statusCode),
})

const settle = (trigger: DeliveryTrigger, statusCode: number, special: Partial<typeof taken> = {}) =>
  settleAttempt({ ...taken, ...special }, trigger, outcome(statusCode), { attemptId: 'wdat_1', random: 0 })

const after = (trigger: DeliveryTrigger, statusCode: number, special: Partial<typeof taken> = {}) =>
  deliveryStatuses.map((before: DeliveryStatus) => statusAfter(before, settle(trigger, statusCode, special)))

describe('settleAttempt', () => {
  it('numbers attempts of every kind in one row and counts only automatic ones', () => {
    assert.equal(settle('manual_resend', 200).attempt.attemptNumber, 3)
    assert.equal(settle('automatic_retry', 200).isAutomatic, true)
    assert.equal(settle('manual_resend', 200).isAutomatic, false)
    assert.equal(settle('test_event', 200).isAutomatic, false)
  })

  it('plans the retry by the automatic attempts alone', () => {
    assert.equal(settle('automatic_retry', 500).nextAttemptAt, '2026-10-05T09:02:00.000Z')
    const first = settle('automatic_delivery', 500, { automaticAttemptCount: 0, attemptCount: 5 })
    assert.equal(first.nextAttemptAt, '2026-10-05T09:00:30.000Z')
  })

  it('keeps the note of a resend with its outcome', () => {
    const noted = settleAttempt(taken, 'manual_resend', outcome(200), {
      attemptId: 'wdat_1',
      random: 0,
      reasonMessage: 'after the fix',
    })
    assert.equal(noted.attempt.outcome.reasonMessage, 'after the fix')
  })
})

// Each row: the status after, from pending, delivered, failed and suppressed.
describe('statusAfter', () => {
  it('is delivered after any success', () => {
    for (const trigger of ['automatic_delivery', 'automatic_retry', 'manual_resend', 'test_event'] as const)
      assert.deepEqual(after(trigger, 204), ['delivered', 'delivered', 'delivered', 'delivered'])
  })

  it('stays pending while there are retries, then fails', () => {
    assert.deepEqual(after('automatic_retry', 500), ['pending', 'delivered', 'failed', 'suppressed'])
    const ninth = { automaticAttemptCount: 8 }
    assert.deepEqual(after('automatic_retry', 500, ninth), ['failed', 'delivered', 'failed', 'suppressed'])
  })

  it('is left alone by a resend that fails', () => {
    assert.deepEqual(after('manual_resend', 500), ['pending', 'delivered', 'failed', 'suppressed'])
  })

  it('fails at once for a test event', () => {
    assert.equal(after('test_event', 500)[0], 'failed')
  })
})
