import type { Context } from '../platform/context.ts'
import { type Row, type Statement, findMany, findOne } from '../platform/db/statement.ts'
import { toStoredCallLog } from '../request-logs/index.ts'
import { toStoredEvent } from '../webhooks/event-queries.ts'
import { attemptList } from '../webhooks/delivery-queries.ts'
import { toWebhookDeliveryAttempt } from '../webhooks/to-webhook-delivery.ts'
import { processorMessageOf, processorWord } from './processor-message.ts'
import { stateChangeOf } from './state-change.ts'
import { type TimelineEntry, type TimelinePlace, ranks } from './timeline-entry.ts'

/** Reads only: what a timeline joins is written by others. */

export type NamedResource = { type: string; id: string }

/** What kind of thing this id is of, told by what happened to it; null when nothing ever did. */
export const findResourceType = (ctx: Context, resourceId: string): Statement<string | null> =>
  findOne(
    'find_resource_type',
    `(SELECT resource_type FROM events WHERE environment_id = $1 AND resource_id = $2 LIMIT 1)
     UNION ALL
     (SELECT resource_type FROM request_logs WHERE environment_id = $1 AND resource_id = $2 AND status_code < 400 LIMIT 1)`,
    [ctx.environmentId, resourceId],
    (row) => row['resource_type'],
  )

/** So many of each kind: a timeline that is longer is read at the part that is meant. */
const relatedLimit = 100

/**
 * What belongs to a resource because money that it is about went through it: of an order its payments, refunds, disputes and
 * checkout sessions; of a checkout session the order and all that; of a payment its refunds and disputes.
 */
export const findRelated = (ctx: Context, { type, id }: NamedResource): Statement<NamedResource[]> | null => {
  const toNamed = (row: Row): NamedResource => ({ type: row['type'], id: row['id'] })
  const values = [ctx.environmentId, id, relatedLimit]
  if (type === 'order' || type === 'checkout_session') {
    const order =
      type === 'order'
        ? '$2'
        : '(SELECT s.order_id FROM checkout_sessions s WHERE s.environment_id = $1 AND s.checkout_session_id = $2)'
    const of = (table: string, name: string) =>
      `(SELECT '${name}' AS type, ${name}_id AS id FROM ${table} WHERE environment_id = $1 AND order_id = ${order}
        ORDER BY ${name}_id DESC LIMIT $3)`
    return findMany(
      `find_related_to_${type}`,
      [
        of('orders', 'order'),
        of('payment_intents', 'payment_intent'),
        of('refunds', 'refund'),
        of('disputes', 'dispute'),
        of('checkout_sessions', 'checkout_session'),
      ].join(' UNION ALL '),
      values,
      toNamed,
    )
  }
  if (type !== 'payment_intent') return null
  return findMany(
    'find_related_to_payment_intent',
    `(SELECT 'refund' AS type, refund_id AS id FROM refunds WHERE environment_id = $1 AND payment_intent_ids @> ARRAY[$2]
      ORDER BY refund_id DESC LIMIT $3)
     UNION ALL
     (SELECT 'dispute' AS type, dispute_id AS id FROM disputes WHERE environment_id = $1 AND payment_intent_id = $2
      ORDER BY dispute_id DESC LIMIT $3)`,
    values,
    toNamed,
  )
}

export type TimelinePart = {
  /** Resources whose entries are wanted. */
  ids: readonly string[]
  /** Types that the key may read: a call that caused something here may have been about something else. */
  readableTypes: readonly string[]
  /** Entries before this one. */
  before: TimelinePlace
  limit: number
}

const boundsOf = (ctx: Context, { ids, before, limit }: TimelinePart) => [
  ctx.environmentId,
  ids,
  before.occurredAt,
  before.rank,
  before.id,
  limit,
]

/** Calls about the resources, and those that caused something to happen to them. */
export const findCalls = (ctx: Context, part: TimelinePart): Statement<TimelineEntry[]> =>
  findMany(
    'find_timeline_calls',
    `SELECT * FROM (
       SELECT about.* FROM unnest($2::text[]) AS named(id) CROSS JOIN LATERAL (
         SELECT l.* FROM request_logs l
         WHERE l.environment_id = $1 AND l.resource_id = named.id
           AND (l.created_at, ${ranks.api_request}, l.api_request_log_id) < ($3::timestamptz, $4::int, $5::text)
         ORDER BY l.created_at DESC, l.api_request_log_id DESC LIMIT $6) about
       UNION
       SELECT l.* FROM request_logs l
       WHERE l.environment_id = $1
         AND l.request_id IN (SELECT e.request_id FROM events e WHERE e.environment_id = $1 AND e.resource_id = ANY($2::text[]))
         AND (l.created_at, ${ranks.api_request}, l.api_request_log_id) < ($3::timestamptz, $4::int, $5::text)
         AND (l.resource_type IS NULL OR l.resource_type = ANY($7::text[]))) calls
     ORDER BY created_at DESC, api_request_log_id DESC LIMIT $6`,
    [...boundsOf(ctx, part), part.readableTypes],
    (row) => ({
      type: 'api_request',
      rank: ranks.api_request,
      id: row['api_request_log_id'],
      occurredAt: row['created_at'],
      resourceType: row['resource_type'],
      resourceId: row['resource_id'],
      call: toStoredCallLog(row),
    }),
  )

/** Events; what they say of a new status; and what a processor said that caused them. */
export const findEvents = (ctx: Context, part: TimelinePart): Statement<TimelineEntry[]> =>
  findMany(
    'find_timeline_events',
    `SELECT e.environment_id, e.event_id, e.event_type, e.resource_type, e.resource_id, e.resource_version, e.request_id,
            e.idempotency_key, e.is_test, e.created_at, e.data, kind.rank, previous.status AS previous_status,
            (SELECT min(l.api_request_log_id) FROM request_logs l
             WHERE l.environment_id = $1 AND l.request_id = e.request_id) AS api_request_log_id
     FROM events e
     CROSS JOIN unnest(ARRAY[${ranks.processor_message}, ${ranks.state_change}, ${ranks.webhook_event}]) AS kind(rank)
     LEFT JOIN LATERAL (
       SELECT p.data->>'status' AS status FROM events p
       WHERE p.environment_id = $1 AND p.resource_id = e.resource_id AND p.event_id < e.event_id
       ORDER BY p.event_id DESC LIMIT 1) previous ON kind.rank = ${ranks.state_change}
     WHERE e.environment_id = $1 AND e.resource_id = ANY($2::text[])
       AND (e.created_at, kind.rank, e.event_id) < ($3::timestamptz, $4::int, $5::text)
       AND (kind.rank = ${ranks.webhook_event}
            OR (kind.rank = ${ranks.state_change} AND NOT e.is_test AND e.resource_type <> 'order'
                AND e.data->>'status' IS DISTINCT FROM previous.status)
            OR (kind.rank = ${ranks.processor_message} AND NOT e.is_test AND ${processorWord('e')}))
     ORDER BY e.created_at DESC, kind.rank DESC, e.event_id DESC LIMIT $6`,
    boundsOf(ctx, part),
    toEventEntry,
  )

const toEventEntry = (row: Row): TimelineEntry => {
  const event = toStoredEvent(row)
  const place = {
    id: event.eventId,
    rank: row['rank'] as number,
    occurredAt: event.createdAt,
    resourceType: event.resourceType,
    resourceId: event.resourceId,
  }
  switch (place.rank) {
    case ranks.state_change:
      return { ...place, type: 'state_change', change: stateChangeOf(event, row['previous_status']) }
    case ranks.processor_message:
      return { ...place, type: 'processor_message', message: processorMessageOf(event) }
    default:
      return { ...place, type: 'webhook_event', event }
  }
}

/** What an order's own history says, which tells more than its status. */
export const findActivities = (ctx: Context, part: TimelinePart): Statement<TimelineEntry[]> =>
  findMany(
    'find_timeline_activities',
    `SELECT * FROM order_activities
     WHERE environment_id = $1 AND order_id = ANY($2::text[])
       AND (created_at, ${ranks.state_change}, order_activity_id) < ($3::timestamptz, $4::int, $5::text)
     ORDER BY created_at DESC, order_activity_id DESC LIMIT $6`,
    boundsOf(ctx, part),
    (row) => ({
      type: 'state_change',
      rank: ranks.state_change,
      id: row['order_activity_id'],
      occurredAt: row['created_at'],
      resourceType: 'order',
      resourceId: row['order_id'],
      change: {
        name: row['activity_type'],
        description: row['description'],
        fromStatus: null,
        toStatus: null,
        referenceType: row['reference_type'],
        referenceId: row['reference_id'],
        webhookEventId: null,
      },
    }),
  )

export const findDeliveryAttempts = (ctx: Context, part: TimelinePart): Statement<TimelineEntry[]> =>
  findMany(
    'find_timeline_attempts',
    `SELECT a.*, d.event_id, d.webhook_endpoint_id, e.event_type, e.is_test, e.resource_type, e.resource_id
     FROM events e
     JOIN webhook_deliveries d ON d.environment_id = e.environment_id AND d.event_id = e.event_id
     JOIN webhook_delivery_attempts a
       ON a.environment_id = d.environment_id AND a.webhook_delivery_id = d.webhook_delivery_id
     WHERE e.environment_id = $1 AND e.resource_id = ANY($2::text[])
       AND (a.started_at, ${ranks.webhook_delivery_attempt}, a.webhook_delivery_attempt_id) < ($3::timestamptz, $4::int, $5::text)
     ORDER BY a.started_at DESC, a.webhook_delivery_attempt_id DESC LIMIT $6`,
    boundsOf(ctx, part),
    (row) => ({
      type: 'webhook_delivery_attempt',
      rank: ranks.webhook_delivery_attempt,
      id: row['webhook_delivery_attempt_id'],
      occurredAt: row['started_at'],
      resourceType: row['resource_type'],
      resourceId: row['resource_id'],
      isTest: row['is_test'],
      attempt: {
        webhook_event_id: row['event_id'],
        webhook_endpoint_id: row['webhook_endpoint_id'],
        event_type: row['event_type'],
        ...toWebhookDeliveryAttempt(ctx, attemptList.map(row)),
      },
    }),
  )
