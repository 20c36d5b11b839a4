import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instantOfWall, wallOfInstant } from './wall-time.ts'

describe('a time on the clocks of a zone', () => {
  const cases: readonly (readonly [wall: string, timezone: string, instant: string])[] = [
    ['2026-12-24T20:00', 'Europe/Berlin', '2026-12-24T19:00:00Z'],
    ['2026-07-24T20:00', 'Europe/Berlin', '2026-07-24T18:00:00Z'],
    ['2026-12-24T20:00', 'America/Los_Angeles', '2026-12-25T04:00:00Z'],
    ['2026-12-24T20:00', 'Asia/Kathmandu', '2026-12-24T14:15:00Z'],
    ['2026-12-24T20:00', 'UTC', '2026-12-24T20:00:00Z'],
    // The night in which clocks are put forward, before and after.
    ['2026-03-29T01:30', 'Europe/Berlin', '2026-03-29T00:30:00Z'],
    ['2026-03-29T03:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
  ]
  for (const [wall, timezone, instant] of cases)
    it(`${wall} in ${timezone} is ${instant}`, () => {
      assert.equal(instantOfWall(wall, timezone), instant)
      assert.equal(wallOfInstant(instant, timezone), wall)
    })

  it('leaves what is no time as it is', () => {
    assert.equal(instantOfWall('soon', 'UTC'), 'soon')
    assert.equal(wallOfInstant('soon', 'UTC'), '')
  })
})
