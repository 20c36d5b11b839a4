import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type VolumeOfDay, changeInPercent, elapsedHours, upToNow } from './overview.ts'

describe('the comparison with yesterday', () => {
  it('goes up to the hour that runs', () => {
    const hours = [5, 7, 11].map((captured_amount) => ({ captured_amount }))
    assert.equal(upToNow({ by_hour: hours } as VolumeOfDay, 2), 12)
    assert.equal(
      elapsedHours({ day_starts_at: '2026-10-05T00:00:00.000Z', observed_at: '2026-10-05T02:59:00.000Z' }),
      3,
    )
  })
  it('is in whole per cent, and nothing of nothing', () => {
    assert.equal(changeInPercent(120, 100), 20)
    assert.equal(changeInPercent(50, 100), -50)
    assert.equal(changeInPercent(50, 0), null)
  })
})
