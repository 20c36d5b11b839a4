import type { Instant } from '../../platform/clock/clock.ts'

/** An ISO 8601 duration: years, months, weeks, days, hours, minutes, seconds with up to three decimals. */
export const spanPattern =
  '^P(?=.)(?:(\\d{1,4})Y)?(?:(\\d{1,5})M)?(?:(\\d{1,5})W)?(?:(\\d{1,6})D)?(?:T(?=.)(?:(\\d{1,7})H)?(?:(\\d{1,8})M)?(?:(\\d{1,10}(?:\\.\\d{1,3})?)S)?)?$'

const pattern = new RegExp(spanPattern)

/**
 * The instant that lies a span after another, by the calendar in UTC: first years and months, where a day that the month
 * does not have becomes its last, then the rest.
 *
 * @param span Matches `spanPattern`.
 * @returns Null when no such instant can be written.
 * @example afterSpan('2026-01-31T10:00:00.000Z', 'P1M') // '2026-02-28T10:00:00.000Z'
 */
export const afterSpan = (instant: Instant, span: string): Instant | null => {
  const parts = pattern.exec(span)
  if (!parts) return null
  const [years, months, weeks, days, hours, minutes, seconds] = parts
    .slice(1)
    .map((part) => Number(part ?? 0)) as [number, number, number, number, number, number, number]
  const date = new Date(instant)
  const dayOfMonth = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + 12 * years + months)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(dayOfMonth, lastDay))
  const restMs = ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
  const moved = new Date(date.getTime() + Math.round(restMs))
  return Number.isFinite(moved.getTime()) && moved.getUTCFullYear() <= 9999 ? moved.toISOString() : null
}
