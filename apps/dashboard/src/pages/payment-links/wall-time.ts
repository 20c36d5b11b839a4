/** The offset of a time zone at an instant, in milliseconds; east of Greenwich is positive. */
const offsetMs = (instantMs: number, timezone: string): number => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instantMs)
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value)
  const wallMs = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return wallMs - Math.floor(instantMs / 1000) * 1000
}

/**
 * The instant at which clocks of a time zone show a time.
 *
 * @param wall As a date and time field has it: `2026-12-24T20:00`.
 * @returns RFC 3339 in UTC; what cannot be read comes back as it is, so that the API says what is wrong.
 */
export const instantOfWall = (wall: string, timezone: string): string => {
  const asUtcMs = Date.parse(`${wall}Z`)
  if (Number.isNaN(asUtcMs)) return wall
  const nearMs = asUtcMs - offsetMs(asUtcMs, timezone)
  // Where clocks are put forward or back between the two guesses, the second offset is the right one.
  return new Date(asUtcMs - offsetMs(nearMs, timezone)).toISOString().replace('.000Z', 'Z')
}

/** The other way round, for a field's first value. */
export const wallOfInstant = (instant: string, timezone: string): string => {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) return ''
  return new Date(ms + offsetMs(ms, timezone)).toISOString().slice(0, 16)
}

/** Where the reader is. */
export const ownTimezone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
