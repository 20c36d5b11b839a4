import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventTime, placesWords } from './event-words.ts'

describe('eventTime', () => {
  it('is told by the clocks of its place', () => {
    const told = eventTime({ event_at: '2026-07-24T18:00:00Z', timezone: 'Europe/Berlin' }, 'en-GB')
    assert.deepEqual(told, { date: 'Friday, 24 July 2026', time: '20:00 CEST' })
    const other = eventTime({ event_at: '2026-07-24T18:00:00Z', timezone: 'Asia/Tokyo' }, 'en-US')
    assert.match(other?.date ?? '', /Saturday, July 25, 2026/)
  })
  it('falls back to UTC, and says so', () => {
    const at = '2026-07-24T18:00:00Z'
    assert.match(eventTime({ event_at: at, timezone: 'Mars/Olympus' }, 'en-US')?.time ?? '', /6:00.PM UTC/)
    assert.match(eventTime({ event_at: at }, 'en-US')?.time ?? '', /6:00.PM UTC/)
  })
  it('says nothing where nothing is said', () => {
    assert.equal(eventTime({}), null)
    assert.equal(eventTime({ event_at: 'soon' }), null)
  })
})

describe('placesWords', () => {
  it('names how many are left', () => {
    assert.equal(placesWords(null), null)
    assert.equal(placesWords(1), 'Only 1 place left')
    assert.equal(placesWords(10), 'Only 10 places left')
    assert.equal(placesWords(120), '120 places left')
  })
})
