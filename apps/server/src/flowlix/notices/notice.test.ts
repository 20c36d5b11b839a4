import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, it } from 'node:test'
import type { DeliveryOutcome } from '../../webhooks/send-delivery.ts'
import { blockedFailure } from '../../webhooks/delivery-failure.ts'
import { type Notice, nextAttemptAt, noticeTypeOf, settledBy, shownType } from './notice.ts'
import { flowlixSignature } from './signature.ts'

const now = '2026-10-05T09:00:00.000Z'
const minutesLater = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString()

describe('noticeTypeOf', () => {
  const cases = [
    // How a payment ends.
    ['pending', 'succeeded', 'payment.succeeded'],
    [null, 'succeeded', 'payment.succeeded'],
    ['processing', 'failed', 'payment.failed'],
    [null, 'failed', 'payment.failed'],
    ['open', 'canceled', 'payment.canceled'],
    ['open', 'expired', 'payment.expired'],
    ['requires_action', 'expired', 'payment.expired'],
    // Steps on the way.
    [null, 'open', null],
    ['open', 'requires_action', null],
    ['requires_action', 'processing', null],
    // Refunds have events of their own, and one that failed makes no second success.
    ['succeeded', 'refunded', null],
    ['refunded', 'succeeded', null],
    ['succeeded', 'succeeded', null],
  ] as const
  for (const [from, to, type] of cases)
    it(`${from} to ${to}: ${type ?? 'nothing'}`, () => assert.equal(noticeTypeOf(from, to), type))

  it('a callback of form A knows one word for an end without money', () => {
    assert.equal(shownType('payment.expired', 'a'), 'payment.failed')
    assert.equal(shownType('payment.canceled', 'a'), 'payment.failed')
    assert.equal(shownType('payment.canceled', 'b'), 'payment.canceled')
    assert.equal(shownType('payment.succeeded', 'a'), 'payment.succeeded')
  })
})

const aNotice = (special: Partial<Notice> = {}): Notice => ({
  environmentId: 'menv_1',
  noticeId: 'fntc_1',
  eventId: 'evt_1',
  eventType: 'payment.succeeded',
  paymentId: 'pay_1',
  refundId: null,
  webhookEndpointId: 'fwhep_1',
  callbackUrl: null,
  profile: 'c',
  status: 'pending',
  attemptCount: 0,
  automaticAttemptCount: 0,
  nextAttemptAt: now,
  leasedUntil: now,
  deliveredAt: null,
  attempts: [],
  body: null,
  createdAt: now,
  updatedAt: now,
  ...special,
})
const outcome = (failure: DeliveryOutcome['failure']): DeliveryOutcome => ({
  startedAt: now,
  completedAt: now,
  durationMilliseconds: 5,
  statusCode: failure ? null : 200,
  responseContentType: null,
  responseHeaders: null,
  responseBodyExcerpt: null,
  failure,
})
const taken = { body: '{}', outcome: outcome(null) }
const refused = { body: '{}', outcome: outcome(blockedFailure()) }

describe('settledBy', () => {
  it('waits 1, 5, 30, 120, 360 and 1440 minutes, then it has failed', () => {
    let notice = aNotice()
    for (const minutes of [1, 5, 30, 120, 360, 1440]) {
      notice = settledBy(notice, refused, true)
      assert.deepEqual([notice.status, notice.nextAttemptAt], ['pending', minutesLater(minutes)])
    }
    notice = settledBy(notice, refused, true)
    assert.deepEqual(
      [notice.status, notice.nextAttemptAt, notice.automaticAttemptCount, notice.attempts.length],
      ['failed', null, 7, 7],
    )
    assert.equal(nextAttemptAt(7, now), null)
  })

  it('a 2xx ends it, whoever asked for the attempt', () => {
    for (const isAutomatic of [true, false]) {
      const { status, nextAttemptAt: again, deliveredAt } = settledBy(aNotice(), taken, isAutomatic)
      assert.deepEqual([status, again, deliveredAt], ['delivered', null, now])
    }
  })

  it('an attempt by hand that fails changes neither status nor retries', () => {
    const waiting = aNotice({ nextAttemptAt: minutesLater(5), automaticAttemptCount: 2, attemptCount: 2 })
    const settled = settledBy(waiting, refused, false)
    assert.deepEqual(
      [settled.status, settled.nextAttemptAt, settled.automaticAttemptCount, settled.attemptCount],
      ['pending', minutesLater(5), 2, 3],
    )
    assert.equal(
      settledBy(aNotice({ status: 'failed', nextAttemptAt: null }), refused, false).status,
      'failed',
    )
  })

  it('keeps the latest twenty attempts', () => {
    let notice = aNotice()
    for (let time = 0; time < 25; time++) notice = settledBy(notice, refused, false)
    assert.deepEqual([notice.attempts.length, notice.attempts[0]!.number], [20, 6])
  })
})

describe('flowlixSignature', () => {
  it('is the time and the HMAC of time, dot and body, by the whole secret', () => {
    const expected = createHmac('sha256', 'whsec_abc').update('1767225600.{"a":"ü"}').digest('hex')
    assert.equal(flowlixSignature(['whsec_abc'], 1767225600, '{"a":"ü"}'), `t=1767225600,v1=${expected}`)
  })

  it('carries one for each secret, and needs one', () => {
    assert.match(
      flowlixSignature(['whsec_new', 'whsec_old'], 1, '{}'),
      /^t=1,v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/,
    )
    assert.throws(() => flowlixSignature([], 1, '{}'), RangeError)
  })
})
