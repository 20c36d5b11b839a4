import { type Instant, plusMs } from '../../platform/clock/clock.ts'
import type { Services } from '../../platform/context.ts'
import type { Statement } from '../../platform/db/statement.ts'
import type { RanTimer } from '../../platform/jobs/timers.ts'
import { type Move, endMove, findNextDue, leaveMove, renewMove, stepTo } from './queries.ts'

/** What a clock's mover has done at each instant at which it stood still. */
export type DoneAt =
  | { type: 'timer'; at: Instant; timer: RanTimer }
  | { type: 'attempt'; at: Instant; webhookDeliveryId: string; attemptNumber: number; isDelivered: boolean }

/** Does what is due in one sandbox at this instant of its clock, a batch of it, and says what that was. */
export type DoWhatIsDue = (environmentId: string, at: Instant) => Promise<DoneAt[]>

/** The lease was somebody else's meanwhile: the sandbox was reset, or this process stood still for too long. */
export class MoveLost extends Error {}

export const moveLeaseMs = 30_000
const renewEveryMs = 5_000
/** An attempt that another worker began before the move takes ten seconds at most. */
const patienceMs = 12_000
const lookAgainMs = 20
/** Work that makes itself due again at the same instant would keep the clock there for good. */
const maxBatchesAtOneInstant = 10_000

/**
 * Moves a clock from one instant at which something is due to the next, up to its target, and does at each what is due.
 * A crash leaves the clock at such an instant, with its target: whoever takes the move over goes on from there.
 *
 * @param deadlineMs When, by the machine's clock, it is left to somebody else.
 * @returns Whether the target was reached.
 */
export const moveClock = async (
  services: Pick<Services, 'db' | 'systemClock' | 'wakeups'>,
  move: Move,
  { at: first, target }: { at: Instant; target: Instant },
  doWhatIsDue: DoWhatIsDue,
  { deadlineMs, tell }: { deadlineMs: number; tell: (done: readonly DoneAt[]) => void },
): Promise<boolean> => {
  const { db, systemClock, wakeups } = services
  const mine = async (statement: Statement<boolean>) => {
    if (!(await db.run(statement))) throw new MoveLost('The clock is moved by somebody else.')
  }
  const renewal = setInterval(() => {
    db.run(renewMove(move, plusMs(systemClock.now(), moveLeaseMs))).catch(() => {})
  }, renewEveryMs)
  // What failed is tried again by the worker, a while later by the machine's clock: nobody waits for it here.
  const failed = new Set<string>()
  try {
    for (let at = first; ;) {
      await doAll(services, move.environmentId, at, failed, doWhatIsDue, tell)
      const { nextAt } = await db.run(findNextDue(move.environmentId, at, systemClock.now()))
      if (nextAt === null || nextAt > target) break
      if (systemClock.nowMs() > deadlineMs) {
        await mine(leaveMove(move, systemClock.now()))
        return false
      }
      await mine(stepTo(move, nextAt))
      at = nextAt
    }
    await mine(endMove(move, systemClock.now()))
    return true
  } finally {
    clearInterval(renewal)
    wakeups.wake('environments')
    wakeups.wake('timers')
    wakeups.wake('deliveries')
  }
}

const doAll = async (
  { db, systemClock }: Pick<Services, 'db' | 'systemClock'>,
  environmentId: string,
  at: Instant,
  failed: Set<string>,
  doWhatIsDue: DoWhatIsDue,
  tell: (done: readonly DoneAt[]) => void,
) => {
  let waitedMs = 0
  for (let batch = 0; batch < maxBatchesAtOneInstant && waitedMs < patienceMs; batch++) {
    const done = await doWhatIsDue(environmentId, at)
    tell(done)
    for (const one of done)
      if (one.type === 'timer' && !one.timer.isDone) failed.add(`${one.timer.kind} ${one.timer.subjectId}`)
    if (done.length > 0) continue
    const { inOtherHands } = await db.run(findNextDue(environmentId, at, systemClock.now()))
    if (inOtherHands.every((name) => failed.has(name))) return
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
    waitedMs += lookAgainMs
  }
}
