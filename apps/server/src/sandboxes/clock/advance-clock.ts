import { type Instant, plusMs } from '../../platform/clock/clock.ts'
import { clockOf } from '../../platform/clock/own-clock.ts'
import type { Context } from '../../platform/context.ts'
import { type Decision, transact, writeOnce } from '../../platform/db/transact.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { beforeAnswer, expectUnanswered, findEarlierAnswer } from '../../platform/idempotency/answer-later.ts'
import type { TimerHandlers } from '../../platform/jobs/timers.ts'
import { expectActive, reachSandbox } from '../reach-sandbox.ts'
import { sandboxErrors } from '../errors.ts'
import { type SandboxClock, sandboxClockOf } from './clock.ts'
import { latest } from './bounds.ts'
import { whatIsDue } from './do-what-is-due.ts'
import { clockErrors } from './errors.ts'
import { type DoneAt, MoveLost, moveClock, moveLeaseMs } from './move-clock.ts'
import {
  type ClockState,
  type LastAdvance,
  type Move,
  type RecordedEvent,
  beginMove,
  findEventsBetween,
  lockClock,
} from './queries.ts'
import { afterSpan } from './span.ts'

export type AdvanceInput = { by?: string | undefined; to?: Instant | undefined }

export type Advanced = {
  clock: SandboxClock
  from: Instant
  to: Instant
  /** Not completed: the worker goes on with it. */
  isCompleted: boolean
  done: DoneAt[]
  events: RecordedEvent[]
  hasMore: boolean
}

/** `at`: where the clock stands first; null when an earlier call of the same key has moved it. */
type Begun = { from: Instant; to: Instant; at: Instant | null }

/** A caller waits this long; what is left then is done by the worker. */
const patienceMs = 20_000
const maxListed = 1000

/**
 * Moves a sandbox's clock forward, and with it everything that is due by it, in its order. Answers when that is done,
 * or after 20 seconds with the rest left to the worker.
 *
 * Refuses SANDBOX_CLOCK_MOVING while another advance is under way.
 */
export const advanceClock = async (
  ctx: Context,
  sandboxId: string,
  input: AdvanceInput,
  handlers: TimerHandlers,
): Promise<Advanced> => {
  const sandbox = await reachSandbox(ctx, sandboxId, 'live_or_own_key')
  expectActive(sandbox)
  const { environmentId } = sandbox.environment
  const move: Move = { environmentId, mover: ctx.ids.randomBytes(12).toString('base64url') }
  const call = ctx.idempotency && !ctx.idempotency.isGenerated ? callOf(ctx) : null

  const begun = await transact(
    beforeAnswer(ctx),
    { clock: lockClock(environmentId), earlier: findEarlierAnswer(ctx) },
    ({ clock, earlier }): Decision<Begun> => {
      expectUnanswered(earlier)
      if (!clock) throw refuse(sandboxErrors.SANDBOX_NOT_FOUND, { param: 'sandbox_id' })
      const repeated = call !== null && clock.lastAdvance?.call === call ? clock.lastAdvance : null
      if (clock.target !== null) {
        if (repeated) throw refuse(httpErrors.IDEMPOTENCY_KEY_IN_PROGRESS, { param: 'Idempotency-Key' })
        throw refuse(clockErrors.SANDBOX_CLOCK_MOVING)
      }
      if (repeated) return { result: { from: repeated.from, to: repeated.to, at: null }, writes: [] }
      const { from, to } = spanOf(ctx, clock, input)
      // One instant later than everything that is there: what the advance brings about can be told from it.
      const at = plusMs(from, 1)
      const lastAdvance: LastAdvance = { call, from, to }
      return {
        result: { from, to, at },
        writes: beginMove(move, {
          at,
          target: to,
          runsOn: clock.frozenAt === null,
          leasedUntil: plusMs(ctx.systemClock.now(), moveLeaseMs),
          lastAdvance,
        }),
        wake: ['environments'],
      }
    },
  )

  const done: DoneAt[] = []
  let isCompleted = true
  if (begun.at !== null) isCompleted = await moveTo(ctx, move, { ...begun, at: begun.at }, handlers, done)
  const [after, events] = await Promise.all([
    reachSandbox(ctx, sandboxId, 'live_or_own_key'),
    ctx.db.run(findEventsBetween(environmentId, begun.from, begun.to, maxListed + 1)),
  ])
  const result: Advanced = {
    clock: sandboxClockOf(after, ctx.systemClock),
    from: begun.from,
    to: begun.to,
    isCompleted,
    done: done.slice(0, maxListed),
    events: events.slice(0, maxListed),
    hasMore: events.length > maxListed || done.length > maxListed,
  }
  // Answers are kept for a day from when they are given, and by a sandbox's own key that may be long after the call.
  const now = ctx.environmentId === environmentId ? result.clock.now : ctx.now
  return writeOnce({ ...ctx, now }, { result, writes: [] })
}

const callOf = (ctx: Context) =>
  `${ctx.environmentId} ${ctx.idempotency!.scope} ${ctx.idempotency!.key} ${ctx.idempotency!.digest.toString('base64')}`

const moveTo = async (
  ctx: Context,
  move: Move,
  { at, to }: { at: Instant; to: Instant },
  handlers: TimerHandlers,
  done: DoneAt[],
): Promise<boolean> => {
  // The program's own services: this context's time and ids are the caller's.
  const deadlineMs = ctx.systemClock.nowMs() + patienceMs
  const due = whatIsDue({ ...ctx, clock: ctx.systemClock }, handlers)
  try {
    return await moveClock(ctx, move, { at, target: to }, due.doWhatIsDue, {
      isOver: () => ctx.systemClock.nowMs() > deadlineMs,
      tell: (more) => done.push(...more),
    })
  } catch (error) {
    if (error instanceof MoveLost)
      throw refuse(clockErrors.SANDBOX_CLOCK_MOVING, {
        message: 'Somebody else stopped this advance, or reset the sandbox.',
      })
    throw error
  } finally {
    due.close()
  }
}

const spanOf = (ctx: Context, clock: ClockState, { by, to }: AdvanceInput) => {
  const from = clockOf(ctx.systemClock, { offsetMs: clock.offsetMs, frozenAt: clock.frozenAt }).now()
  const target = by === undefined ? new Date(to!).toISOString() : afterSpan(from, by)
  const param = by === undefined ? 'to' : 'by'
  if (target === null || target > latest)
    throw refuse(httpErrors.INVALID_REQUEST, {
      param,
      message: `"${param}" leads past ${latest}, where a sandbox's time ends.`,
    })
  if (target <= from)
    throw refuse(httpErrors.INVALID_REQUEST, {
      param,
      message: `"${param}" must lead past the sandbox's now, ${from}: a clock moves forward only.`,
    })
  return { from, to: target }
}
