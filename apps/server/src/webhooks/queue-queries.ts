import { toEnvironment } from '../platform/auth/queries.ts'
import type { Instant } from '../platform/clock/clock.ts'
import type { Environment } from '../platform/context.ts'
import {
  type Row,
  type Statement,
  commitsWithoutWaiting,
  findMany,
  writeAny,
} from '../platform/db/statement.ts'
import { type EndpointSecrets, type WebhookEndpoint, isActive } from './endpoint.ts'
import { dueLanes, ownNow } from './due-lanes.ts'
import { toEndpointWithSecrets } from './endpoint-queries.ts'
import { type SendableEvent, isSendable } from './envelope.ts'
import { toStoredEvent } from './event-queries.ts'
import type { TakenDelivery } from './settle-attempt.ts'

/**
 * The worker's statements: they look over all environments, each by its own time. `systemNow` is the machine's, which also
 * ends leases. A sandbox whose clock is being moved is left to who moves it. None waits for the disk: what a crash of the
 * database takes away is found in the queue and done again.
 */

/** The queue of one endpoint. */
export type Lane = { environmentId: string; webhookEndpointId: string }

export type FanOut = { events: number; lanes: Lane[] }

/**
 * Turns a batch of outbox rows into deliveries, in one statement: an event leaves the outbox exactly when its
 * deliveries are there, and two workers never take the same one. A delivery's id is made of its event's time and
 * a digest of event and endpoint, since how many there will be is known only here.
 */
export const fanOutEvents = (
  systemNow: Instant,
  batchSize: number,
  environmentId: string | null = null,
): Statement<FanOut> => ({
  name: environmentId === null ? 'fan_out_events' : 'fan_out_events_in',
  text: `WITH taken AS (
       DELETE FROM event_outbox o USING (
         SELECT o.environment_id, o.event_id FROM event_outbox o JOIN environments v ON v.environment_id = o.environment_id
         WHERE ${environmentId === null ? 'v.clock_target IS NULL' : 'o.environment_id = $3'}
         LIMIT $2 FOR UPDATE OF o SKIP LOCKED
       ) batch
       WHERE o.environment_id = batch.environment_id AND o.event_id = batch.event_id
       RETURNING o.environment_id, o.event_id, o.event_type
     ), delivered AS (
       INSERT INTO webhook_deliveries (environment_id, webhook_delivery_id, event_id, webhook_endpoint_id, status, next_attempt_at,
                                       is_on_own_clock, created_at, updated_at)
       SELECT t.environment_id,
              'wdel_' || substr(t.event_id, 6, 10)
                || upper(substr(encode(sha256(convert_to(t.event_id || e.webhook_endpoint_id, 'UTF8')), 'hex'), 1, 16)),
              t.event_id, e.webhook_endpoint_id, 'pending',
              CASE WHEN v.mode = 'live' OR v.faults = '{}' THEN own.now ELSE own.now + webhook_hold(v.faults, t.event_id || e.webhook_endpoint_id) END,
              v.has_own_clock, own.now, own.now
       FROM taken t JOIN webhook_endpoints e ON e.environment_id = t.environment_id
       JOIN environments v ON v.environment_id = t.environment_id
       CROSS JOIN LATERAL (SELECT ${ownNow('v', '$1')} AS now) own
       WHERE e.is_enabled AND e.deleted_at IS NULL AND 'merchant' = ANY(e.event_sources)
         AND (e.enabled_events = '{}' OR t.event_type = ANY(e.enabled_events))
       ON CONFLICT DO NOTHING
       RETURNING environment_id, webhook_endpoint_id
     )
     SELECT (SELECT count(*) FROM taken) AS events, NULL AS environment_id, NULL AS webhook_endpoint_id, ${commitsWithoutWaiting}
     UNION ALL
     SELECT DISTINCT 0, environment_id, webhook_endpoint_id, '' FROM delivered`,
  values: environmentId === null ? [systemNow, batchSize] : [systemNow, batchSize, environmentId],
  read: (rows: Row[]) => ({
    events: Math.max(...rows.map((row) => row['events'])),
    lanes: rows.filter((row) => row['webhook_endpoint_id'] !== null).map(toLane),
  }),
})

/** Endpoints with a delivery that is due and in nobody's hands. */
export const findDueLanes = (systemNow: Instant): Statement<Lane[]> =>
  findMany(
    'find_due_lanes',
    dueLanes({
      queue: 'webhook_deliveries',
      lane: 'webhook_endpoint_id',
      lanesOfEnvironment:
        'SELECT environment_id, webhook_endpoint_id FROM webhook_endpoints w WHERE w.environment_id = v.environment_id',
    }),
    [systemNow],
    toLane,
  )

/** Leases what `due` names until $5, and reads all that an attempt needs. */
const withWhatTheyNeed = `taken AS (
       UPDATE webhook_deliveries d SET leased_until = $5 FROM due
       WHERE d.environment_id = due.environment_id AND d.webhook_delivery_id = due.webhook_delivery_id
       RETURNING d.environment_id, d.webhook_delivery_id, d.event_id, d.webhook_endpoint_id, d.leased_until, d.attempt_count,
                 d.automatic_attempt_count, d.is_resend_queued
     )
     SELECT taken.webhook_delivery_id, taken.leased_until, taken.attempt_count, taken.automatic_attempt_count,
            taken.is_resend_queued, endpoint.*,
            event.event_id, event.event_type, event.resource_type, event.resource_id, event.resource_version, event.data, event.request_id,
            event.idempotency_key, event.is_test, event.created_at AS event_created_at,
            environment.mode, environment.merchant_id, environment.sandbox_id, environment.fee_bps, environment.fee_fixed,
            environment.has_own_clock, environment.clock_offset_ms, environment.clock_frozen_at, environment.faults,
            environment.status AS environment_status, (SELECT ${commitsWithoutWaiting}), merchant.business_name, merchant.api_version AS merchant_api_version
     FROM taken
     JOIN webhook_endpoints endpoint
       ON endpoint.environment_id = taken.environment_id AND endpoint.webhook_endpoint_id = taken.webhook_endpoint_id
     JOIN events event ON event.environment_id = taken.environment_id AND event.event_id = taken.event_id
     JOIN environments environment ON environment.environment_id = taken.environment_id
     JOIN merchants merchant ON merchant.merchant_id = environment.merchant_id`

/** A delivery with all that its next attempt needs. */
export type DueDelivery = {
  taken: TakenDelivery
  endpoint: WebhookEndpoint & EndpointSecrets
  event: SendableEvent
  environment: Environment
  /** The endpoint takes deliveries, its environment is in use, and there still is something to send. */
  isDeliverable: boolean
}

/**
 * Takes what is due in these lanes, at most `room` in each, the longest waiting first. The endpoint is read with
 * it, so that a changed URL, secret or switch counts from the next attempt on.
 */
export const takeDueDeliveries = (
  lanes: readonly (Lane & { room: number })[],
  systemNow: Instant,
  leasedUntil: Instant,
): Statement<DueDelivery[]> =>
  findMany(
    'take_due_deliveries',
    `WITH due AS (
       SELECT d.environment_id, d.webhook_delivery_id
       FROM unnest($1::text[], $2::text[], $3::int[]) AS lane(environment_id, webhook_endpoint_id, room)
       JOIN environments v ON v.environment_id = lane.environment_id AND v.clock_target IS NULL
       CROSS JOIN LATERAL (
         SELECT w.environment_id, w.webhook_delivery_id FROM webhook_deliveries w
         WHERE w.environment_id = lane.environment_id AND w.webhook_endpoint_id = lane.webhook_endpoint_id
           AND w.next_attempt_at <= ${ownNow('v', '$4')} AND (w.leased_until IS NULL OR w.leased_until <= $4)
         ORDER BY w.next_attempt_at LIMIT lane.room FOR NO KEY UPDATE SKIP LOCKED
       ) d
     ), ${withWhatTheyNeed}`,
    [
      lanes.map((lane) => lane.environmentId),
      lanes.map((lane) => lane.webhookEndpointId),
      lanes.map((lane) => lane.room),
      systemNow,
      leasedUntil,
    ],
    toDueDelivery,
  )

/** Takes what is due in one sandbox, for who moves its clock; in one order, so that two equal sandboxes stay equal. */
export const takeDueDeliveriesIn = (
  environmentId: string,
  room: number,
  systemNow: Instant,
  leasedUntil: Instant,
): Statement<DueDelivery[]> =>
  findMany(
    'take_due_deliveries_in',
    `WITH due AS (
       SELECT w.environment_id, w.webhook_delivery_id FROM webhook_deliveries w
       JOIN environments v ON v.environment_id = w.environment_id
       WHERE w.environment_id = $1 AND w.next_attempt_at <= ${ownNow('v', '$4')} AND (w.leased_until IS NULL OR w.leased_until <= $4)
       ORDER BY w.next_attempt_at, w.webhook_delivery_id LIMIT $2 FOR NO KEY UPDATE OF w SKIP LOCKED
     ), ${withWhatTheyNeed.replaceAll('$5', '$3')}`,
    [environmentId, room, leasedUntil, systemNow],
    toDueDelivery,
  )

/** Their endpoint went away after they were made. */
export const suppressTaken = (taken: readonly TakenDelivery[], systemNow: Instant): Statement<void> =>
  writeAny(
    'suppress_taken_deliveries',
    `UPDATE webhook_deliveries d
     SET status = CASE WHEN d.status = 'pending' THEN 'suppressed' ELSE d.status END, next_attempt_at = NULL, leased_until = NULL,
         is_resend_queued = false, updated_at = ${ownNow('v', '$4')}
     FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS taken(environment_id, webhook_delivery_id, leased_until)
     JOIN environments v ON v.environment_id = taken.environment_id
     WHERE d.environment_id = taken.environment_id AND d.webhook_delivery_id = taken.webhook_delivery_id
       AND d.leased_until = taken.leased_until`,
    [...columnsOf(taken), systemNow],
  )

/** Gives them back untried: whoever looks next sends them. */
export const releaseTaken = (taken: readonly TakenDelivery[]): Statement<void> =>
  writeAny(
    'release_taken_deliveries',
    `UPDATE webhook_deliveries d SET leased_until = NULL
     FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS taken(environment_id, webhook_delivery_id, leased_until)
     WHERE d.environment_id = taken.environment_id AND d.webhook_delivery_id = taken.webhook_delivery_id
       AND d.leased_until = taken.leased_until`,
    columnsOf(taken),
  )

const columnsOf = (taken: readonly TakenDelivery[]) => [
  taken.map((delivery) => delivery.environmentId),
  taken.map((delivery) => delivery.webhookDeliveryId),
  taken.map((delivery) => delivery.leasedUntil),
]

const toLane = (row: Row): Lane => ({
  environmentId: row['environment_id'],
  webhookEndpointId: row['webhook_endpoint_id'],
})

const toDueDelivery = (row: Row): DueDelivery => {
  const endpoint = toEndpointWithSecrets(row)
  const event = toStoredEvent({ ...row, created_at: row['event_created_at'] })
  return {
    taken: {
      environmentId: row['environment_id'],
      webhookDeliveryId: row['webhook_delivery_id'],
      eventId: row['event_id'],
      webhookEndpointId: row['webhook_endpoint_id'],
      leasedUntil: row['leased_until'],
      attemptCount: row['attempt_count'],
      automaticAttemptCount: row['automatic_attempt_count'],
      isResendQueued: row['is_resend_queued'],
    },
    endpoint,
    event: { ...event, data: event.data ?? {} },
    environment: toEnvironment({ ...row, api_version: row['merchant_api_version'] }),
    isDeliverable: isActive(endpoint) && row['environment_status'] === 'active' && isSendable(event),
  }
}
