import { type Instant, minuteMs, plusMs } from '../platform/clock/clock.ts'
import { environmentColumns, toEnvironment } from '../platform/auth/queries.ts'
import type { Environment } from '../platform/context.ts'
import { type Row, type Statement, findMany } from '../platform/db/statement.ts'
import { firstIdAt } from '../platform/ids/ids.ts'
import type { Measured } from './findings.ts'
import { type StoredRules, hitsWindowMinutes, longestThresholdMinutes, rateWindowMinutes } from './rules.ts'

/** The worker's look at all environments; what it finds is changed under each one's own. */

export type ActiveEnvironment = { environment: Environment; now: Instant }

/** Longer than any rule looks back: what was called within it can still be found. */
const activeForMinutes = longestThresholdMinutes + 15

/**
 * Where something can be found: called lately, something is not delivered, or an alert is open. The environments of which
 * nothing is heard, nearly all, cost nothing. Each by its own time.
 */
export const findActiveEnvironments = (systemNow: Instant): Statement<ActiveEnvironment[]> =>
  findMany(
    'find_active_environments',
    `SELECT ${environmentColumns}, environment_now(e.clock_offset_ms, e.clock_frozen_at, $1) AS now
     FROM (SELECT environment_id FROM call_counts WHERE minute > $1::timestamptz - interval '${activeForMinutes} minutes'
           UNION SELECT environment_id FROM alerts WHERE closed_at IS NULL
           UNION SELECT environment_id FROM webhook_deliveries WHERE next_attempt_at IS NOT NULL AND automatic_attempt_count > 0
           UNION SELECT o.environment_id FROM environments o WHERE o.has_own_clock AND o.status = 'active' AND EXISTS (
             SELECT 1 FROM call_counts c WHERE c.environment_id = o.environment_id
               AND c.minute > environment_now(o.clock_offset_ms, o.clock_frozen_at, $1) - interval '${activeForMinutes} minutes')
          ) active
     JOIN environments e ON e.environment_id = active.environment_id JOIN merchants m ON m.merchant_id = e.merchant_id
     WHERE e.status = 'active'`,
    [systemNow],
    (row) => ({ environment: toEnvironment(row), now: row['now'] }),
  )

export type MeasuredEnvironment = Measured & {
  environment: Environment
  stored: StoredRules
  /** The rules and subjects of its open alerts. */
  open: readonly string[]
}

/** Everything that the rules of these environments ask for, in one statement; each part is a short range of an index. */
export const measureEnvironments = (
  active: readonly ActiveEnvironment[],
): Statement<MeasuredEnvironment[]> => {
  const environments = new Map(active.map(({ environment }) => [environment.environmentId, environment]))
  return findMany(
    'measure_environments',
    `SELECT asked.environment_id, asked.now, c.*, p.*, f.endpoints, u.unknown,
            (SELECT document FROM alert_rules r WHERE r.environment_id = asked.environment_id) AS stored,
            ARRAY(SELECT rule || ' ' || subject_id FROM alerts a WHERE a.environment_id = asked.environment_id AND a.closed_at IS NULL) AS open,
            EXISTS (SELECT 1 FROM events v WHERE v.environment_id = asked.environment_id AND v.event_type = 'merchant.readiness.updated'
                      AND v.data #>> '{payments,status}' = 'ready') AS was_ready
     FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS asked(environment_id, first_event_id, now)
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(calls), 0) AS calls, coalesce(sum(server_errors), 0) AS server_errors,
              coalesce(sum(rate_limited) FILTER (WHERE minute > asked.now - interval '${hitsWindowMinutes} minutes'), 0) AS rate_limited
       FROM call_counts WHERE environment_id = asked.environment_id
         AND minute > asked.now - interval '${rateWindowMinutes} minutes' AND minute <= asked.now) c
     CROSS JOIN LATERAL (
       SELECT count(DISTINCT resource_id) FILTER (WHERE event_type <> 'payment_intent.payment_failed') AS approved,
              count(*) FILTER (WHERE event_type = 'payment_intent.payment_failed') AS declined
       FROM events WHERE environment_id = asked.environment_id AND event_id >= asked.first_event_id AND NOT is_test
         AND event_type IN ('payment_intent.succeeded', 'payment_intent.requires_capture', 'payment_intent.payment_failed')) p
     CROSS JOIN LATERAL (
       SELECT coalesce(jsonb_agg(failing), '[]') AS endpoints FROM (
         SELECT e.webhook_endpoint_id AS "webhookEndpointId", e.url, least(r.oldest, e.failing_since) AS "failingSince"
         FROM webhook_endpoints e
         CROSS JOIN LATERAL (
           SELECT min(d.created_at) AS oldest FROM webhook_deliveries d
           WHERE d.environment_id = e.environment_id AND d.webhook_endpoint_id = e.webhook_endpoint_id
             AND d.next_attempt_at IS NOT NULL AND d.automatic_attempt_count > 0) r
         WHERE e.environment_id = asked.environment_id AND e.is_enabled AND e.deleted_at IS NULL
           AND (r.oldest IS NOT NULL OR e.failing_since IS NOT NULL)
           AND NOT EXISTS (
             SELECT 1 FROM webhook_deliveries w WHERE w.environment_id = e.environment_id AND w.status = 'delivered'
               AND w.event_id >= asked.first_event_id AND w.webhook_endpoint_id = e.webhook_endpoint_id
               AND w.delivered_at > least(r.oldest, e.failing_since))) failing) f
     CROSS JOIN LATERAL (
       SELECT ARRAY(SELECT i.document ->> 'chargeStartedAt' FROM payment_intents i
         WHERE i.environment_id = asked.environment_id AND i.status = 'processing' AND i.document ->> 'chargeStartedAt' IS NOT NULL
           AND coalesce(i.document -> 'bankAccount', 'null') = 'null'
         ORDER BY i.payment_intent_id LIMIT 100) AS unknown) u`,
    [
      active.map(({ environment }) => environment.environmentId),
      active.map(({ now }) => firstIdAt('whev', Date.parse(plusMs(now, -rateWindowMinutes * minuteMs)))),
      active.map(({ now }) => now),
    ],
    (row) => toMeasured(row, environments.get(row['environment_id'])!),
  )
}

const toMeasured = (row: Row, environment: Environment): MeasuredEnvironment => ({
  environment,
  stored: row['stored'] ?? {},
  open: row['open'],
  now: row['now'],
  mode: environment.mode,
  approved: row['approved'],
  declined: row['declined'],
  calls: row['calls'],
  serverErrors: row['server_errors'],
  rateLimited: row['rate_limited'],
  failingEndpoints: row['endpoints'],
  unknownSince: row['unknown'],
  paymentsAxis: environment.account.payments,
  wasReady: row['was_ready'],
})
