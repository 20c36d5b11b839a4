import type { Instant } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Row, Statement } from '../platform/db/statement.ts'
import { firstIdAt } from '../platform/ids/ids.ts'

export type FailedDeliveries = {
  queued: number
  expired: number
  /** There are more than one call queues. */
  hasMore: boolean
}

/** What one call queues: so many rows are written and locked for some tenths of a second. */
export const queuedAtOnce = 10_000

/** An event's id may be made a little before or after its `created_at`. */
const idLagMs = 60_000

/**
 * Makes deliveries to the endpoint that failed or were suppressed due at once, those of the oldest events first and at most
 * `limit`, and says how many: events from `since` to `until`, without those that are in somebody's hands or queued already. Of those before `expiredBefore` there is nothing to
 * send. Synthetic events are not meant to arrive twice.
 */
export const queueFailedDeliveries = (
  ctx: Context,
  span: { webhookEndpointId: string; since: Instant; until: Instant; expiredBefore: Instant },
  limit = queuedAtOnce,
): Statement<FailedDeliveries> => ({
  name: 'queue_failed_deliveries',
  text: `WITH found AS (
       SELECT d.environment_id, d.webhook_delivery_id, d.event_id, e.data IS NULL OR e.created_at <= $5 AS is_expired
       FROM webhook_deliveries d JOIN events e ON e.environment_id = d.environment_id AND e.event_id = d.event_id
       WHERE d.environment_id = $1 AND d.webhook_endpoint_id = $2 AND d.status IN ('failed', 'suppressed')
         AND d.event_id >= $6 AND e.created_at >= $3 AND e.created_at <= $4 AND NOT e.is_test
         AND d.next_attempt_at IS NULL AND (d.leased_until IS NULL OR d.leased_until <= $8)
     ), chosen AS (
       SELECT environment_id, webhook_delivery_id FROM found WHERE NOT is_expired ORDER BY event_id LIMIT $9
     ), queued AS (
       UPDATE webhook_deliveries d SET next_attempt_at = $7, is_resend_queued = true, updated_at = $7 FROM chosen
       WHERE d.environment_id = chosen.environment_id AND d.webhook_delivery_id = chosen.webhook_delivery_id
         AND d.next_attempt_at IS NULL
       RETURNING 1
     )
     SELECT (SELECT count(*) FROM queued) AS queued, (SELECT count(*) FROM found WHERE is_expired) AS expired,
            (SELECT count(*) > $9 FROM found WHERE NOT is_expired) AS has_more`,
  values: [
    ctx.environmentId,
    span.webhookEndpointId,
    span.since,
    span.until,
    span.expiredBefore,
    firstIdAt('whev', Date.parse(span.since) - idLagMs),
    ctx.now,
    ctx.systemClock.now(),
    limit,
  ],
  read: ([row]: Row[]) => ({
    queued: row!['queued'],
    expired: row!['expired'],
    hasMore: row!['has_more'],
  }),
})
