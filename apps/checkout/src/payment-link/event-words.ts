import type { EventConfig } from './link-shapes.ts'

/**
 * When the event is, where it is: in the event's own time zone, which is named, wherever the buyer may be.
 * @returns Null where the link says no time that can be read.
 */
export const eventTime = (
  { event_at: at, timezone }: EventConfig,
  locale?: string,
): { readonly date: string; readonly time: string } | null => {
  const instant = at ? new Date(at) : null
  if (instant === null || Number.isNaN(instant.getTime())) return null
  const write = (options: Intl.DateTimeFormatOptions): string => {
    try {
      return new Intl.DateTimeFormat(locale, { ...options, timeZone: timezone ?? 'UTC' }).format(instant)
    } catch {
      // A zone that this browser does not know: the instant is still right, and named as what it is.
      return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(instant)
    }
  }
  return {
    date: write({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    time: write({ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }),
  }
}

/** From so few on, a buyer is told that it is few. */
const fewPlaces = 10

/** @returns Null where places are not counted. */
export const placesWords = (left: number | null): string | null => {
  if (left === null) return null
  return `${left <= fewPlaces ? 'Only ' : ''}${left} ${left === 1 ? 'place' : 'places'} left`
}
