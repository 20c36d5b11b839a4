import { plusMs } from '../../platform/clock/clock.ts'
import type { Services } from '../../platform/context.ts'
import { type WatchedLoop, startLoop } from '../../platform/jobs/loop.ts'
import type { TimerHandlers } from '../../platform/jobs/timers.ts'
import { whatIsDue } from './do-what-is-due.ts'
import { MoveLost, moveClock, moveLeaseMs } from './move-clock.ts'
import { findAbandonedMoves, takeOverMove } from './queries.ts'

const lookEveryMs = 1000
/** A worker has all the time there is, but comes back to see whether it is to stop. */
const sliceMs = 5_000

/** Goes on with advances whose process died, or whose caller did not want to wait any longer. */
export const startClockMoves = (services: Services, handlers: TimerHandlers): WatchedLoop => {
  const { db, systemClock, ids, log } = services
  return startLoop({
    name: 'sandbox clocks',
    everyMs: lookEveryMs,
    log,
    work: async () => {
      const abandoned = await db.run(findAbandonedMoves(systemClock.now()))
      for (const environmentId of abandoned) {
        const move = { environmentId, mover: ids.randomBytes(12).toString('base64url') }
        const now = systemClock.now()
        const taken = await db.run(takeOverMove(move, now, plusMs(now, moveLeaseMs)))
        if (!taken) continue
        const due = whatIsDue(services, handlers)
        try {
          await moveClock(services, move, taken, due.doWhatIsDue, {
            deadlineMs: systemClock.nowMs() + sliceMs,
            tell: () => {},
          })
        } catch (error) {
          if (!(error instanceof MoveLost)) throw error
        } finally {
          due.close()
        }
      }
      return abandoned.length
    },
  })
}
