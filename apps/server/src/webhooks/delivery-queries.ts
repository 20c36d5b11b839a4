import type { Instant } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { type ListQuery, equals } from '../platform/db/list-query.ts'
import { type Row, type Statement, findOne, write, writeAny } from '../platform/db/statement.ts'
import type { WebhookDelivery, WebhookDeliveryAttempt } from './delivery.ts'
import { noteWhatEndpointsDo } from './failing-endpoint-queries.ts'
import type { SettledAttempt, TakenDelivery } from './settle-attempt.ts'

/** Statements on deliveries and attempts that routes and worker share. The worker's own are in `queue-queries.ts`. */

const toStoredDelivery = (row: Row): WebhookDelivery => ({
  environmentId: row['environment_id'],
  webhookDeliveryId: row['webhook_delivery_id'],
  eventId: row['event_id'],
  webhookEndpointId: row['webhook_endpoint_id'],
  status: row['status'],
  attemptCount: row['attempt_count'],
  automaticAttemptCount: row['automatic_attempt_count'],
  nextAttemptAt: row['next_attempt_at'],
  leasedUntil: row['leased_until'],
  deliveredAt: row['delivered_at'],
  lastResponseCode: row['last_response_code'],
  lastFailure: row['last_failure'],
  createdAt: row['created_at'],
  updatedAt: row['updated_at'],
})

export const findDelivery = (ctx: Context, webhookDeliveryId: string): Statement<WebhookDelivery | null> =>
  findOne(
    'find_webhook_delivery',
    'SELECT * FROM webhook_deliveries WHERE environment_id = $1 AND webhook_delivery_id = $2',
    [ctx.environmentId, webhookDeliveryId],
    toStoredDelivery,
  )

export const lockDelivery = (ctx: Context, webhookDeliveryId: string): Statement<WebhookDelivery | null> =>
  findOne(
    'lock_webhook_delivery',
    'SELECT * FROM webhook_deliveries WHERE environment_id = $1 AND webhook_delivery_id = $2 FOR NO KEY UPDATE',
    [ctx.environmentId, webhookDeliveryId],
    toStoredDelivery,
  )

export const deliveryList: ListQuery<WebhookDelivery> = {
  operation: 'listWebhookDeliveries',
  table: 'webhook_deliveries',
  columns: '*',
  idColumn: 'webhook_delivery_id',
  filters: { event_id: equals('event_id') },
  map: toStoredDelivery,
}

export const toStoredAttempt = (row: Row): WebhookDeliveryAttempt => ({
  webhookDeliveryAttemptId: row['webhook_delivery_attempt_id'],
  webhookDeliveryId: row['webhook_delivery_id'],
  attemptNumber: row['attempt_number'],
  trigger: row['delivery_trigger'],
  attemptStatus: row['attempt_status'],
  startedAt: row['started_at'],
  completedAt: row['completed_at'],
  outcome: row['outcome'],
})

export const attemptList: ListQuery<WebhookDeliveryAttempt> = {
  operation: 'listWebhookDeliveryAttempts',
  table: 'webhook_delivery_attempts',
  columns: '*',
  idColumn: 'webhook_delivery_attempt_id',
  filters: { webhook_delivery_id: equals('webhook_delivery_id') },
  map: toStoredAttempt,
}

/** A delivery whose attempt begins at once. If its maker dies, the worker takes it over when the lease lapses. */
export const insertTakenDelivery = (taken: TakenDelivery, now: Instant): Statement<void> =>
  write(
    'insert_taken_delivery',
    `INSERT INTO webhook_deliveries (environment_id, webhook_delivery_id, event_id, webhook_endpoint_id, status, next_attempt_at,
                                     leased_until, created_at, updated_at)
     VALUES ($1, $2, $3, $4, 'pending', $6, $5, $6, $6) RETURNING 1`,
    [
      taken.environmentId,
      taken.webhookDeliveryId,
      taken.eventId,
      taken.webhookEndpointId,
      taken.leasedUntil,
      now,
    ],
  )

export const leaseDelivery = (taken: TakenDelivery): Statement<void> =>
  write(
    'lease_delivery',
    'UPDATE webhook_deliveries SET leased_until = $3 WHERE environment_id = $1 AND webhook_delivery_id = $2 RETURNING 1',
    [taken.environmentId, taken.webhookDeliveryId, taken.leasedUntil],
  )

/** A test event of this call whose attempt is still under way. */
export const findRunningTestEvent = (
  ctx: Context,
  webhookEndpointId: string,
  idempotencyKey: string | null,
): Statement<{ eventId: string } | null> =>
  findOne(
    'find_running_test_event',
    `SELECT d.event_id FROM webhook_deliveries d
     JOIN events e ON e.environment_id = d.environment_id AND e.event_id = d.event_id
     WHERE d.environment_id = $1 AND d.webhook_endpoint_id = $2 AND d.next_attempt_at IS NOT NULL AND d.leased_until > $4
       AND e.is_test AND e.idempotency_key = $3`,
    [ctx.environmentId, webhookEndpointId, idempotencyKey, ctx.systemClock.now()],
    (row) => ({ eventId: row['event_id'] }),
  )

/**
 * Writes what came of attempts, each under its lease: one that somebody else has taken over meanwhile is left
 * alone. Meant to be composed, so that attempts and deliveries change together.
 */
export const settleDeliveries = (settled: readonly SettledAttempt[]): Statement<void>[] => [
  writeAny(
    'settle_deliveries',
    `UPDATE webhook_deliveries d SET
       status = CASE WHEN o.is_delivered THEN 'delivered' WHEN d.status = 'pending' THEN coalesce(o.status_if_pending, d.status)
                     ELSE d.status END,
       next_attempt_at = CASE WHEN o.is_delivered OR d.status <> 'pending' THEN NULL
                              WHEN o.status_if_pending IS NULL THEN d.next_attempt_at ELSE o.next_attempt_at END,
       delivered_at = CASE WHEN o.is_delivered THEN coalesce(d.delivered_at, o.completed_at) ELSE d.delivered_at END,
       attempt_count = least(d.attempt_count, 1000000) + 1,
       automatic_attempt_count = least(d.automatic_attempt_count, 1000000) + o.is_automatic::int,
       last_response_code = o.status_code, last_failure = o.failure, leased_until = NULL, is_resend_queued = false,
       updated_at = o.completed_at
     FROM jsonb_to_recordset($1::jsonb) AS o(environment_id text, webhook_delivery_id text, leased_until timestamptz,
       is_delivered boolean, is_automatic boolean, status_if_pending text, next_attempt_at timestamptz, completed_at timestamptz,
       status_code integer, failure jsonb)
     WHERE d.environment_id = o.environment_id AND d.webhook_delivery_id = o.webhook_delivery_id AND d.leased_until = o.leased_until`,
    [JSON.stringify(settled.map(settlementRow))],
  ),
  writeAny(
    'insert_delivery_attempts',
    `INSERT INTO webhook_delivery_attempts (environment_id, webhook_delivery_attempt_id, webhook_delivery_id, attempt_number,
       delivery_trigger, attempt_status, outcome, started_at, completed_at)
     SELECT o.environment_id, o.attempt_id, o.webhook_delivery_id, o.attempt_number, o.delivery_trigger, o.attempt_status, o.outcome,
       o.started_at, o.completed_at
     FROM jsonb_to_recordset($1::jsonb) AS o(environment_id text, webhook_delivery_id text, leased_until timestamptz,
       attempt_id text, attempt_number integer, delivery_trigger text, attempt_status text, outcome jsonb,
       started_at timestamptz, completed_at timestamptz)
     JOIN webhook_deliveries d ON d.environment_id = o.environment_id AND d.webhook_delivery_id = o.webhook_delivery_id
       AND d.leased_until = o.leased_until`,
    [JSON.stringify(settled.map(attemptRow))],
  ),
  ...noteWhatEndpointsDo(settled),
]

const settlementRow = ({
  delivery,
  attempt,
  isAutomatic,
  statusIfPending,
  nextAttemptAt,
}: SettledAttempt) => ({
  environment_id: delivery.environmentId,
  webhook_delivery_id: delivery.webhookDeliveryId,
  leased_until: delivery.leasedUntil,
  is_delivered: attempt.attemptStatus === 'delivered',
  is_automatic: isAutomatic,
  status_if_pending: statusIfPending,
  next_attempt_at: nextAttemptAt,
  completed_at: attempt.completedAt,
  status_code: attempt.outcome.statusCode,
  failure: attempt.outcome.failure,
})

const attemptRow = ({ delivery, attempt }: SettledAttempt) => ({
  environment_id: delivery.environmentId,
  webhook_delivery_id: delivery.webhookDeliveryId,
  leased_until: delivery.leasedUntil,
  attempt_id: attempt.webhookDeliveryAttemptId,
  attempt_number: attempt.attemptNumber,
  delivery_trigger: attempt.trigger,
  attempt_status: attempt.attemptStatus,
  outcome: attempt.outcome,
  started_at: attempt.startedAt,
  completed_at: attempt.completedAt,
})
