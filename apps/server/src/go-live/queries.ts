import { type Instant, dayMs, plusMs } from '../platform/clock/clock.ts'
import { toEnvironment, environmentColumns } from '../platform/auth/queries.ts'
import type { Context, Environment } from '../platform/context.ts'
import { type Statement, findMany, findOne } from '../platform/db/statement.ts'
import { firstIdAt } from '../platform/ids/ids.ts'

/** Reads of what other capabilities write, for one merchant's live environment and its default sandbox. */

/** Live first. */
export const findGoLiveEnvironments = (merchantId: string): Statement<Environment[]> =>
  findMany(
    'find_go_live_environments',
    `SELECT ${environmentColumns} FROM environments e JOIN merchants m ON m.merchant_id = e.merchant_id
     WHERE e.merchant_id = $1 AND (e.mode = 'live' OR e.is_default) AND e.status = 'active' ORDER BY e.mode`,
    [merchantId],
    toEnvironment,
  )

export type KeyInUse = {
  name: string
  scopes: readonly string[]
  lastUsedAt: Instant | null
  createdAt: Instant
}

export const findUsableKeys = (ctx: Context): Statement<KeyInUse[]> =>
  findMany(
    'find_usable_keys',
    `SELECT name, scopes, last_used_at, created_at FROM api_keys
     WHERE environment_id = $1 AND status = 'active' AND (expires_at IS NULL OR expires_at > $2) ORDER BY created_at LIMIT 200`,
    [ctx.environmentId, ctx.systemClock.now()],
    (row) => ({
      name: row['name'],
      scopes: row['scopes'],
      lastUsedAt: row['last_used_at'],
      createdAt: row['created_at'],
    }),
  )

export type ActiveEndpoint = {
  webhookEndpointId: string
  url: string
  /** When it last took a test event. */
  testedAt: Instant | null
}

export const findActiveEndpoints = (ctx: Context): Statement<ActiveEndpoint[]> =>
  findMany(
    'find_active_endpoints',
    `SELECT e.webhook_endpoint_id, e.url,
            (SELECT max(d.delivered_at) FROM events v JOIN webhook_deliveries d
               ON d.environment_id = v.environment_id AND d.event_id = v.event_id AND d.environment_id = $1
             WHERE v.environment_id = $1 AND v.is_test AND d.webhook_endpoint_id = e.webhook_endpoint_id AND d.status = 'delivered') AS tested_at
     FROM webhook_endpoints e WHERE e.environment_id = $1 AND e.is_enabled AND e.deleted_at IS NULL ORDER BY e.webhook_endpoint_id`,
    [ctx.environmentId],
    (row) => ({
      webhookEndpointId: row['webhook_endpoint_id'],
      url: row['url'],
      testedAt: row['tested_at'],
    }),
  )

/** How much of each kind there is, up to a hundred. */
export type Configuration = { products: number; promotions: number; settings: readonly string[] }

export const countConfiguration = (ctx: Context): Statement<Configuration | null> =>
  findOne(
    'count_configuration',
    `SELECT (SELECT count(*)::int FROM (SELECT 1 FROM products WHERE environment_id = $1 AND status = 'active' LIMIT 100) p) AS products,
            (SELECT count(*)::int FROM (SELECT 1 FROM promotions WHERE environment_id = $1 AND is_active AND archived_at IS NULL LIMIT 100) o)
              AS promotions`,
    [ctx.environmentId],
    (row) => ({
      products: row['products'],
      promotions: row['promotions'],
      settings: Object.keys(ctx.settings).filter((name) => name !== 'catalogChange'),
    }),
  )

/** Calls that changed something, as the events tell that they caused: of each whether its sender named a key. */
export type KeyedWrites = { calls: number; withKey: number }

export const countKeyedWrites = (ctx: Context): Statement<KeyedWrites | null> =>
  findOne(
    'count_keyed_writes',
    `SELECT count(DISTINCT request_id)::int AS calls,
            (count(DISTINCT request_id) FILTER (WHERE idempotency_key NOT LIKE 'auto-%'))::int AS with_key
     FROM (SELECT request_id, idempotency_key FROM events
           WHERE environment_id = $1 AND NOT is_test ORDER BY event_id DESC LIMIT 500) recent
     WHERE request_id IS NOT NULL AND idempotency_key IS NOT NULL`,
    [ctx.environmentId],
    (row) => ({ calls: row['calls'], withKey: row['with_key'] }),
  )

export type FirstMoney = {
  paidOrderId: string | null
  refundId: string | null
  refundEventDelivered: boolean
}

export const findFirstMoney = (ctx: Context): Statement<FirstMoney | null> =>
  findOne(
    'find_first_money',
    `SELECT (SELECT order_id FROM payment_intents WHERE environment_id = $1 AND status = 'succeeded' AND order_id IS NOT NULL
             ORDER BY payment_intent_id DESC LIMIT 1) AS paid_order_id,
            (SELECT refund_id FROM refunds WHERE environment_id = $1 AND status = 'succeeded' ORDER BY refund_id DESC LIMIT 1) AS refund_id,
            EXISTS (SELECT 1 FROM (SELECT event_id FROM events WHERE environment_id = $1 AND event_type IN ('order.refunded', 'refund.created', 'refund.updated')
                                     AND NOT is_test ORDER BY event_id DESC LIMIT 50) v
                    JOIN webhook_deliveries d ON d.environment_id = $1 AND d.event_id = v.event_id AND d.status = 'delivered') AS is_delivered`,
    [ctx.environmentId],
    (row) => ({
      paidOrderId: row['paid_order_id'],
      refundId: row['refund_id'],
      refundEventDelivered: row['is_delivered'],
    }),
  )

export type LimitedCalls = { refused: number; sentAgainAtOnce: number; lastAt: Instant | null }

/** Of the last refused calls of 30 days how many were sent again within a second, the shortest wait that Retry-After names. */
export const countLimitedCalls = (ctx: Context): Statement<LimitedCalls | null> =>
  findOne(
    'count_limited_calls',
    `SELECT count(*)::int AS refused, max(created_at) AS last_at, (count(*) FILTER (WHERE EXISTS (
         SELECT 1 FROM request_logs again WHERE again.environment_id = $1 AND again.api_key_id = refused.api_key_id
           AND again.api_request_log_id > refused.api_request_log_id
           AND again.http_method = refused.http_method AND again.path = refused.path
           AND again.created_at < refused.created_at + interval '900 milliseconds')))::int AS at_once
     FROM (SELECT api_request_log_id, api_key_id, http_method, path, created_at FROM request_logs
           WHERE environment_id = $1 AND status_code >= 400 AND status_code = 429 AND api_key_id IS NOT NULL
             AND api_request_log_id >= $2
           ORDER BY api_request_log_id DESC LIMIT 20) refused`,
    [ctx.environmentId, firstIdAt('rlog', Date.parse(plusMs(ctx.now, -30 * dayMs)))],
    (row) => ({ refused: row['refused'], sentAgainAtOnce: row['at_once'], lastAt: row['last_at'] }),
  )

/** Of the last calls by key: how many said which version they are written for. */
export type VersionedCalls = { calls: number; withVersion: number }

export const countVersionedCalls = (ctx: Context): Statement<VersionedCalls | null> =>
  findOne(
    'count_versioned_calls',
    `SELECT count(*)::int AS calls, (count(*) FILTER (WHERE source = 'header'))::int AS with_version
     FROM (SELECT requested_api_version_source AS source, api_key_id FROM request_logs WHERE environment_id = $1
           ORDER BY api_request_log_id DESC LIMIT 200) recent
     WHERE api_key_id IS NOT NULL`,
    [ctx.environmentId],
    (row) => ({ calls: row['calls'], withVersion: row['with_version'] }),
  )
