import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { outcomesOf, percentOf, volumeOf } from './overview.ts'

describe('volumeOf', () => {
  const moved = (
    hour: number,
    kind: 'capture' | 'refund' | 'refund_reversal',
    amount: number,
    currency = 'USD',
  ) => ({
    hour,
    kind,
    amount,
    currency,
    count: 1,
  })
  it('is nothing without money', () => assert.deepEqual(volumeOf([], { hours: 24 }, { hours: 24 }), []))
  it('gives each hour to its day, also when yesterday had 23', () => {
    const [usd] = volumeOf([moved(22, 'capture', 5), moved(23, 'capture', 7)], { hours: 23 }, { hours: 24 })
    assert.equal(usd!.yesterday.length, 23)
    assert.equal(usd!.yesterday[22]!.captured, 5)
    assert.deepEqual(usd!.today[0], { captured: 7, refunded: 0, count: 1 })
  })
  it('a refund that failed was none', () => {
    const [usd] = volumeOf(
      [moved(0, 'refund', 9), moved(0, 'refund_reversal', 9)],
      { hours: 24 },
      { hours: 24 },
    )
    assert.deepEqual(usd!.yesterday[0], { captured: 0, refunded: 0, count: 0 })
  })
  it('keeps currencies apart, the busiest first', () => {
    const all = [moved(1, 'capture', 1, 'EUR'), moved(1, 'capture', 1), moved(2, 'capture', 1)]
    assert.deepEqual(
      volumeOf(all, { hours: 24 }, { hours: 24 }).map(({ currency }) => currency),
      ['USD', 'EUR'],
    )
  })
})

describe('outcomesOf', () => {
  it('counts by code, the most frequent first, and by hour', () => {
    const outcomes = outcomesOf(
      [{ hour: 0, count: 3 }],
      [
        { hour: 0, code: 'expired_card', count: 1 },
        { hour: 1, code: 'insufficient_funds', count: 2 },
      ],
      { hours: 2 },
    )
    assert.deepEqual(outcomes, {
      approved: 3,
      declined: 3,
      byCode: [
        { code: 'insufficient_funds', count: 2 },
        { code: 'expired_card', count: 1 },
      ],
      byHour: [
        { approved: 3, declined: 1 },
        { approved: 0, declined: 2 },
      ],
    })
  })
})

describe('percentOf', () => {
  const cases = [
    [0, 0, null],
    [0, 5, 0],
    [1, 3, 33.3],
    [2, 3, 66.7],
    [1, 8, 12.5],
    [5, 5, 100],
  ] as const
  for (const [part, whole, percent] of cases)
    it(`${part} of ${whole}`, () => assert.equal(percentOf(part, whole), percent))
})
