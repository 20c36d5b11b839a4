import { type Instant, hourMs } from '../platform/clock/clock.ts'

/** One calendar day of a time zone: when it begins, when the next one does, and how many hours it has. */
export type LocalDay = { startsAt: Instant; endsAt: Instant; hours: number }

const formats = new Map<string, Intl.DateTimeFormat>()
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    if (formats.size < 1000) formats.set(timeZone, format)
  }
  return format
}

type WallClock = { year: number; month: number; day: number; hour: number; minute: number; second: number }

const wallClockAt = (ms: number, timeZone: string): WallClock =>
  Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  ) as WallClock

/** What the zone's clocks are ahead of UTC. */
const offsetMs = (ms: number, timeZone: string): number => {
  const { year, month, day, hour, minute, second } = wallClockAt(ms, timeZone)
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000
}

/** Twice, because the offset at the guess may be that of the other side of a change. */
const midnightMs = (utcMidnight: number, timeZone: string): number => {
  const guess = utcMidnight - offsetMs(utcMidnight, timeZone)
  return utcMidnight - offsetMs(guess, timeZone)
}

/**
 * The day that `now` falls in, by the clocks of the time zone.
 *
 * @param timeZone An IANA name.
 * @param daysBack 0 for today, 1 for yesterday.
 * @example localDay('2026-03-29T12:00:00.000Z', 'Europe/Madrid', 0).hours // 23
 */
export const localDay = (now: Instant, timeZone: string, daysBack: number): LocalDay => {
  const { year, month, day } = wallClockAt(Date.parse(now), timeZone)
  const startMs = midnightMs(Date.UTC(year, month - 1, day - daysBack), timeZone)
  const endMs = midnightMs(Date.UTC(year, month - 1, day - daysBack + 1), timeZone)
  return {
    startsAt: new Date(startMs).toISOString(),
    endsAt: new Date(endMs).toISOString(),
    hours: Math.ceil((endMs - startMs) / hourMs),
  }
}

/** The instants at which its hours begin. */
export const hoursOf = ({ startsAt, hours }: LocalDay): Instant[] =>
  Array.from({ length: hours }, (_, hour) => new Date(Date.parse(startsAt) + hour * hourMs).toISOString())
