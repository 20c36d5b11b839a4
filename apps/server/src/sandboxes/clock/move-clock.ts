import { type Instant, plusMs } from '../../platform/clock/clock.ts'
import type { Services } from '../../platform/context.ts'
import type { Statement } from '../../platform/db/statement.ts'
import type { RanTimer } from '../../platform/jobs/timers.ts'
import { type Move, endMove, findNextDue, leaveMove, renewMove, stepTo } from './queries.ts'

/** What a clock's mover has done at each instant at which it stood still. */
export type DoneAt =
  | { type: 'timer'; at: Instant; timer: RanTimer }
  | { type: 'attempt'; at: Instant; webhookDeliveryId: string; attemptNumber: number; isDelivered: boolean }
  | { type: 'notice'; at: Instant; noticeId: string; attemptNumber: number; isDelivered: boolean }

/**
 * Does what is due in one sandbox at this instant of its clock, a batch of it, and says what that was. Begins nothing more
 * once it is over.
 */
export type DoWhatIsDue = (environmentId: string, at: Instant, isOver: () => boolean) => Promise<DoneAt[]>

/** The lease was somebody else's meanwhile: the clock was stopped, or the sandbox reset. */
export class MoveLost extends Error {}

export const moveLeaseMs = 30_000
const renewEveryMs = 5_000
const lookAgainMs = 20
/** Work that makes itself due again at the same instant would keep the clock there for good. */
const maxBatchesAtOneInstant = 10_000

/**
 * Moves a clock from one instant at which something is due to the next, up to its target, and does at each what is due.
 * A crash leaves the clock at such an instant, with its target: whoever takes the move over goes on from there.
 *
 * @param isOver Says when it is to be left to somebody else.
 * @returns Whether the target was reached.
 */
export const moveClock = async (
  services: Pick<Services, 'db' | 'systemClock' | 'wakeups'>,
  move: Move,
  { at: first, target }: { at: Instant; target: Instant },
  doWhatIsDue: DoWhatIsDue,
  { isOver, tell }: { isOver: () => boolean; tell: (done: readonly DoneAt[]) => void },
): Promise<boolean> => {
  const { db, systemClock, wakeups } = services
  const mine = async (statement: Statement<boolean>) => {
    if (!(await db.run(statement))) throw new MoveLost('The clock is moved by somebody else.')
  }
  const renewal = setInterval(() => {
    db.run(renewMove(move, plusMs(systemClock.now(), moveLeaseMs))).catch(() => {})
  }, renewEveryMs)
  try {
    for (let at = first; ;) {
      const nextAt = await doAll(services, move.environmentId, at, doWhatIsDue, isOver, tell)
      if (nextAt === 'left') {
        await mine(leaveMove(move, systemClock.now()))
        return false
      }
      if (nextAt === null || nextAt > target) break
      await mine(stepTo(move, nextAt))
      at = nextAt
    }
    await mine(endMove(move, systemClock.now()))
    return true
  } finally {
    clearInterval(renewal)
    for (const topic of ['environments', 'events', 'timers', 'deliveries'] as const) wakeups.wake(topic)
  }
}

/** Until all that is due at this instant is done, by whomever. Says when something is due next. */
const doAll = async (
  { db }: Pick<Services, 'db'>,
  environmentId: string,
  at: Instant,
  doWhatIsDue: DoWhatIsDue,
  isOver: () => boolean,
  tell: (done: readonly DoneAt[]) => void,
): Promise<Instant | null | 'left'> => {
  for (let batch = 0; !isOver(); batch++) {
    const done = await doWhatIsDue(environmentId, at, isOver)
    tell(done)
    if (done.length > 0 && batch < maxBatchesAtOneInstant) continue
    const { nextAt, undone } = await db.run(findNextDue(environmentId, at))
    if (undone === 0 || batch >= maxBatchesAtOneInstant) return nextAt
    // A worker began it before the clock was moved; if that worker is dead, its lease ends soon.
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
  }
  return 'left'
}
