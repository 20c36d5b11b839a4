import type { Context, Environment, Services } from '../context.ts'
import { systemContext } from '../context.ts'
import type { Environments } from '../auth/environments.ts'
import { type Statement, findMany, writeAny } from '../db/statement.ts'
import { type Instant, plusMs } from '../clock/clock.ts'

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
    `INSERT INTO timers (environment_id, kind, subject_id, due_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (environment_id, kind, subject_id) DO UPDATE SET due_at = excluded.due_at, leased_until = NULL, attempts = 0`,
    [ctx.environmentId, kind, subjectId, dueAt],
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

export type DueTimer = { environmentId: string; kind: TimerKind; subjectId: string; leasedUntil: Instant }

/** What a capability does when a timer of its kind is due. */
export type TimerHandler = (ctx: Context, subjectId: string) => Promise<void>

const batchSize = 50
const leaseMs = 30_000

const takeDueTimers = (now: Instant): Statement<DueTimer[]> =>
  findMany(
    'take_due_timers',
    `UPDATE timers t SET leased_until = $2, due_at = $2::timestamptz + least(attempts, 60) * interval '10 seconds', attempts = attempts + 1
     FROM (SELECT environment_id, kind, subject_id FROM timers WHERE due_at <= $1
           ORDER BY due_at LIMIT ${batchSize} FOR UPDATE SKIP LOCKED) due
     WHERE (t.environment_id, t.kind, t.subject_id) = (due.environment_id, due.kind, due.subject_id)
     RETURNING t.environment_id, t.kind, t.subject_id, t.leased_until`,
    [now, plusMs(now, leaseMs)],
    (row) => ({
      environmentId: row['environment_id'],
      kind: row['kind'],
      subjectId: row['subject_id'],
      leasedUntil: row['leased_until'],
    }),
  )

/** Only the holder of the lease deletes: a timer that the work has set anew stays. */
const finishTimer = (timer: DueTimer): Statement<void> =>
  writeAny(
    'finish_timer',
    'DELETE FROM timers WHERE environment_id = $1 AND kind = $2 AND subject_id = $3 AND leased_until = $4',
    [timer.environmentId, timer.kind, timer.subjectId, timer.leasedUntil],
  )

/** Does everything that is due and says how much that was. */
export const runDueTimers = async (
  services: Services,
  environments: Environments,
  handlers: Record<TimerKind, TimerHandler>,
): Promise<number> => {
  const due = await services.db.run(takeDueTimers(services.clock.now()))
  await Promise.all(due.map((timer) => runTimer(services, environments, handlers, timer)))
  return due.length
}

const runTimer = async (
  services: Services,
  environments: Environments,
  handlers: Record<TimerKind, TimerHandler>,
  timer: DueTimer,
) => {
  const handler = handlers[timer.kind]
  try {
    const environment: Environment | null = await environments.find(timer.environmentId)
    if (environment && handler) await handler(systemContext(services, environment), timer.subjectId)
    if (environment && !handler) throw new Error(`Nothing handles timers of kind ${timer.kind}`)
    await services.db.run(finishTimer(timer))
  } catch (error) {
    services.log.error('A timer failed and is tried again', {
      error,
      kind: timer.kind,
      subject: timer.subjectId,
    })
  }
}
