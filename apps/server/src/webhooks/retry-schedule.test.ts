import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { maxAutomaticAttempts, nextAttemptAt, retryDelaysSeconds } from './retry-schedule.ts'

const now = '2026-10-05T09:00:00.000Z'
const secondsUntil = (instant: string | null) => instant && (Date.parse(instant) - Date.parse(now)) / 1000

describe('nextAttemptAt', () => {
  const table: [automaticAttempts: number, withoutJitter: number | null, withAllJitter: number | null][] = [
    [1, 30, 36],
    [2, 120, 144],
    [3, 600, 720],
    [4, 3600, 4320],
    [5, 14_400, 17_280],
    [6, 43_200, 51_840],
    [7, 86_400, 103_680],
    [8, 108_000, 129_600],
    // The ninth attempt is the last.
    [9, null, null],
    [10, null, null],
  ]
  for (const [automaticAttempts, withoutJitter, withAllJitter] of table) {
    it(`waits ${withoutJitter} to ${withAllJitter} s after attempt ${automaticAttempts}`, () => {
      assert.equal(secondsUntil(nextAttemptAt({ automaticAttempts, now, random: 0 })), withoutJitter)
      assert.equal(secondsUntil(nextAttemptAt({ automaticAttempts, now, random: 1 })), withAllJitter)
    })
  }

  it('spans about 71.2 hours over 9 attempts', () => {
    assert.equal(maxAutomaticAttempts, 9)
    const spanHours = retryDelaysSeconds.reduce((sum, delay) => sum + delay, 0) / 3600
    assert.equal(spanHours.toFixed(1), '71.2')
  })

  it('is never early and at most 20 % late', () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (automaticAttempts, random) => {
        const delay = retryDelaysSeconds[automaticAttempts - 1]!
        const waited = secondsUntil(nextAttemptAt({ automaticAttempts, now, random }))
        assert.ok(waited !== null && waited !== '' && waited >= delay && waited <= delay * 1.2)
      },
    )
    fc.assert(property)
  })

  it('refuses arguments outside their range', () => {
    for (const automaticAttempts of [0, -1, 1.5, Number.NaN]) {
      assert.throws(() => nextAttemptAt({ automaticAttempts, now, random: 0 }), RangeError)
    }
    for (const random of [-0.1, 1.1, Number.NaN]) {
      assert.throws(() => nextAttemptAt({ automaticAttempts: 1, now, random }), RangeError)
    }
  })
})
