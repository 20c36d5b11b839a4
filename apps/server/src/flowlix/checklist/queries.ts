import { type Instant, dayMs, plusMs } from '../../platform/clock/clock.ts'
import type { Context } from '../../platform/context.ts'
import { type Statement, findMany, findOne } from '../../platform/db/statement.ts'
import { firstIdAt } from '../../platform/ids/ids.ts'
import { unpackDetails } from '../../platform/log/call-details.ts'
import type { FlowlixPayment } from '../flowlix-payment.ts'
import type { LimitedCalls } from './measured.ts'
import { type SeenCall, isBrowser, toldBy } from './seen-call.ts'

/** Reads of what other capabilities write, for one environment. */

export type UsableKey = { apiKeyId: string; name: string; isActive: boolean; lastUsedAt: Instant | null }

/** Revoked ones too: their calls count. */
export const findFlowlixKeys = (ctx: Context): Statement<UsableKey[]> =>
  findMany(
    'find_flowlix_keys',
    `SELECT api_key_id, name, last_used_at, status = 'active' AND (expires_at IS NULL OR expires_at > $2) AS is_active
     FROM api_keys WHERE environment_id = $1 AND dialect <> 'flint' ORDER BY created_at DESC LIMIT 50`,
    [ctx.environmentId, ctx.systemClock.now()],
    (row) => ({
      apiKeyId: row['api_key_id'],
      name: row['name'],
      isActive: row['is_active'],
      lastUsedAt: row['last_used_at'],
    }),
  )

const mostCalls = 200

export type StoredCall = Omit<
  SeenCall,
  'idempotencyKey' | 'requestBody' | 'resourceId' | 'errorType' | 'errorParam' | 'isFromBrowser'
> & { blockId: string | null; place: number }

export const findLastCalls = (ctx: Context, apiKeyIds: readonly string[]): Statement<StoredCall[]> =>
  findMany(
    'find_last_flowlix_calls',
    `SELECT api_key_id, request_id, http_method, path, status_code, created_at, block_id, block_place
     FROM request_logs WHERE environment_id = $1 AND api_key_id = ANY($2)
     ORDER BY api_request_log_id DESC LIMIT ${mostCalls}`,
    [ctx.environmentId, apiKeyIds],
    (row) => ({
      apiKeyId: row['api_key_id'],
      requestId: row['request_id'],
      method: row['http_method'],
      path: row['path'],
      status: row['status_code'],
      at: row['created_at'],
      blockId: row['block_id'],
      place: row['block_place'],
    }),
  )

/** The pieces in which headers and bodies are kept, each once: many calls share one. */
export const findDetailBlocks = (
  ctx: Context,
  calls: readonly StoredCall[],
): Statement<(readonly [blockId: string, content: Buffer])[]> =>
  findMany(
    'find_detail_blocks',
    `SELECT block_id, content FROM request_log_blocks WHERE environment_id = $1 AND block_id = ANY($2)`,
    [ctx.environmentId, [...new Set(calls.flatMap(({ blockId }) => blockId ?? []))]],
    (row) => [row['block_id'] as string, row['content'] as Buffer] as const,
  )

/** A call whose details are gone keeps what its row says. */
export const withDetails = (
  { blockId, place, ...call }: StoredCall,
  blocks: ReadonlyMap<string, Buffer>,
): SeenCall => {
  const block = blockId === null ? undefined : blocks.get(blockId)
  const details = block && unpackDetails(block, place)
  return {
    ...call,
    idempotencyKey: details?.idempotencyKey ?? null,
    requestBody: details?.requestBody ?? '',
    ...toldBy(details?.responseBody ?? ''),
    isFromBrowser: isBrowser(details?.headers ?? {}),
  }
}

/** As `countLimitedCalls` of the way to live mode, for these keys only. */
export const countLimitedFlowlixCalls = (
  ctx: Context,
  apiKeyIds: readonly string[],
): Statement<LimitedCalls | null> =>
  findOne(
    'count_limited_flowlix_calls',
    `SELECT count(*)::int AS refused, (count(*) FILTER (WHERE EXISTS (
         SELECT 1 FROM request_logs again WHERE again.environment_id = $1 AND again.api_key_id = refused.api_key_id
           AND again.api_request_log_id > refused.api_request_log_id
           AND again.http_method = refused.http_method AND again.path = refused.path
           AND again.created_at < refused.created_at + interval '900 milliseconds')))::int AS at_once
     FROM (SELECT api_request_log_id, api_key_id, http_method, path, created_at FROM request_logs
           WHERE environment_id = $1 AND status_code >= 400 AND status_code = 429 AND api_key_id = ANY($3)
             AND api_request_log_id >= $2
           ORDER BY api_request_log_id DESC LIMIT 20) refused`,
    [ctx.environmentId, firstIdAt('rlog', Date.parse(plusMs(ctx.now, -30 * dayMs))), apiKeyIds],
    (row) => ({ refused: row['refused'], sentAgainAtOnce: row['at_once'] }),
  )

/** The last payments, and the last ones of each end that the checklist asks for, newest first; some of them twice. */
export const findLastPayments = (ctx: Context): Statement<FlowlixPayment[]> =>
  findMany(
    'find_last_flowlix_payments',
    `(SELECT document, created_at, payment_id FROM flowlix_payments
      WHERE environment_id = $1 ORDER BY created_at DESC, payment_id DESC LIMIT 200)
     UNION ALL
     (SELECT document, created_at, payment_id FROM flowlix_payments
      WHERE environment_id = $1 AND status = 'succeeded' ORDER BY created_at DESC, payment_id DESC LIMIT 50)
     UNION ALL
     (SELECT document, created_at, payment_id FROM flowlix_payments
      WHERE environment_id = $1 AND status = 'refunded' ORDER BY created_at DESC, payment_id DESC LIMIT 50)
     UNION ALL
     (SELECT document, created_at, payment_id FROM flowlix_payments
      WHERE environment_id = $1 AND status = 'failed' ORDER BY created_at DESC, payment_id DESC LIMIT 100)
     ORDER BY created_at DESC, payment_id DESC`,
    [ctx.environmentId],
    (row) => row['document'],
  )

export type SentNotices = { takenAt: Instant | null; failed: number }

export const findSentNotices = (ctx: Context): Statement<SentNotices | null> =>
  findOne(
    'find_sent_flowlix_notices',
    `SELECT (SELECT delivered_at FROM flowlix_notices WHERE environment_id = $1 AND status = 'delivered'
             ORDER BY flowlix_notice_id DESC LIMIT 1) AS taken_at,
            (SELECT count(*)::int FROM (SELECT 1 FROM flowlix_notices WHERE environment_id = $1 AND status = 'failed' LIMIT 100) f) AS failed`,
    [ctx.environmentId],
    (row) => ({ takenAt: row['taken_at'], failed: row['failed'] }),
  )

/** Whether an endpoint of Flint's own takes alerts: only there they go. */
export const findAlertEndpoint = (ctx: Context): Statement<true | null> =>
  findOne(
    'find_alert_endpoint',
    `SELECT 1 FROM webhook_endpoints WHERE environment_id = $1 AND is_enabled AND deleted_at IS NULL
       AND (enabled_events = '{}' OR 'alert.opened' = ANY(enabled_events)) LIMIT 1`,
    [ctx.environmentId],
    () => true,
  )
