import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { RefundAnswer } from '../payments/processors/processor.ts'
import { plusMs } from '../platform/clock/clock.ts'
import { askAgainAfterMs } from './finish-timer.ts'
import type { RefundAllocation } from './refund-allocation.ts'
import type { Refund } from './refund.ts'
import { type LegAnswer, settleLegs } from './settle-legs.ts'

const NOW = '2026-07-02T18:10:00.000Z'
const later = (milliseconds: number) => plusMs(NOW, milliseconds)

/** 7000 without targets, of which payment B gives 6000 and A 1000. */
const aRefund = (): Refund => {
  const allocation: RefundAllocation = {
    amount: 7000,
    currency: 'USD',
    tip: 0,
    lines: [],
    charges: [],
    flats: [],
    untargeted: 7000,
    legs: [
      { paymentIntentId: 'pi_B', amount: 6000, tip: 0 },
      { paymentIntentId: 'pi_A', amount: 1000, tip: 0 },
    ],
    tips: [],
  }
  return {
    environmentId: 'menv_1',
    refundId: 'ref_1',
    merchantId: 'mer_1',
    orderId: 'ord_1',
    paymentIntentId: null,
    customerId: null,
    currency: 'USD',
    amount: 7000,
    status: 'pending',
    reason: null,
    reasonMessage: null,
    refundMethod: 'original_payment',
    failureReason: null,
    allocation,
    standing: allocation,
    adjustments: [],
    adjustmentRefunds: [],
    taxOverrides: [],
    hasTenders: false,
    legs: allocation.legs.map((leg) => ({ ...leg, status: 'pending', failureReason: null, sentAt: null })),
    idempotencyKey: null,
    externalReferenceId: null,
    metadata: {},
    version: 1,
    createdAt: NOW,
    updatedAt: NOW,
  }
}

const succeeded: RefundAnswer = { outcome: 'succeeded' }
const failed: RefundAnswer = { outcome: 'failed', reason: 'declined' }
const pending: RefundAnswer = { outcome: 'pending' }
const unknown: RefundAnswer = { outcome: 'unknown' }
const answers = (b: RefundAnswer, a: RefundAnswer) =>
  new Map([
    ['pi_B', b],
    ['pi_A', a],
  ])

describe('settleLegs', () => {
  const cases = [
    [succeeded, succeeded, 'succeeded', 7000, null],
    [failed, failed, 'failed', 0, 'declined'],
    [succeeded, failed, 'partially_succeeded', 6000, 'declined'],
    [failed, succeeded, 'partially_succeeded', 1000, 'declined'],
    // While one leg is open so is the whole, but what failed no longer counts.
    [failed, pending, 'pending', 1000, null],
    [succeeded, unknown, 'pending', 7000, null],
    [pending, pending, 'pending', 7000, null],
  ] as const
  for (const [b, a, status, standing, reason] of cases) {
    it(`B ${b.outcome}, A ${a.outcome}: ${status}, ${standing} stand`, () => {
      const settled = settleLegs(aRefund(), answers(b, a), NOW)
      assert.deepEqual(
        [settled.refund.status, settled.refund.standing.amount, settled.refund.failureReason],
        [status, standing, reason],
      )
      assert.equal(settled.failed?.amount ?? 0, 7000 - standing)
      assert.deepEqual(settled.refund.allocation, aRefund().allocation)
      assert.equal(settled.askAgainAt, status === 'pending' ? later(askAgainAfterMs) : null)
    })
  }

  it('a leg that has ended stays as it is', () => {
    const { refund } = settleLegs(aRefund(), answers(succeeded, pending), NOW)
    const settled = settleLegs(refund, answers(failed, succeeded), later(1))
    assert.deepEqual([settled.refund.status, settled.failed], ['succeeded', null])
  })

  it('two legs that fail one after the other give back everything, once', () => {
    const first = settleLegs(aRefund(), answers(failed, pending), NOW)
    const second = settleLegs(first.refund, new Map([['pi_A', failed]]), later(1))
    assert.deepEqual([first.failed?.amount, second.failed?.amount], [6000, 1000])
    assert.deepEqual([second.refund.status, second.refund.standing.amount], ['failed', 0])
    assert.deepEqual(
      second.failedLegs.map((leg) => leg.paymentIntentId),
      ['pi_A'],
    )
  })

  it('asks again when the processor said so, the earliest first', () => {
    const { askAgainAt } = settleLegs(
      aRefund(),
      answers({ ...pending, askAgainAt: later(60_000) }, { ...pending, askAgainAt: later(30_000) }),
      NOW,
    )
    assert.equal(askAgainAt, later(30_000))
  })

  it('to a bank: in transit while the other leg has ended, then as the bank says', () => {
    const slow = new Map<string, LegAnswer>([
      ['pi_B', { ...pending, isSlow: true }],
      ['pi_A', succeeded],
    ])
    const first = settleLegs(aRefund(), slow, NOW)
    assert.deepEqual(
      [first.refund.status, first.refund.legs.map((leg) => leg.status), first.refund.standing.amount],
      ['in_transit', ['in_transit', 'succeeded'], 7000],
    )
    assert.equal(first.askAgainAt, later(askAgainAfterMs))
    const second = settleLegs(first.refund, new Map([['pi_B', failed]]), later(1))
    assert.deepEqual([second.refund.status, second.refund.standing.amount], ['partially_succeeded', 1000])
  })

  it('one that succeeded can bounce while the processor says so, and is asked until it says otherwise', () => {
    const bouncing = new Map<string, LegAnswer>([
      ['pi_B', { ...succeeded, mayBounce: true }],
      ['pi_A', succeeded],
    ])
    const first = settleLegs(aRefund(), bouncing, NOW)
    assert.deepEqual([first.refund.status, first.askAgainAt], ['succeeded', later(askAgainAfterMs)])
    const unsure = settleLegs(first.refund, new Map([['pi_B', unknown]]), later(1))
    assert.deepEqual(
      [unsure.refund.status, unsure.failed, unsure.askAgainAt !== null],
      ['succeeded', null, true],
    )
    const bounced = settleLegs(unsure.refund, new Map([['pi_B', failed]]), later(2))
    assert.deepEqual(
      [bounced.refund.status, bounced.failed?.amount, bounced.askAgainAt],
      ['partially_succeeded', 6000, null],
    )
    const kept = settleLegs(first.refund, new Map([['pi_B', succeeded]]), later(2))
    assert.deepEqual([kept.refund.status, kept.askAgainAt], ['succeeded', null])
  })

  it('remembers when the processor was first asked', () => {
    const first = settleLegs(aRefund(), answers(pending, unknown), NOW)
    const second = settleLegs(first.refund, answers(pending, pending), later(5))
    assert.deepEqual(
      second.refund.legs.map((leg) => leg.sentAt),
      [NOW, NOW],
    )
  })
})
