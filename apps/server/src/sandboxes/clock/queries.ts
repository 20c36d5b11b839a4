import type { Instant } from '../../platform/clock/clock.ts'
import { firstIdAt } from '../../platform/ids/ids.ts'
import { type Statement, findMany, findOne, write, writeAny } from '../../platform/db/statement.ts'

/** The clock columns of `environments`, and what a moving clock has to know of what is due. */

/** Which call asked for an advance, so that its repetition goes on with it and does not begin another. */
export type LastAdvance = { call: string | null; from: Instant; to: Instant }

export type ClockState = {
  status: 'active' | 'archived'
  offsetMs: number
  frozenAt: Instant | null
  target: Instant | null
  leasedUntil: Instant | null
  lastAdvance: LastAdvance | null
}

/** Whoever changes a clock holds this. */
export const lockClock = (environmentId: string): Statement<ClockState | null> =>
  findOne(
    'lock_sandbox_clock',
    `SELECT status, clock_offset_ms, clock_frozen_at, clock_target, clock_leased_until, clock_last_advance FROM environments
     WHERE environment_id = $1 AND mode = 'test' FOR NO KEY UPDATE`,
    [environmentId],
    (row) => ({
      status: row.status,
      offsetMs: row.clock_offset_ms,
      frozenAt: row.clock_frozen_at,
      target: row.clock_target,
      leasedUntil: row.clock_leased_until,
      lastAdvance: row.clock_last_advance,
    }),
  )

/** From now on the sandbox's timers are found by its own clock. */
const fileTimers = (environmentId: string): Statement<void> =>
  writeAny(
    'file_timers_under_own_clock',
    'UPDATE timers SET is_on_own_clock = true WHERE environment_id = $1 AND NOT is_on_own_clock',
    [environmentId],
  )

/** An advance under way ends where it stands. */
export const freezeClock = (environmentId: string, at: Instant): Statement<void>[] => [
  write(
    'freeze_sandbox_clock',
    `UPDATE environments SET clock_frozen_at = $2, clock_target = NULL, clock_leased_until = NULL, clock_mover = NULL
     WHERE environment_id = $1 RETURNING 1`,
    [environmentId, at],
  ),
  fileTimers(environmentId),
]

export const resumeClock = (environmentId: string, offsetMs: number): Statement<void> =>
  write(
    'resume_sandbox_clock',
    'UPDATE environments SET clock_frozen_at = NULL, clock_offset_ms = $2 WHERE environment_id = $1 RETURNING 1',
    [environmentId, offsetMs],
  )

export type Move = { environmentId: string; mover: string }

/** Stands the clock still at `at` and takes the lease on moving it. */
export const beginMove = (
  { environmentId, mover }: Move,
  move: { at: Instant; target: Instant; runsOn: boolean; leasedUntil: Instant; lastAdvance: LastAdvance },
): Statement<void>[] => [
  write(
    'begin_clock_move',
    `UPDATE environments SET clock_frozen_at = $2, clock_target = $3, clock_runs_on = $4, clock_leased_until = $5, clock_mover = $6,
       clock_last_advance = $7 WHERE environment_id = $1 RETURNING 1`,
    [
      environmentId,
      move.at,
      move.target,
      move.runsOn,
      move.leasedUntil,
      mover,
      JSON.stringify(move.lastAdvance),
    ],
  ),
  fileTimers(environmentId),
]

/** Takes over a move whose mover is gone. Null when there is nothing to take over. */
export const takeOverMove = (
  { environmentId, mover }: Move,
  systemNow: Instant,
  leasedUntil: Instant,
): Statement<{ at: Instant; target: Instant } | null> =>
  findOne(
    'take_over_clock_move',
    `UPDATE environments SET clock_leased_until = $3, clock_mover = $4
     WHERE environment_id = $1 AND status = 'active' AND clock_target IS NOT NULL AND clock_leased_until <= $2
     RETURNING clock_frozen_at, clock_target`,
    [environmentId, systemNow, leasedUntil, mover],
    (row) => ({ at: row.clock_frozen_at, target: row.clock_target }),
  )

/** The longest waiting first. */
export const findAbandonedMoves = (systemNow: Instant, limit: number): Statement<string[]> =>
  findMany(
    'find_abandoned_clock_moves',
    `SELECT environment_id FROM environments
     WHERE has_own_clock AND status = 'active' AND clock_target IS NOT NULL AND clock_leased_until <= $1
     ORDER BY clock_leased_until LIMIT $2`,
    [systemNow, limit],
    (row) => row.environment_id,
  )

const ifMine = (name: string, set: string, { environmentId, mover }: Move, values: readonly unknown[]) => ({
  name,
  text: `UPDATE environments SET ${set} WHERE environment_id = $1 AND clock_mover = $2 RETURNING 1`,
  values: [environmentId, mover, ...values],
  read: (rows: unknown[]) => rows.length === 1,
})

/** Each says whether the lease was still the mover's. */
export const stepTo = (move: Move, at: Instant): Statement<boolean> =>
  ifMine('step_clock', 'clock_frozen_at = $3', move, [at])

export const renewMove = (move: Move, leasedUntil: Instant): Statement<boolean> =>
  ifMine('renew_clock_move', 'clock_leased_until = $3', move, [leasedUntil])

/** The clock is at its target, and goes on as it did before: running from there, or still. */
export const endMove = (move: Move, systemNow: Instant): Statement<boolean> =>
  ifMine(
    'end_clock_move',
    `clock_frozen_at = CASE WHEN clock_runs_on THEN NULL ELSE clock_target END,
     clock_offset_ms = CASE WHEN clock_runs_on THEN round(extract(epoch FROM clock_target - $3::timestamptz) * 1000)::bigint
                            ELSE clock_offset_ms END,
     clock_target = NULL, clock_leased_until = NULL, clock_mover = NULL`,
    move,
    [systemNow],
  )

/** Somebody else may go on with it. */
export const leaveMove = (move: Move, systemNow: Instant): Statement<boolean> =>
  ifMine('leave_clock_move', 'clock_leased_until = $3, clock_mover = NULL', move, [systemNow])

/**
 * The next instant at which something falls due, and how much of what is due already is not done: in a worker's hands, or
 * about to be. Timers that failed rest, and are not waited for.
 */
export const findNextDue = (
  environmentId: string,
  at: Instant,
): Statement<{ nextAt: Instant | null; undone: number }> => ({
  name: 'find_next_due',
  text: `SELECT least((SELECT min(due_at) FROM timers WHERE environment_id = $1 AND due_at > $2),
                      (SELECT min(next_attempt_at) FROM webhook_deliveries WHERE environment_id = $1 AND next_attempt_at > $2),
                      (SELECT min(next_attempt_at) FROM flowlix_notices WHERE environment_id = $1 AND next_attempt_at > $2)
                     ) AS next_at,
                (SELECT count(*) FROM timers WHERE environment_id = $1 AND due_at <= $2
                   AND (failed_under IS NULL OR failed_under IS DISTINCT FROM leased_until))
                + (SELECT count(*) FROM webhook_deliveries WHERE environment_id = $1 AND next_attempt_at <= $2)
                + (SELECT count(*) FROM flowlix_notices WHERE environment_id = $1 AND next_attempt_at <= $2)
                + (SELECT count(*) FROM event_outbox WHERE environment_id = $1) AS undone`,
  values: [environmentId, at],
  read: ([row]) => ({ nextAt: row.next_at, undone: row.undone }),
})

export type RecordedEvent = {
  eventId: string
  eventType: string
  resourceType: string
  resourceId: string
  createdAt: Instant
}

/** Events of a span of the sandbox's time, its beginning not included. */
export const findEventsBetween = (
  environmentId: string,
  from: Instant,
  to: Instant,
  limit: number,
): Statement<RecordedEvent[]> =>
  findMany(
    'find_events_between',
    `SELECT event_id, event_type, resource_type, resource_id, created_at FROM events
     WHERE environment_id = $1 AND event_id >= $2 AND event_id < $3 AND created_at <= $4 ORDER BY event_id LIMIT $5`,
    [
      environmentId,
      firstIdAt('whev', Date.parse(from) + 1),
      firstIdAt('whev', Date.parse(to) + 1),
      to,
      limit,
    ],
    (row) => ({
      eventId: row.event_id,
      eventType: row.event_type,
      resourceType: row.resource_type,
      resourceId: row.resource_id,
      createdAt: row.created_at,
    }),
  )
