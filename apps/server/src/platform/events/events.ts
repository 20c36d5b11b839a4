import type { Context } from '../context.ts'
import { type Statement, write, writeAny } from '../db/statement.ts'

/** Something that happened to a resource. `data` is what consumers get, in the contract's words. */
export type EventInput = {
  type: string
  resourceType: string
  resourceId: string
  resourceVersion: number
  data: Record<string, unknown>
}

/**
 * Appends events in the transaction that caused them. Where the environment has an endpoint they also go to
 * the outbox, from which the worker makes deliveries; an environment without one does not pay for that.
 */
export const recordEvents = (ctx: Context, events: readonly EventInput[]): Statement<void>[] => {
  if (events.length === 0) return []
  const rows = events.map((event) => ({
    event_id: ctx.ids.newId('whev'),
    event_type: event.type,
    resource_type: event.resourceType,
    resource_id: event.resourceId,
    resource_version: event.resourceVersion,
    data: event.data,
  }))
  return [
    writeAny(
      'record_events',
      `INSERT INTO events (environment_id, event_id, event_type, resource_type, resource_id, resource_version, data,
                           request_id, idempotency_key, api_version, created_at)
       SELECT $1::text, event.*, $3::text, $4::text, $5::text, $6::timestamptz
       FROM json_to_recordset($2::json) AS event(event_id text, event_type text, resource_type text, resource_id text,
                                                   resource_version bigint, data json)`,
      [
        ctx.environmentId,
        JSON.stringify(rows),
        ctx.requestId,
        ctx.idempotency?.key ?? null,
        ctx.version,
        ctx.now,
      ],
    ),
    queueEvents(ctx, rows),
  ]
}

const queueEvents = (
  ctx: Context,
  events: readonly { event_id: string; event_type: string }[],
): Statement<void> => ({
  ...writeAny(
    'queue_events',
    `INSERT INTO event_outbox (environment_id, event_id, event_type, created_at)
     SELECT $1::text, queued.*, $4::timestamptz FROM unnest($2::text[], $3::text[]) AS queued(event_id, event_type)
     WHERE EXISTS (SELECT 1 FROM webhook_endpoints WHERE environment_id = $1 AND is_enabled AND deleted_at IS NULL)
     RETURNING 1`,
    [
      ctx.environmentId,
      events.map((event) => event.event_id),
      events.map((event) => event.event_type),
      ctx.now,
    ],
  ),
  isQueue: true,
})

/**
 * An event about a row that the same call changes without having read it: the version, and the part of the payload
 * that `payload` (SQL over the row as it was before, of type jsonb) makes, are taken from it by the database.
 * What `event.data` names wins.
 */
export const recordEventOfRow = (
  ctx: Context,
  event: Omit<EventInput, 'resourceVersion'>,
  row: { table: string; idColumn: string; payload: string },
): Statement<void>[] => {
  const queued = { event_id: ctx.ids.newId('whev'), event_type: event.type }
  return [
    write(
      `record_event_of_${row.table}`,
      `INSERT INTO events (environment_id, event_id, event_type, resource_type, resource_id, resource_version, data,
                           request_id, idempotency_key, api_version, created_at)
       SELECT environment_id, $3, $4, $5, ${row.idColumn}, version + 1, ((${row.payload}) || $6::jsonb)::json, $7, $8, $9, $10
       FROM ${row.table} WHERE environment_id = $1 AND ${row.idColumn} = $2 RETURNING 1`,
      [
        ctx.environmentId,
        event.resourceId,
        queued.event_id,
        event.type,
        event.resourceType,
        JSON.stringify(event.data),
        ctx.requestId,
        ctx.idempotency?.key ?? null,
        ctx.version,
        ctx.now,
      ],
    ),
    queueEvents(ctx, [queued]),
  ]
}
