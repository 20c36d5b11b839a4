import type { Context } from '../platform/context.ts'
import { type Filter, type ListQuery, equals, timeFilters } from '../platform/db/list-query.ts'
import { type Row, type Statement, findOne, write } from '../platform/db/statement.ts'
import type { WebhookEvent } from './delivery.ts'

/** Events as merchants look at them. They are recorded by `platform/events`; only test events are written here. */

export const toStoredEvent = (row: Row): WebhookEvent => ({
  environmentId: row['environment_id'],
  eventId: row['event_id'],
  eventType: row['event_type'],
  resourceType: row['resource_type'],
  resourceId: row['resource_id'],
  resourceVersion: row['resource_version'],
  data: row['data'],
  requestId: row['request_id'],
  idempotencyKey: row['idempotency_key'],
  isTest: row['is_test'],
  createdAt: row['created_at'],
  apiRequestLogId: row['api_request_log_id'] ?? null,
  correlationId: row['correlation_id'] ?? null,
})

export const eventColumns = `environment_id, event_id, event_type, resource_type, resource_id, resource_version, request_id,
  idempotency_key, is_test, created_at,
  (SELECT min(l.api_request_log_id) FROM request_logs l
   WHERE l.environment_id = events.environment_id AND l.request_id = events.request_id) AS api_request_log_id,
  (SELECT min(l.correlation_id) FROM request_logs l
   WHERE l.environment_id = events.environment_id AND l.request_id = events.request_id) AS correlation_id`

export const findEvent = (ctx: Context, eventId: string): Statement<WebhookEvent | null> =>
  findOne(
    'find_webhook_event',
    `SELECT ${eventColumns}, data FROM events WHERE environment_id = $1 AND event_id = $2`,
    [ctx.environmentId, eventId],
    toStoredEvent,
  )

export const findEventOfDelivery = (
  ctx: Context,
  webhookDeliveryId: string,
): Statement<WebhookEvent | null> =>
  findOne(
    'find_event_of_delivery',
    `SELECT * FROM events WHERE environment_id = $1 AND event_id =
       (SELECT event_id FROM webhook_deliveries WHERE environment_id = $1 AND webhook_delivery_id = $2)`,
    [ctx.environmentId, webhookDeliveryId],
    toStoredEvent,
  )

const hasDelivery = (condition: (parameter: string) => string): Filter => ({
  sql: (parameter) =>
    `EXISTS (SELECT 1 FROM webhook_deliveries d
             WHERE d.environment_id = events.environment_id AND d.event_id = events.event_id AND ${condition(parameter)})`,
})

/** The payload is left out of lists. Source: contract, flint-platform 17.5. */
export const eventList: ListQuery<WebhookEvent> = {
  operation: 'listWebhookEvents',
  table: 'events',
  columns: eventColumns,
  idColumn: 'event_id',
  filters: {
    is_test: equals('is_test'),
    webhook_endpoint_id: hasDelivery((parameter) => `d.webhook_endpoint_id = ${parameter}`),
    delivery_status: hasDelivery((parameter) => `d.status = ${parameter}`),
    /** Endpoint and status of one and the same delivery. */
    delivery: hasDelivery(
      (parameter) =>
        `d.webhook_endpoint_id = (${parameter}::text[])[1] AND d.status = (${parameter}::text[])[2]`,
    ),
    event_type: equals('event_type'),
    event_source: {
      sql: (parameter) =>
        `(CASE WHEN starts_with(event_type, 'partner_app.') THEN 'partner_app' ELSE 'merchant' END) = ANY(${parameter}::text[])`,
    },
    resource_type: equals('resource_type'),
    resource_id: equals('resource_id'),
    request_id: equals('request_id'),
    api_request_log_id: {
      sql: (parameter) =>
        `request_id = (SELECT l.request_id FROM request_logs l
                       WHERE l.environment_id = events.environment_id AND l.api_request_log_id = ${parameter})`,
    },
    correlation_id: {
      sql: (parameter) =>
        `request_id IN (SELECT l.request_id FROM request_logs l
                        WHERE l.environment_id = events.environment_id AND l.correlation_id = ${parameter})`,
    },
    // No event comes from a partner app yet.
    partner_app_id: { sql: (parameter) => `${parameter}::text IS NULL` },
    created_after: timeFilters.created_after,
    created_before: timeFilters.created_before,
  },
  map: toStoredEvent,
}

/** A synthetic event goes to one endpoint only, so it never enters the outbox. */
export const insertTestEvent = (ctx: Context, event: WebhookEvent): Statement<void> =>
  write(
    'insert_test_event',
    `INSERT INTO events (environment_id, event_id, event_type, resource_type, resource_id, resource_version, data,
                         request_id, idempotency_key, is_test, api_version, created_at)
     VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8, true, $9, $10) RETURNING 1`,
    [
      event.environmentId,
      event.eventId,
      event.eventType,
      event.resourceType,
      event.resourceId,
      JSON.stringify(event.data),
      event.requestId,
      event.idempotencyKey,
      ctx.version,
      event.createdAt,
    ],
  )
