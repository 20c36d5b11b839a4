import type { Instant } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { type Statement, findMany, findOne } from '../platform/db/statement.ts'
import { firstIdAt } from '../platform/ids/ids.ts'

/** Reads of what other capabilities write, each within a range of ids, which begin with their time. */

/** From, and not including until. */
export type Span = { from: Instant; until: Instant }

const firstIn = (prefix: string, { from }: Span): string => firstIdAt(prefix, Date.parse(from))

/** Whole hours since the span began. */
const hourOf = (column: string, from: string): string =>
  `floor(extract(epoch FROM ${column} - ${from}::timestamptz) / 3600)::int`

export type MovedMoney = {
  hour: number
  currency: string
  kind: 'capture' | 'refund' | 'refund_reversal'
  amount: number
  count: number
}

/** Captured and refunded by hour. The ledger is the truth, and its rows are narrow: two days of 100,000 captures are read in a quarter of a second. */
export const sumMovedMoney = (ctx: Context, span: Span): Statement<MovedMoney[]> =>
  findMany(
    'sum_moved_money',
    `SELECT ${hourOf('created_at', '$3')} AS hour, currency, kind, sum(abs(amount))::bigint AS amount, count(*)::int AS count
     FROM ledger_entries
     WHERE environment_id = $1 AND posting_id >= $2 AND created_at >= $3 AND created_at < $4
       AND account = 'processor_clearing' AND kind IN ('capture', 'refund', 'refund_reversal')
     GROUP BY 1, 2, 3`,
    [ctx.environmentId, firstIn('post', span), span.from, span.until],
    (row) => ({
      hour: row['hour'],
      currency: row['currency'],
      kind: row['kind'],
      amount: row['amount'],
      count: row['count'],
    }),
  )

export type CountByHour = { hour: number; count: number }

/** Payments that an issuer said yes to, each once: an authorization counts when it is made, not again when it is captured. */
export const countApproved = (ctx: Context, span: Span): Statement<CountByHour[]> =>
  findMany(
    'count_approved_payments',
    `SELECT ${hourOf('approved_at', '$3')} AS hour, count(*)::int AS count
     FROM (SELECT resource_id, min(created_at) AS approved_at FROM events
           WHERE environment_id = $1 AND event_type IN ('payment_intent.succeeded', 'payment_intent.requires_capture')
             AND event_id >= $2 AND created_at >= $3 AND created_at < $4 AND NOT is_test
           GROUP BY resource_id) approved
     GROUP BY 1`,
    [ctx.environmentId, firstIn('whev', span), span.from, span.until],
    (row) => ({ hour: row['hour'], count: row['count'] }),
  )

export type Declines = CountByHour & { code: string }

export const countDeclined = (ctx: Context, span: Span): Statement<Declines[]> =>
  findMany(
    'count_declined_payments',
    `SELECT ${hourOf('created_at', '$3')} AS hour, coalesce(data #>> '{last_payment_error,code}', 'payment_failed') AS code,
            count(*)::int AS count
     FROM events
     WHERE environment_id = $1 AND event_type = 'payment_intent.payment_failed'
       AND event_id >= $2 AND created_at >= $3 AND created_at < $4 AND NOT is_test
     GROUP BY 1, 2`,
    [ctx.environmentId, firstIn('whev', span), span.from, span.until],
    (row) => ({ hour: row['hour'], code: row['code'], count: row['count'] }),
  )

export type AnsweredCalls = {
  hour: number
  calls: number
  clientErrors: number
  serverErrors: number
  rateLimited: number
}

export const countCalls = (ctx: Context, span: Span): Statement<AnsweredCalls[]> =>
  findMany(
    'count_calls_by_hour',
    `SELECT ${hourOf('minute', '$2')} AS hour, sum(calls) AS calls, sum(client_errors) AS client_errors,
            sum(server_errors) AS server_errors, sum(rate_limited) AS rate_limited
     FROM call_counts WHERE environment_id = $1 AND minute >= $2 AND minute < $3 GROUP BY 1`,
    [ctx.environmentId, span.from, span.until],
    (row) => ({
      hour: row['hour'],
      calls: row['calls'],
      clientErrors: row['client_errors'],
      serverErrors: row['server_errors'],
      rateLimited: row['rate_limited'],
    }),
  )

export type FailingEndpoint = {
  webhookEndpointId: string
  url: string
  isEnabled: boolean
  /** When the oldest event that it did not take happened. */
  failingSince: Instant
  /** Deliveries that failed and are tried again. */
  retriedCount: number
  /** Deliveries of the last 24 hours that have used up their attempts. */
  failedCount: number
}

/** Endpoints of which something is not delivered: tried again, given up within the span, or disabled for it. */
export const findFailingEndpoints = (ctx: Context, lastDay: Span): Statement<FailingEndpoint[]> =>
  findMany(
    'find_failing_endpoints',
    `SELECT e.webhook_endpoint_id, e.url, e.is_enabled, r.count AS retried, f.count AS failed,
            least(r.oldest, f.oldest, e.failing_since, e.disabled_at) AS failing_since
     FROM webhook_endpoints e
     CROSS JOIN LATERAL (SELECT count(*)::int AS count, min(created_at) AS oldest FROM webhook_deliveries d
       WHERE d.environment_id = $1 AND d.webhook_endpoint_id = e.webhook_endpoint_id
         AND d.next_attempt_at IS NOT NULL AND d.automatic_attempt_count > 0) r
     CROSS JOIN LATERAL (SELECT count(*)::int AS count, min(created_at) AS oldest FROM webhook_deliveries d
       WHERE d.environment_id = $1 AND d.status = 'failed' AND d.event_id >= $2
         AND d.webhook_endpoint_id = e.webhook_endpoint_id) f
     WHERE e.environment_id = $1 AND e.deleted_at IS NULL
       AND (r.count > 0 OR f.count > 0 OR e.failing_since IS NOT NULL OR e.disabled_reason = 'deliveries_failing')
     ORDER BY e.webhook_endpoint_id`,
    [ctx.environmentId, firstIn('whev', lastDay)],
    (row) => ({
      webhookEndpointId: row['webhook_endpoint_id'],
      url: row['url'],
      isEnabled: row['is_enabled'],
      failingSince: row['failing_since'],
      retriedCount: row['retried'],
      failedCount: row['failed'],
    }),
  )

export type OpenDisputes = { count: number; needsResponse: number; nextDueAt: Instant | null }

export const countOpenDisputes = (ctx: Context): Statement<OpenDisputes | null> =>
  findOne(
    'count_open_disputes',
    `SELECT count(*)::int AS count,
            (count(*) FILTER (WHERE status IN ('needs_response', 'warning_needs_response')))::int AS needs_response,
            min(evidence_due_at) FILTER (WHERE status IN ('needs_response', 'warning_needs_response')) AS next_due_at
     FROM disputes
     WHERE environment_id = $1 AND status IN ('needs_response', 'under_review', 'warning_needs_response', 'warning_under_review')`,
    [ctx.environmentId],
    (row) => ({ count: row['count'], needsResponse: row['needs_response'], nextDueAt: row['next_due_at'] }),
  )
