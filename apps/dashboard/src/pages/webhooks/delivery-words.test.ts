import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { attemptWords, triggerWords } from './delivery-words.ts'
import { eventTypeGroups, subscriptionWords } from './event-type-groups.ts'
import { sentHeaders } from './sent-headers.ts'
import { resendDone, resendSince } from './resend-failed.ts'
import { successRate } from './success-rate.ts'
import type { WebhookAttempt, WebhookDelivery } from './webhook.ts'

describe('what became of an attempt', () => {
  it('is the answer where there was one, else why there was none', () => {
    const attempt = { attempt_status: 'failed', status_code: null, diagnostic_category: null }
    assert.equal(
      attemptWords({ ...attempt, status_code: 500, diagnostic_category: 'http_error' }),
      'Answered 500',
    )
    assert.equal(attemptWords({ ...attempt, diagnostic_category: 'timeout' }), 'No answer within 10 seconds')
    assert.equal(attemptWords({ ...attempt, diagnostic_category: 'of_tomorrow' }), 'of_tomorrow')
    assert.equal(attemptWords({ ...attempt, attempt_status: 'sending' }), 'Under way')
    assert.equal(triggerWords('manual_resend'), 'Sent again by hand')
  })
})

describe('the success rate', () => {
  it('counts what was decided, and one failure never reads as 100 %', () => {
    assert.deepEqual(successRate(['pending', 'suppressed']), { delivered: 0, failed: 0, percent: null })
    const many = [...Array.from({ length: 499 }, () => 'delivered'), 'failed', 'pending']
    assert.deepEqual(successRate(many), { delivered: 499, failed: 1, percent: 99 })
  })
})

describe('event types', () => {
  const types = [
    { event_type: 'order.paid', description: 'All of it was paid.' },
    { event_type: 'order.closed', description: 'Nothing is left to do.' },
    { event_type: 'payment_intent.succeeded', description: 'The money was taken.' },
  ]

  it('stand by what they are about, and can be searched', () => {
    const labels = (typed: string) =>
      eventTypeGroups(types, typed).map(({ label, types: of }) => [label, of.length])
    assert.deepEqual(labels(''), [
      ['Order', 2],
      ['Payment intent', 1],
    ])
    assert.deepEqual(labels(' MONEY '), [['Payment intent', 1]])
    assert.deepEqual(labels('nothing of the kind'), [])
  })

  it('are said in a few words', () => {
    assert.equal(subscriptionWords([]), 'All events')
    assert.equal(subscriptionWords(['order.paid']), 'order.paid')
    assert.equal(subscriptionWords(['order.paid', 'a', 'b']), 'order.paid and 2 more')
  })
})

describe('what was sent with an attempt', () => {
  it('is known but for the signature', () => {
    const delivery = { webhook_event_id: 'whev_1', webhook_endpoint_id: 'whep_1' } as WebhookDelivery
    const attempt = { started_at: '2026-10-05T09:00:00.700Z' } as WebhookAttempt
    const headers = Object.fromEntries(sentHeaders(delivery, 'order.paid', attempt))
    assert.equal(headers['webhook-timestamp'], '1791190800')
    assert.equal(headers['X-Flint-Event-Type'], 'order.paid')
    assert.equal(headers['X-Flint-Webhook-ID'], 'whev_1')
  })
})

describe('sending again what was missed', () => {
  it('begins so many hours ago, and says how much it was', () => {
    assert.equal(resendSince('24', new Date('2026-10-05T09:00:00Z')), '2026-10-04T09:00:00.000Z')
    assert.equal(resendDone({ queued_count: 0, has_more: false }), 'Nothing was missed in that time')
    assert.equal(resendDone({ queued_count: 1, has_more: false }), '1 delivery is sent again')
    assert.match(
      resendDone({ queued_count: 10_000, has_more: true }),
      /^10000 deliveries are .* more are left/,
    )
  })
})
