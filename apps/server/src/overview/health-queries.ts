import { type Instant, hourMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { type Statement, findMany } from '../platform/db/statement.ts'
import { firstIdAt } from '../platform/ids/ids.ts'
import type { Buckets } from './health-span.ts'

/** Reads of what other capabilities write, each within a range of times, counted into buckets: 0 is the first one. */

/** Which of the two public APIs was called, or made the payment. */
export const apis = ['flint', 'flowlix'] as const
export type Api = (typeof apis)[number]

const apiOf = (isFlowlix: boolean): Api => (isFlowlix ? 'flowlix' : 'flint')

const bucketOf = (column: string, starts: string): string =>
  `width_bucket(${column}, ${starts}::timestamptz[]) - 1`

/** A hosted page takes its payment up to a day after it was made. */
const longestOpenMs = 25 * hourMs

/** Payment intents that Flowlix's API made: the few columns of one table, instead of a look into each event. */
const ofFlowlix = (from: string, until: string): string =>
  `SELECT document ->> 'paymentIntentId' FROM flowlix_payments
   WHERE environment_id = $1 AND created_at >= ${from} AND created_at < ${until} AND document ->> 'paymentIntentId' IS NOT NULL`

const spanOf = (ctx: Context, { starts, endsAt }: Buckets): unknown[] => {
  const from = starts[0]!
  return [
    ctx.environmentId,
    firstIdAt('whev', Date.parse(from)),
    from,
    endsAt,
    starts,
    plusMs(from, -longestOpenMs),
  ]
}

export type CountedPayments = { bucket: number; api: Api; count: number }

/** Payments that an issuer said yes to, each once: an authorization counts when it is made, not again when it is captured. */
export const countApprovedByApi = (ctx: Context, buckets: Buckets): Statement<CountedPayments[]> =>
  findMany(
    'count_approved_by_api',
    `SELECT ${bucketOf('approved_at', '$5')} AS bucket, resource_id IN (${ofFlowlix('$6', '$4')}) AS is_flowlix, count(*)::int AS count
     FROM (SELECT resource_id, min(created_at) AS approved_at FROM events
           WHERE environment_id = $1 AND event_type IN ('payment_intent.succeeded', 'payment_intent.requires_capture')
             AND event_id >= $2 AND created_at >= $3 AND created_at < $4 AND NOT is_test
           GROUP BY resource_id) approved
     GROUP BY 1, 2`,
    spanOf(ctx, buckets),
    (row) => ({ bucket: row['bucket'], api: apiOf(row['is_flowlix']), count: row['count'] }),
  )

export type CountedDeclines = CountedPayments & { code: string }

export const countDeclinedByApi = (ctx: Context, buckets: Buckets): Statement<CountedDeclines[]> =>
  findMany(
    'count_declined_by_api',
    `SELECT ${bucketOf('created_at', '$5')} AS bucket, resource_id IN (${ofFlowlix('$6', '$4')}) AS is_flowlix,
            coalesce(data #>> '{last_payment_error,code}', 'payment_failed') AS code, count(*)::int AS count
     FROM events
     WHERE environment_id = $1 AND event_type = 'payment_intent.payment_failed'
       AND event_id >= $2 AND created_at >= $3 AND created_at < $4 AND NOT is_test
     GROUP BY 1, 2, 3`,
    spanOf(ctx, buckets),
    (row) => ({
      bucket: row['bucket'],
      api: apiOf(row['is_flowlix']),
      code: row['code'],
      count: row['count'],
    }),
  )

export type CountedCalls = {
  bucket: number
  /** Empty where no key called: a buyer's page. */
  apiKeyId: string
  calls: number
  serverErrors: number
  rateLimited: number
}

export const countCallsByKey = (ctx: Context, { starts, endsAt }: Buckets): Statement<CountedCalls[]> =>
  findMany(
    'count_calls_by_key',
    `SELECT ${bucketOf('minute', '$4')} AS bucket, api_key_id, sum(calls) AS calls, sum(server_errors) AS server_errors,
            sum(rate_limited) AS rate_limited
     FROM call_counts WHERE environment_id = $1 AND minute >= $2 AND minute < $3 GROUP BY 1, 2`,
    [ctx.environmentId, starts[0], endsAt, starts],
    (row) => ({
      bucket: row['bucket'],
      apiKeyId: row['api_key_id'],
      calls: row['calls'],
      serverErrors: row['server_errors'],
      rateLimited: row['rate_limited'],
    }),
  )

export type CallingKey = { apiKeyId: string; name: string; api: Api; isActive: boolean; createdAt: Instant }

/** Every key of the environment, the oldest first. */
export const findCallingKeys = (ctx: Context): Statement<CallingKey[]> =>
  findMany(
    'find_calling_keys',
    `SELECT api_key_id, name, dialect, status, created_at FROM api_keys WHERE environment_id = $1 ORDER BY created_at, api_key_id`,
    [ctx.environmentId],
    (row) => ({
      apiKeyId: row['api_key_id'],
      name: row['name'],
      api: apiOf(row['dialect'] !== 'flint'),
      isActive: row['status'] === 'active',
      createdAt: row['created_at'],
    }),
  )
