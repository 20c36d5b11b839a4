import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bucketsOf } from './health-span.ts'

describe('bucketsOf', () => {
  const cases = [
    // Whole hours around the span.
    [
      '2026-10-05T09:12:00.000Z',
      '2026-10-05T11:00:00.000Z',
      'hour',
      'UTC',
      2,
      '2026-10-05T09:00:00.000Z',
      '2026-10-05T11:00:00.000Z',
    ],
    [
      '2026-10-05T09:12:00.000Z',
      '2026-10-05T11:00:00.001Z',
      'hour',
      'UTC',
      3,
      '2026-10-05T09:00:00.000Z',
      '2026-10-05T12:00:00.000Z',
    ],
    [
      '2026-10-05T23:30:00.000Z',
      '2026-10-06T00:30:00.000Z',
      'hour',
      'UTC',
      2,
      '2026-10-05T23:00:00.000Z',
      '2026-10-06T01:00:00.000Z',
    ],
    // Hours of a zone that is half an hour off.
    [
      '2026-10-05T09:12:00.000Z',
      '2026-10-05T10:12:00.000Z',
      'hour',
      'Asia/Kolkata',
      2,
      '2026-10-05T08:30:00.000Z',
      '2026-10-05T10:30:00.000Z',
    ],
    // Days, one of which has 25 hours.
    [
      '2026-10-24T12:00:00.000Z',
      '2026-10-26T12:00:00.000Z',
      'day',
      'Europe/Madrid',
      3,
      '2026-10-23T22:00:00.000Z',
      '2026-10-26T23:00:00.000Z',
    ],
    [
      '2026-10-05T00:00:00.000Z',
      '2026-10-06T00:00:00.000Z',
      'day',
      'UTC',
      1,
      '2026-10-05T00:00:00.000Z',
      '2026-10-06T00:00:00.000Z',
    ],
  ] as const
  for (const [from, until, granularity, zone, count, first, end] of cases)
    it(`${from} to ${until} by ${granularity} in ${zone}`, () => {
      const { starts, endsAt } = bucketsOf(from, until, granularity, zone)
      assert.deepEqual([starts.length, starts[0], endsAt], [count, first, end])
    })
})
