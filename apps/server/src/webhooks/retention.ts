import { dayMs } from '../platform/clock/clock.ts'
import type { Retention } from '../platform/db/outdated.ts'
import { deleteBatch } from '../platform/db/statement.ts'
import { payloadRetentionMs } from './delivery.ts'
import { refiled } from './due-lanes.ts'

const deliveryRetentionMs = 90 * dayMs

/** Rows of one environment, oldest first, that lie so far behind its now: an instant that `$1` is on the machine. */
type OldRows = { table: string; oldestFirst: string; ageMs: number; where: string }

/**
 * SQL that selects at most `$2` old rows over all environments, each by its own time. Only the oldest row of an environment
 * is looked at, unless that one is old: both tables are read in an index whose order is nearly that of time.
 */
const oldRows = ({ table, oldestFirst, ageMs, where }: OldRows): string => {
  const isOld = `created_at <= environment_now(e.clock_offset_ms, e.clock_frozen_at, $1) - interval '${ageMs} milliseconds'`
  const first = (limit: string) =>
    `(SELECT r.* FROM ${table} r WHERE r.environment_id = e.environment_id AND ${where} ORDER BY ${oldestFirst} LIMIT ${limit})`
  return `SELECT o.environment_id, o.id FROM environments e
          CROSS JOIN LATERAL (SELECT 1 FROM ${first('1')} oldest WHERE oldest.${isOld}) any_old
          CROSS JOIN LATERAL (SELECT page.environment_id, page.${idOf[table]} AS id FROM ${first('$2')} page WHERE page.${isOld}) o
          LIMIT $2`
}

const idOf: Record<string, string> = { events: 'event_id', webhook_deliveries: 'webhook_delivery_id' }

/** The event itself stays; its payload can be neither shown nor sent any more. Source: contract, flint-platform 28 row 15. */
export const eraseExpiredPayloads: Retention = (systemNow, limit) =>
  deleteBatch(
    'erase_expired_payloads',
    `UPDATE events SET data = NULL FROM (${oldRows({
      table: 'events',
      oldestFirst: 'r.readable_after, r.event_id',
      ageMs: payloadRetentionMs,
      where: 'r.data IS NOT NULL',
    })}) old
     WHERE events.environment_id = old.environment_id AND events.event_id = old.id RETURNING 1`,
    [systemNow, limit],
  )

export const refileDeliveries: Retention = refiled('webhook_deliveries', 'webhook_delivery_id')

/** With their attempts. What still waits is kept, however old. */
export const deleteOldDeliveries: Retention = (systemNow, limit) =>
  deleteBatch(
    'delete_old_deliveries',
    `WITH old AS (${oldRows({
      table: 'webhook_deliveries',
      oldestFirst: 'r.webhook_delivery_id',
      ageMs: deliveryRetentionMs,
      where: 'r.next_attempt_at IS NULL',
    })}), attempts AS (
       DELETE FROM webhook_delivery_attempts a USING old
       WHERE a.environment_id = old.environment_id AND a.webhook_delivery_id = old.id
     )
     DELETE FROM webhook_deliveries d USING old WHERE d.environment_id = old.environment_id AND d.webhook_delivery_id = old.id
     RETURNING 1`,
    [systemNow, limit],
  )
