import { environmentColumns, toEnvironment } from '../auth/queries.ts'
import { type Instant, plusMs } from '../clock/clock.ts'
import { type Context, type Environment, type Services, systemContext } from '../context.ts'
import type { Retention } from '../db/outdated.ts'
import { type Row, type Statement, deleteBatch, findMany, writeAny } from '../db/statement.ts'
import { seededIds } from '../ids/seeded-ids.ts'

/**
 * Something to do later for one subject: a hold that lapses, a session that expires, a refund that ends.
 *
 *   set --due--> leased --done--> gone
 *                leased --failed or the worker died--> due again when the lease ends, each time later
 *
 * A timer of the same kind and subject that is set again moves. The work itself must find out, under its own
 * locks, whether there is still something to do: a timer may fire twice.
 */
export type TimerKind = string

export const setTimer = (ctx: Context, kind: TimerKind, subjectId: string, dueAt: Instant): Statement<void> =>
  writeAny(
    'set_timer',
    `INSERT INTO timers (environment_id, kind, subject_id, due_at, is_on_own_clock)
     SELECT environment_id, $2, $3, $4, has_own_clock FROM environments WHERE environment_id = $1
     ON CONFLICT (environment_id, kind, subject_id) DO UPDATE
     SET due_at = excluded.due_at, is_on_own_clock = excluded.is_on_own_clock, leased_until = NULL, failed_under = NULL, attempts = 0`,
    [ctx.environmentId, kind, subjectId, dueAt],
  )

/** A timer that was set while its sandbox's clock was given or taken may be filed under the other one. */
export const refileTimers: Retention = (_systemNow, limit) =>
  deleteBatch(
    'refile_timers',
    `UPDATE timers SET is_on_own_clock = NOT is_on_own_clock WHERE ctid = ANY(ARRAY(
       (SELECT t.ctid FROM timers t JOIN environments e ON e.environment_id = t.environment_id
        WHERE t.is_on_own_clock AND NOT e.has_own_clock LIMIT $1)
       UNION ALL
       (SELECT t.ctid FROM environments e JOIN timers t ON t.environment_id = e.environment_id
        WHERE e.has_own_clock AND e.status = 'active' AND NOT t.is_on_own_clock LIMIT $1))) RETURNING 1`,
    [limit],
  )

export const dropTimers = (
  ctx: Context,
  timers: readonly { kind: TimerKind; subjectId: string }[],
): Statement<void> =>
  writeAny(
    'drop_timers',
    `DELETE FROM timers WHERE environment_id = $1 AND (kind, subject_id) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
    [ctx.environmentId, timers.map((timer) => timer.kind), timers.map((timer) => timer.subjectId)],
  )

/** What a capability does when a timer of its kind is due. */
export type TimerHandler = (ctx: Context, subjectId: string) => Promise<void>
export type TimerHandlers = Readonly<Record<TimerKind, TimerHandler>>

export type DueTimer = {
  /** As it is now: a sandbox's clock may have been moved a moment ago. */
  environment: Environment
  isEnvironmentActive: boolean
  kind: TimerKind
  subjectId: string
  dueAt: Instant
  leasedUntil: Instant
}

const batchSize = 50
const leaseMs = 30_000

const taking = (due: string): string =>
  `${due}
     UPDATE timers t SET leased_until = $2::timestamptz + least(t.attempts, 60) * interval '10 seconds', attempts = least(t.attempts, 1000000) + 1
     FROM due JOIN environments e ON e.environment_id = due.environment_id JOIN merchants m ON m.merchant_id = e.merchant_id
     WHERE (t.environment_id, t.kind, t.subject_id) = (due.environment_id, due.kind, due.subject_id)
       AND t.due_at <= environment_now(e.clock_offset_ms, e.clock_frozen_at, $1)
     RETURNING t.kind, t.subject_id, t.due_at, t.leased_until, e.status AS environment_status, ${environmentColumns}`

/**
 * Over all environments, each by its own time. A sandbox whose clock is being moved is left to who moves it, also while
 * one mover takes over from another. Of sandboxes
 * with a clock of their own there are few; looking into each is cheaper than walking past what only they have due.
 */
const takeDueTimers = (systemNow: Instant): Statement<DueTimer[]> =>
  findMany(
    'take_due_timers',
    taking(`WITH by_system AS (
       SELECT t.environment_id, t.kind, t.subject_id FROM timers t JOIN environments e ON e.environment_id = t.environment_id
       WHERE NOT t.is_on_own_clock AND NOT e.has_own_clock AND t.due_at <= $1
         AND (t.leased_until IS NULL OR t.leased_until <= $1)
       ORDER BY t.due_at LIMIT ${batchSize} FOR UPDATE OF t SKIP LOCKED
     ), by_own_clock AS (
       SELECT own.environment_id, own.kind, own.subject_id FROM environments e CROSS JOIN LATERAL (
         SELECT environment_id, kind, subject_id FROM timers
         WHERE environment_id = e.environment_id AND due_at <= environment_now(e.clock_offset_ms, e.clock_frozen_at, $1)
           AND (leased_until IS NULL OR leased_until <= $1)
         ORDER BY due_at LIMIT ${batchSize} FOR UPDATE SKIP LOCKED) own
       WHERE e.has_own_clock AND e.status = 'active' AND e.clock_target IS NULL
       LIMIT ${batchSize}
     ), due AS (SELECT * FROM by_system UNION ALL SELECT * FROM by_own_clock)`),
    [systemNow, plusMs(systemNow, leaseMs)],
    toDueTimer,
  )

/** What is due in one sandbox, for who moves its clock. */
const takeDueTimersIn = (environmentId: string, systemNow: Instant): Statement<DueTimer[]> =>
  findMany(
    'take_due_timers_in',
    taking(`WITH due AS (
       SELECT t.environment_id, t.kind, t.subject_id FROM timers t JOIN environments e ON e.environment_id = t.environment_id
       WHERE t.environment_id = $3 AND t.due_at <= environment_now(e.clock_offset_ms, e.clock_frozen_at, $1)
         AND (t.leased_until IS NULL OR t.leased_until <= $1)
       ORDER BY t.due_at, t.kind, t.subject_id LIMIT ${batchSize} FOR UPDATE OF t SKIP LOCKED)`),
    [systemNow, plusMs(systemNow, leaseMs), environmentId],
    toDueTimer,
  )

const toDueTimer = (row: Row): DueTimer => ({
  environment: toEnvironment(row),
  isEnvironmentActive: row['environment_status'] === 'active',
  kind: row['kind'],
  subjectId: row['subject_id'],
  dueAt: row['due_at'],
  leasedUntil: row['leased_until'],
})

/** Only the holder of the lease deletes: a timer that the work has set anew stays. */
const finishTimer = (timer: DueTimer): Statement<void> =>
  writeAny(
    'finish_timer',
    'DELETE FROM timers WHERE environment_id = $1 AND kind = $2 AND subject_id = $3 AND leased_until = $4',
    [timer.environment.environmentId, timer.kind, timer.subjectId, timer.leasedUntil],
  )

/** It rests until its lease ends, and nobody has it in hand meanwhile. */
const failTimer = (timer: DueTimer): Statement<void> =>
  writeAny(
    'fail_timer',
    `UPDATE timers SET failed_under = leased_until
     WHERE environment_id = $1 AND kind = $2 AND subject_id = $3 AND leased_until = $4`,
    [timer.environment.environmentId, timer.kind, timer.subjectId, timer.leasedUntil],
  )

/** Does everything that is due and says how much that was. */
export const runDueTimers = async (services: Services, handlers: TimerHandlers): Promise<number> => {
  const due = await services.db.run(takeDueTimers(services.systemClock.now()))
  await Promise.all(
    inOrder(due).map((timer) =>
      runTimer(services, handlers, timer, systemContext(services, timer.environment)),
    ),
  )
  return due.length
}

export type RanTimer = { kind: TimerKind; subjectId: string; dueAt: Instant; isDone: boolean }

/**
 * Does what is due in one sandbox, one after the other in the order of due times, each with ids that follow from the
 * timer: so two sandboxes that are equal stay equal.
 */
export const runDueTimersIn = async (
  services: Services,
  environmentId: string,
  handlers: TimerHandlers,
): Promise<RanTimer[]> => {
  const due = await services.db.run(takeDueTimersIn(environmentId, services.systemClock.now()))
  const ran: RanTimer[] = []
  for (const timer of inOrder(due)) {
    const ctx = systemContext(services, timer.environment)
    const ids = seededIds(orderOf(timer), ctx.clock)
    const isDone = await runTimer(services, handlers, timer, { ...ctx, ids })
    ran.push({ kind: timer.kind, subjectId: timer.subjectId, dueAt: timer.dueAt, isDone })
  }
  return ran
}

const inOrder = (due: readonly DueTimer[]): DueTimer[] =>
  due.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))

const orderOf = ({ dueAt, kind, subjectId }: DueTimer) => `${dueAt} ${kind} ${subjectId}`

const runTimer = async (
  services: Services,
  handlers: TimerHandlers,
  timer: DueTimer,
  ctx: Context,
): Promise<boolean> => {
  const handler = handlers[timer.kind]
  try {
    if (timer.isEnvironmentActive && handler) await handler(ctx, timer.subjectId)
    if (timer.isEnvironmentActive && !handler) throw new Error(`Nothing handles timers of kind ${timer.kind}`)
    await services.db.run(finishTimer(timer))
    return true
  } catch (error) {
    services.log.error('A timer failed and is tried again', {
      error,
      kind: timer.kind,
      subject: timer.subjectId,
    })
    await services.db.run(failTimer(timer)).catch(() => {})
    return false
  }
}
