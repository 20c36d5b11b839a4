import type { Instant } from '../platform/clock/clock.ts'
import { hoursOf, localDay } from './local-day.ts'

export const granularities = ['hour', 'day'] as const
export type Granularity = (typeof granularities)[number]

/** Bounds of consecutive hours or calendar days: each begins where the one before ends, the last bound ends the last one. */
export type Buckets = { starts: Instant[]; endsAt: Instant }

/**
 * Every whole hour or day, by the clocks of the time zone, that has something of the span in it.
 *
 * @param from Inclusive.
 * @param until Exclusive and after `from`.
 * @param timeZone An IANA name.
 * @example bucketsOf('2026-10-05T09:12:00.000Z', '2026-10-05T10:12:00.000Z', 'hour', 'UTC').starts.length // 2
 */
export const bucketsOf = (
  from: Instant,
  until: Instant,
  granularity: Granularity,
  timeZone: string,
): Buckets => {
  const bounds: Instant[] = []
  let day = localDay(from, timeZone, 0)
  for (; day.startsAt < until; day = localDay(day.endsAt, timeZone, 0))
    bounds.push(...(granularity === 'day' ? [day.startsAt] : hoursOf(day)))
  bounds.push(day.startsAt)
  const first = bounds.findLastIndex((bound) => bound <= from)
  const last = bounds.findIndex((bound) => bound >= until)
  return { starts: bounds.slice(first, last), endsAt: bounds[last]! }
}
