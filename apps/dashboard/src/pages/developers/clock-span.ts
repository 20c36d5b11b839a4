export const spanUnits = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const
export type SpanUnit = (typeof spanUnits)[number]

const letters: Readonly<Record<SpanUnit, (count: number) => string>> = {
  minutes: (count) => `PT${count}M`,
  hours: (count) => `PT${count}H`,
  days: (count) => `P${count}D`,
  weeks: (count) => `P${count}W`,
  months: (count) => `P${count}M`,
  years: (count) => `P${count}Y`,
}

/**
 * How far a clock goes, as an ISO 8601 duration; months and years go by the calendar.
 *
 * @param count What was typed; a whole number from 1 to 9,999.
 * @returns Null when it is none.
 */
export const clockSpan = (count: string, unit: SpanUnit): string | null => {
  const number = /^\d{1,4}$/.test(count.trim()) ? Number(count) : 0
  return number > 0 ? letters[unit](number) : null
}

export const quickSpans: readonly { label: string; by: string }[] = [
  { label: '1 hour', by: 'PT1H' },
  { label: '1 day', by: 'P1D' },
  { label: '1 week', by: 'P1W' },
  { label: '1 month', by: 'P1M' },
]
