import type { Series } from '../../parts/Chart.tsx'
import { wordsOf } from '../../parts/status-tones.ts'

type Calls = {
  call_count: number
  server_error_count: number
  server_error_rate_percent: number | null
  rate_limited_count: number
}
export type DeclineCount = { decline_code: string; count: number; rate_percent: number | null }
type Payments = {
  approved_count: number
  declined_count: number
  decline_rate_percent: number | null
  by_decline_code: DeclineCount[]
}
export type HealthSeries = Payments &
  Calls & { api: Api; points: (Payments & Calls & { starts_at: string })[] }
export type KeyHealth = Calls & {
  api_key_id: string | null
  name: string | null
  api: Exclude<Api, 'all'> | null
  is_active: boolean | null
  points: (Calls & { starts_at: string })[]
}
export type Api = 'all' | 'flint' | 'flowlix'

/** Source: `GET /v1/dashboard/payment-health`. */
export type PaymentHealth = {
  timezone: string
  granularity: 'hour' | 'day'
  from: string
  to: string
  series: HealthSeries[]
  api_keys: KeyHealth[]
}

/** What can be looked at: how far back, in what steps. */
export const spans = [
  { key: '24h', words: 'Last 24 hours', granularity: 'hour', hours: 24 },
  { key: '7d', words: 'Last 7 days', granularity: 'day', hours: 6 * 24 },
  { key: '30d', words: 'Last 30 days', granularity: 'day', hours: 29 * 24 },
] as const
export type Span = (typeof spans)[number]

export const spanOf = (key: string | null): Span => spans.find((span) => span.key === key) ?? spans[0]

export const apiNames: Readonly<Record<Api, string>> = {
  all: 'Both APIs',
  flint: 'Flint',
  flowlix: 'Flowlix',
}

/** A whole minute, so that the same page asks for the same thing. */
export const wholeMinute = (now: Date): number => Math.ceil(now.getTime() / 60_000) * 60_000

export const asked = ({ granularity, hours }: Span, untilMs: number, timezone: string) => ({
  from: new Date(untilMs - hours * 3_600_000).toISOString(),
  to: new Date(untilMs).toISOString(),
  granularity,
  timezone,
})

/** The instant as a label below a chart. */
export const pointLabel = (startsAt: string, granularity: 'hour' | 'day', timeZone: string): string =>
  new Date(startsAt).toLocaleString(
    undefined,
    granularity === 'hour'
      ? { hour: '2-digit', minute: '2-digit', timeZone }
      : { day: 'numeric', month: 'short', timeZone },
  )

type Labelled = { starts_at: string }
export const seriesOf = <Point extends Labelled>(
  name: string,
  points: readonly Point[],
  value: (point: Point) => number,
  label: (startsAt: string) => string,
): Series => ({
  name,
  points: points.map((point) => ({ label: label(point.starts_at), value: value(point) })),
})

/** As many as a chart has colours for: the two most frequent, and everything else in one. */
export const declineSeries = (
  { points, by_decline_code }: Pick<HealthSeries, 'points' | 'by_decline_code'>,
  label: (startsAt: string) => string,
): Series[] => {
  const most = by_decline_code
    .slice(0, by_decline_code.length === 3 ? 3 : 2)
    .map(({ decline_code }) => decline_code)
  const rateOf = (counts: readonly DeclineCount[], of: (code: string) => boolean): number =>
    roundedTenths(
      counts.reduce(
        (sum, { decline_code, rate_percent }) => sum + (of(decline_code) ? (rate_percent ?? 0) : 0),
        0,
      ),
    )
  const named = most.map((code) =>
    seriesOf(wordsOf(code), points, (point) => rateOf(point.by_decline_code, (each) => each === code), label),
  )
  return by_decline_code.length <= most.length
    ? named
    : [
        ...named,
        seriesOf(
          'Other',
          points,
          (point) => rateOf(point.by_decline_code, (each) => !most.includes(each)),
          label,
        ),
      ]
}

const roundedTenths = (value: number): number => Math.round(value * 10) / 10

export const percent = (value: number | null): string => (value === null ? '–' : `${value} %`)
