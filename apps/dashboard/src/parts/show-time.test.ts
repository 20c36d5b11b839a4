import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { showTime } from './show-time.ts'

describe('showTime', () => {
  const instant = new Date(2026, 2, 5, 14, 30, 12)
  it('leaves out the present year', () => {
    assert.equal(showTime(instant, 'day', new Date(2026, 0, 1), 'en-GB'), '5 Mar')
    assert.equal(showTime(instant, 'day', new Date(2027, 0, 1), 'en-GB'), '5 Mar 2026')
  })
  it('is exact to the second, with the zone, when asked for all', () => {
    assert.match(showTime(instant, 'full', instant, 'en-GB'), /5 Mar 2026.*14:30:12 \S+/)
  })
})
