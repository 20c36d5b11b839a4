import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { plusMs } from '../platform/clock/clock.ts'
import { nextTryAt, retryDelaysMs } from './retry-schedule.ts'

const now = '2026-07-02T18:04:11.000Z'

describe('nextTryAt', () => {
  it('later each time', () => {
    for (const [index, delayMs] of retryDelaysMs.entries())
      assert.equal(nextTryAt(index + 1, now), plusMs(now, delayMs))
    assert.deepEqual(
      [...retryDelaysMs].toSorted((a, b) => a - b),
      [...retryDelaysMs],
    )
  })

  it('never again after the eighth', () => assert.equal(nextTryAt(8, now), null))
})
