import { type Instant, dayMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { type ListQuery, equals, timeFilters } from '../platform/db/list-query.ts'
import { type Row, type Statement, findOne, writeAny } from '../platform/db/statement.ts'
import { unpackDetails } from '../platform/log/call-details.ts'
import type { DetailedCallLog, StoredCallLog } from './request-log.ts'

/** Reads of what `platform/log` writes. */

export const toStoredCallLog = (row: Row): StoredCallLog => ({
  apiRequestLogId: row['api_request_log_id'],
  apiKeyId: row['api_key_id'],
  userId: row['user_id'] ?? null,
  requestId: row['request_id'],
  correlationId: row['correlation_id'],
  method: row['http_method'],
  path: row['path'],
  routePattern: row['route_pattern'],
  statusCode: row['status_code'],
  latencyMs: row['latency_milliseconds'],
  errorCode: row['error_code'],
  requestedVersion: row['requested_api_version'],
  requestedVersionSource: row['requested_api_version_source'],
  servedVersion: row['served_api_version'],
  resourceType: row['resource_type'],
  resourceId: row['resource_id'],
  expandPaths: row['expand']?.split(',') ?? [],
  createdAt: row['created_at'],
})

const ofBucket: Readonly<Record<string, string>> = {
  all: 'true',
  success: 'status_code < 400',
  client_error: 'status_code >= 400 AND status_code < 500',
  server_error: 'status_code >= 400 AND status_code >= 500',
}

/** Within one key's calls, or an environment's: the caller adds `api_key_id` or does not. Part of a path is looked for among those of seven days, newest first. */
export const requestLogList: ListQuery<StoredCallLog> = {
  operation: 'listCurrentAPIKeyRequestLogs',
  table: 'request_logs',
  columns: '*',
  idColumn: 'api_request_log_id',
  idPrefix: 'rlog',
  filters: {
    api_key_id: equals('api_key_id'),
    request_id: equals('request_id'),
    http_method: equals('http_method'),
    path_query: { sql: (parameter) => `position(${parameter} IN path) > 0` },
    resource_type: equals('resource_type'),
    resource_id: equals('resource_id'),
    status_bucket: { where: (bucket: string) => ofBucket[bucket]! },
    created_after: timeFilters.created_after,
    created_before: timeFilters.created_before,
  },
  earliest: (ctx, query) => (isSearch(query) ? searchedFrom(ctx.now, query['created_before']) : undefined),
  map: toStoredCallLog,
}

/** No index knows parts of paths, and a busy key makes millions of calls in 30 days. */
const searchedDays = 7

const isSearch = ({ path_query, request_id, resource_id }: Record<string, unknown>): boolean =>
  path_query !== undefined && request_id === undefined && resource_id === undefined

const searchedFrom = (now: Instant, before: Instant = now): Instant =>
  [now, before].map((instant) => plusMs(instant, -searchedDays * dayMs)).toSorted()[0]!

export const findRequestLog = (
  ctx: Context,
  /** Null for any. */
  apiKeyId: string | null,
  apiRequestLogId: string,
): Statement<DetailedCallLog | null> =>
  findOne(
    'find_request_log',
    `SELECT l.*, b.content
     FROM request_logs l LEFT JOIN request_log_blocks b ON b.environment_id = l.environment_id AND b.block_id = l.block_id
     WHERE l.environment_id = $1 AND ($2::text IS NULL OR l.api_key_id = $2) AND l.api_request_log_id = $3`,
    [ctx.environmentId, apiKeyId, apiRequestLogId],
    (row) => ({
      ...toStoredCallLog(row),
      details: row['content'] ? unpackDetails(row['content'], row['block_place']) : null,
    }),
  )

/**
 * Headers and bodies of the calls about a customer and what is theirs. They go with the block that they are in: the few other
 * calls of the same moment lose theirs, too, because a part of a block cannot be taken out.
 */
export const eraseCallDetails = (ctx: Context, customerId: string): Statement<void> =>
  writeAny(
    'erase_call_details',
    `DELETE FROM request_log_blocks WHERE environment_id = $1 AND block_id IN (
       SELECT l.block_id FROM request_logs l WHERE l.environment_id = $1 AND l.resource_id IN (
         SELECT $2
         UNION ALL SELECT customer_address_id FROM customer_addresses WHERE environment_id = $1 AND customer_id = $2
         UNION ALL SELECT payment_method_id FROM payment_methods WHERE environment_id = $1 AND customer_id = $2
         UNION ALL SELECT order_id FROM orders WHERE environment_id = $1 AND customer_id = $2
         UNION ALL SELECT checkout_session_id FROM checkout_sessions WHERE environment_id = $1 AND customer_id = $2
         UNION ALL SELECT payment_intent_id FROM payment_intents WHERE environment_id = $1 AND customer_id = $2))
     RETURNING 1`,
    [ctx.environmentId, customerId],
  )
