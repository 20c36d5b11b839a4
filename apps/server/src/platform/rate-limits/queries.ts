import { type Instant, plusMs } from '../clock/clock.ts'
import { type Statement, deleteBatch, findMany } from '../db/statement.ts'
import { fullAfterMs } from './bucket.ts'
import type { RequestWindow } from './request-windows.ts'

export type TokenRequest = {
  bucket: string
  perSecond: number
  /** What the bucket holds when it is full. */
  capacity: number
  wanted: number
  /** Taken earlier and not used. */
  givenBack: number
}

export type TokenGrant = {
  bucket: string
  granted: number
  /** What is left in the shared bucket. */
  tokens: number
}

/**
 * Takes tokens out of several shared buckets, from each as many as are wanted or there. Time never runs backwards in
 * a bucket, whichever node's clock is behind. In the order of their names, so that two nodes never wait for each other.
 */
export const takeTokens = (requests: readonly TokenRequest[], now: Instant): Statement<TokenGrant[]> => {
  const sorted = requests.toSorted((a, b) => (a.bucket < b.bucket ? -1 : 1))
  return findMany(
    'take_tokens',
    `WITH asked AS (
       SELECT * FROM unnest($1::text[], $2::float8[], $3::float8[], $4::int[], $5::int[])
         AS asked(bucket, per_second, capacity, wanted, given_back)
     )
     INSERT INTO rate_limit_buckets AS kept (bucket, tokens, granted, refilled_at)
     SELECT bucket, capacity - least(wanted, floor(capacity)), least(wanted, floor(capacity)), $6 FROM asked
     ON CONFLICT (bucket) DO UPDATE SET (tokens, granted, refilled_at) = (
       SELECT level - least(wanted, floor(level + 1e-6)), least(wanted, floor(level + 1e-6)), greatest(kept.refilled_at, $6)
       FROM asked CROSS JOIN LATERAL (
         SELECT least(capacity, kept.tokens + given_back
                  + greatest(0, extract(epoch FROM $6 - kept.refilled_at)::float8) * per_second) AS level
       ) refilled
       WHERE asked.bucket = kept.bucket
     )
     RETURNING bucket, granted, tokens`,
    [
      sorted.map((each) => each.bucket),
      sorted.map((each) => each.perSecond),
      sorted.map((each) => each.capacity),
      sorted.map((each) => each.wanted),
      sorted.map((each) => each.givenBack),
      now,
    ],
    (row) => ({ bucket: row['bucket'], granted: row['granted'], tokens: row['tokens'] }),
  )
}

/** The worker's clean-up: buckets that are full by now, whose row says nothing. Addresses do not stay for longer either. */
export const deleteFullBuckets = (now: Instant, limit: number): Statement<number> =>
  deleteBatch(
    'delete_full_buckets',
    `DELETE FROM rate_limit_buckets
     WHERE ctid IN (SELECT ctid FROM rate_limit_buckets WHERE refilled_at < $1 LIMIT $2) RETURNING 1`,
    [plusMs(now, -fullAfterMs), limit],
  )

/** One place in a window, if there is one. The rule is `stillCounted` of `request-windows.ts`. */
export const takeWindowPlace = (
  { name, kind, limit, lengthMs }: RequestWindow,
  nowMs: number,
): Statement<{ times: number[]; isGranted: boolean }> => ({
  name: 'take_window_place',
  text: `INSERT INTO rate_limit_windows AS kept (name, times, is_granted, used_at) VALUES ($1, ARRAY[$2::float8], true, $6)
     ON CONFLICT (name) DO UPDATE SET (times, is_granted, used_at) = (
       SELECT CASE WHEN cardinality(held) < $4::int THEN held || $2::float8 ELSE held END, cardinality(held) < $4::int, $6
       FROM (
         SELECT CASE
           WHEN $5::boolean THEN ARRAY(SELECT time FROM unnest(kept.times) AS time WHERE time > $2::float8 - $3::float8 ORDER BY time)
           WHEN kept.times[1] > $2::float8 - $3::float8 THEN kept.times
           ELSE '{}'
         END AS held
       ) counted
     )
     RETURNING times, is_granted`,
  values: [name, nowMs, lengthMs, limit, kind === 'rolling', new Date(nowMs).toISOString()],
  read: ([row]) => ({ times: row.times, isGranted: row.is_granted }),
})

/** The worker's clean-up, beside `deleteFullBuckets`: no window is longer than what that waits. */
export const deleteOldWindows = (now: Instant, limit: number): Statement<number> =>
  deleteBatch(
    'delete_old_windows',
    `DELETE FROM rate_limit_windows
     WHERE ctid IN (SELECT ctid FROM rate_limit_windows WHERE used_at < $1 LIMIT $2) RETURNING 1`,
    [plusMs(now, -fullAfterMs), limit],
  )
