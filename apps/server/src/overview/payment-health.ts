import type { Instant } from '../platform/clock/clock.ts'
import {
  type Api,
  type CallingKey,
  type CountedCalls,
  type CountedDeclines,
  type CountedPayments,
  apis,
} from './health-queries.ts'
import type { Buckets, Granularity } from './health-span.ts'

export type DeclineCount = { code: string; count: number }

/** What happened in one bucket, or in all of them. */
export type HealthFigures = {
  approved: number
  declined: number
  /** The most frequent first. */
  byCode: DeclineCount[]
  calls: number
  serverErrors: number
  rateLimited: number
}
export type CallFigures = Pick<HealthFigures, 'calls' | 'serverErrors' | 'rateLimited'>

/** Of one API, or of both together. */
export type HealthSeries = { api: Api | 'all'; total: HealthFigures; points: HealthFigures[] }

/** Of one key; `key` is null for buyers' pages and for keys that are gone. */
export type KeySeries = {
  apiKeyId: string | null
  key: CallingKey | null
  total: CallFigures
  points: CallFigures[]
}

export type PaymentHealth = {
  timeZone: string
  granularity: Granularity
  starts: readonly Instant[]
  endsAt: Instant
  series: HealthSeries[]
  keys: KeySeries[]
}

export type CountedHealth = {
  approved: readonly CountedPayments[]
  declined: readonly CountedDeclines[]
  calls: readonly CountedCalls[]
  keys: readonly CallingKey[]
}

const sumOf = <T>(rows: readonly T[], of: (row: T) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0)

const callFigures = (calls: readonly CountedCalls[]): CallFigures => ({
  calls: sumOf(calls, (row) => row.calls),
  serverErrors: sumOf(calls, (row) => row.serverErrors),
  rateLimited: sumOf(calls, (row) => row.rateLimited),
})

const figures = ({ approved, declined, calls }: Omit<CountedHealth, 'keys'>): HealthFigures => ({
  approved: sumOf(approved, (row) => row.count),
  declined: sumOf(declined, (row) => row.count),
  byCode: [...Map.groupBy(declined, ({ code }) => code)]
    .map(([code, rows]) => ({ code, count: sumOf(rows, (row) => row.count) }))
    .toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
  ...callFigures(calls),
})

type InBucket = { bucket: number }
const at = <T extends InBucket>(rows: readonly T[], length: number): T[][] => {
  const buckets: T[][] = Array.from({ length }, () => [])
  for (const row of rows) buckets[row.bucket]?.push(row)
  return buckets
}

const seriesOf = (api: HealthSeries['api'], counted: Omit<CountedHealth, 'keys'>, length: number) => {
  const [approved, declined, calls] = [
    at(counted.approved, length),
    at(counted.declined, length),
    at(counted.calls, length),
  ]
  return {
    api,
    total: figures(counted),
    points: Array.from({ length }, (_, bucket) =>
      figures({ approved: approved[bucket]!, declined: declined[bucket]!, calls: calls[bucket]! }),
    ),
  }
}

/** Both APIs together, then each by itself; then every key that called, the busiest first. */
export const healthOf = (
  { starts, endsAt }: Buckets,
  shown: Pick<PaymentHealth, 'timeZone' | 'granularity'>,
  counted: CountedHealth,
): PaymentHealth => {
  const keys = new Map(counted.keys.map((key) => [key.apiKeyId, key]))
  // Buyers' pages, and keys of which nothing is known any more, call Flint's API.
  const apiOfCall = ({ apiKeyId }: CountedCalls): Api => keys.get(apiKeyId)?.api ?? 'flint'
  const of = (api: Api) => ({
    approved: counted.approved.filter((row) => row.api === api),
    declined: counted.declined.filter((row) => row.api === api),
    calls: counted.calls.filter((row) => apiOfCall(row) === api),
  })
  return {
    ...shown,
    starts,
    endsAt,
    series: [
      seriesOf('all', counted, starts.length),
      ...apis.map((api) => seriesOf(api, of(api), starts.length)),
    ],
    keys: [...Map.groupBy(counted.calls, ({ apiKeyId }) => apiKeyId)]
      .map(([apiKeyId, calls]) => ({
        apiKeyId: apiKeyId === '' ? null : apiKeyId,
        key: keys.get(apiKeyId) ?? null,
        total: callFigures(calls),
        points: at(calls, starts.length).map(callFigures),
      }))
      .toSorted(
        (a, b) => b.total.calls - a.total.calls || ((a.apiKeyId ?? '') < (b.apiKeyId ?? '') ? -1 : 1),
      ),
  }
}
