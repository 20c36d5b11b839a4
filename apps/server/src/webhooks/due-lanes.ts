import type { Retention } from '../platform/db/outdated.ts'
import { deleteBatch } from '../platform/db/statement.ts'

/** SQL that the queues of all that is sent share: which receivers have something that is due. */

/** The time of an environment: its row's alias, and the parameter that holds the machine's time. */
export const ownNow = (environment: string, systemNow: string): string =>
  `environment_now(${environment}.clock_offset_ms, ${environment}.clock_frozen_at, ${systemNow})`

/** Of what is due, so much is looked at row by row. */
const firstDue = 5000

/**
 * A table of what is sent, with the columns `next_attempt_at`, `leased_until` and `is_on_own_clock`. `lane` is its column that
 * names the receiver; `lanesOfEnvironment` selects the environment's id and the receivers of the environment `v`.
 */
export type Queue = { queue: string; lane: string; lanesOfEnvironment: string }

/**
 * Receivers with something that is due at `$1` and in nobody's hands. Where the machine's time counts, what is due is read by
 * due time: waiting retries cost nothing. When more is due than that, it hops from one receiver to the next in the index of
 * what waits, so that a backlog of one receiver costs as much as a single row. Sandboxes with a clock of their own are few,
 * and looked into one by one.
 */
export const dueLanes = ({ queue, lane, lanesOfEnvironment }: Queue): string =>
  `WITH RECURSIVE first_due AS MATERIALIZED (
     SELECT environment_id, ${lane}, leased_until FROM ${queue}
     WHERE next_attempt_at <= $1 AND NOT is_on_own_clock ORDER BY next_attempt_at LIMIT ${firstDue}
   ), lanes AS (
     (SELECT environment_id, ${lane} FROM ${queue}
      WHERE next_attempt_at IS NOT NULL AND (SELECT count(*) FROM first_due) = ${firstDue}
      ORDER BY environment_id, ${lane} LIMIT 1)
     UNION ALL
     SELECT next.environment_id, next.${lane} FROM lanes CROSS JOIN LATERAL (
       SELECT d.environment_id, d.${lane} FROM ${queue} d
       WHERE d.next_attempt_at IS NOT NULL AND (d.environment_id, d.${lane}) > (lanes.environment_id, lanes.${lane})
       ORDER BY d.environment_id, d.${lane} LIMIT 1
     ) next
   ), by_system AS (
     SELECT environment_id, ${lane} FROM first_due WHERE leased_until IS NULL OR leased_until <= $1
     UNION
     SELECT environment_id, ${lane} FROM lanes
     WHERE EXISTS (SELECT 1 FROM ${queue} d
                   WHERE d.environment_id = lanes.environment_id AND d.${lane} = lanes.${lane}
                     AND d.next_attempt_at <= $1 AND (d.leased_until IS NULL OR d.leased_until <= $1))
   )
   SELECT environment_id, ${lane} FROM by_system JOIN environments v USING (environment_id) WHERE NOT v.has_own_clock
   UNION ALL
   SELECT e.environment_id, e.${lane} FROM environments v CROSS JOIN LATERAL (${lanesOfEnvironment}) e
   WHERE v.has_own_clock AND v.status = 'active' AND v.clock_target IS NULL
     AND EXISTS (SELECT 1 FROM ${queue} d
                 WHERE d.environment_id = e.environment_id AND d.${lane} = e.${lane}
                   AND d.next_attempt_at <= ${ownNow('v', '$1')} AND (d.leased_until IS NULL OR d.leased_until <= $1))`

/** What was made before its sandbox's clock was given or taken may be filed under the other one. */
export const refiled =
  (queue: string, idColumn: string): Retention =>
  (_systemNow, limit) =>
    deleteBatch(
      `refile_${queue}`,
      `UPDATE ${queue} d SET is_on_own_clock = NOT d.is_on_own_clock FROM (
         (SELECT w.environment_id, w.${idColumn} FROM ${queue} w JOIN environments e ON e.environment_id = w.environment_id
          WHERE w.next_attempt_at IS NOT NULL AND w.is_on_own_clock AND NOT e.has_own_clock LIMIT $1)
         UNION ALL
         (SELECT w.environment_id, w.${idColumn} FROM environments e JOIN ${queue} w ON w.environment_id = e.environment_id
          WHERE e.has_own_clock AND e.status = 'active' AND w.next_attempt_at IS NOT NULL AND NOT w.is_on_own_clock LIMIT $1)) misfiled
       WHERE d.environment_id = misfiled.environment_id AND d.${idColumn} = misfiled.${idColumn} RETURNING 1`,
      [limit],
    )
