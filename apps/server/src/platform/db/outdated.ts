import type { Instant } from '../clock/clock.ts'
import { type Statement, deleteBatch } from './statement.ts'

/** What an environment keeps only for a time: rows of `table` whose `column` lies `ageMs` or more behind its now. */
export type Keeping = {
  table: string
  /** An instant of the environment's own time. */
  column: string
  ageMs: number
  /** SQL over the row `r`: only such rows. */
  where?: string
}

/** One batch of outdated rows over all environments, for the worker. */
export type Retention = (systemNow: Instant, limit: number) => Statement<number>

/**
 * SQL that selects the ctid of at most `$2` outdated rows when the machine's time is `$1`. Each environment goes by its own
 * time: those without a clock of their own are found by age alone, the few others one by one. The time of an archived sandbox
 * is the machine's, so that the many there may be are not looked into one by one.
 */
export const outdatedRows = ({ table, column, ageMs, where = 'true' }: Keeping): string => {
  const age = `interval '${ageMs} milliseconds'`
  return `(SELECT r.ctid FROM ${table} r JOIN environments e ON e.environment_id = r.environment_id
            WHERE r.${column} <= $1::timestamptz - ${age} AND (NOT e.has_own_clock OR e.status = 'archived') AND ${where} LIMIT $2)
           UNION ALL
           (SELECT own.ctid FROM environments e CROSS JOIN LATERAL (
              SELECT r.ctid FROM ${table} r
              WHERE r.environment_id = e.environment_id AND ${where}
                AND r.${column} <= environment_now(e.clock_offset_ms, e.clock_frozen_at, $1) - ${age} LIMIT $2) own
            WHERE e.has_own_clock AND e.status = 'active' LIMIT $2)`
}

export const deleteOutdated =
  (keeping: Keeping): Retention =>
  (systemNow, limit) =>
    deleteBatch(
      `delete_outdated_${keeping.table}`,
      `DELETE FROM ${keeping.table} WHERE ctid = ANY(ARRAY(${outdatedRows(keeping)})) RETURNING 1`,
      [systemNow, limit],
    )
