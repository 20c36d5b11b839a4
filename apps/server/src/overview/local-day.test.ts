import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { hoursOf, localDay } from './local-day.ts'

describe('localDay', () => {
  const cases = [
    // No offset, an offset, half an hour of it.
    ['2026-10-05T09:12:44.000Z', 'UTC', 0, '2026-10-05T00:00:00.000Z', 24],
    ['2026-10-05T03:00:00.000Z', 'America/New_York', 0, '2026-10-04T04:00:00.000Z', 24],
    ['2026-10-05T20:00:00.000Z', 'Asia/Kolkata', 0, '2026-10-05T18:30:00.000Z', 24],
    // The days on which clocks change, and the day before.
    ['2026-03-29T12:00:00.000Z', 'Europe/Madrid', 0, '2026-03-28T23:00:00.000Z', 23],
    ['2026-10-25T12:00:00.000Z', 'Europe/Madrid', 0, '2026-10-24T22:00:00.000Z', 25],
    ['2026-10-26T12:00:00.000Z', 'Europe/Madrid', 1, '2026-10-24T22:00:00.000Z', 25],
    // Across a month and a year.
    ['2026-03-01T00:30:00.000Z', 'UTC', 1, '2026-02-28T00:00:00.000Z', 24],
    ['2026-01-01T00:30:00.000Z', 'UTC', 1, '2025-12-31T00:00:00.000Z', 24],
  ] as const
  for (const [now, timeZone, daysBack, startsAt, hours] of cases)
    it(`${now} in ${timeZone}, ${daysBack} back`, () => {
      const day = localDay(now, timeZone, daysBack)
      assert.deepEqual([day.startsAt, day.hours], [startsAt, hours])
      assert.equal(hoursOf(day).length, hours)
    })

  it('holds now, and yesterday ends where today begins', () => {
    const zones = [
      'UTC',
      'Europe/Madrid',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Pacific/Kiritimati',
    ]
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (date, zone) => {
          const now = date.toISOString()
          const today = localDay(now, zone, 0)
          assert.ok(today.startsAt <= now && now < today.endsAt, `${now} ${zone} ${JSON.stringify(today)}`)
          assert.equal(localDay(now, zone, 1).endsAt, today.startsAt)
        },
      ),
    )
  })
})
