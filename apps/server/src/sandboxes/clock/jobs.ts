import { plusMs } from '../../platform/clock/clock.ts'
import type { Services } from '../../platform/context.ts'
import { type WatchedLoop, startLoop } from '../../platform/jobs/loop.ts'
import type { TimerHandlers } from '../../platform/jobs/timers.ts'
import { whatIsDue } from './do-what-is-due.ts'
import { MoveLost, moveClock, moveLeaseMs } from './move-clock.ts'
import { findAbandonedMoves, takeOverMove } from './queries.ts'

const lookEveryMs = 1000
/** Long ones are taken up again and again, so that other sandboxes have their turn. */
const sliceMs = 5_000
const atOnce = 8

/** Goes on with advances whose process died, or whose caller did not want to wait any longer. */
export const startClockMoves = (services: Services, handlers: TimerHandlers): WatchedLoop => {
  const { db, systemClock, ids, log } = services
  let isStopping = false

  const goOn = async (environmentId: string) => {
    const move = { environmentId, mover: ids.randomBytes(12).toString('base64url') }
    const now = systemClock.now()
    const taken = await db.run(takeOverMove(move, now, plusMs(now, moveLeaseMs)))
    if (!taken) return
    const untilMs = systemClock.nowMs() + sliceMs
    const due = whatIsDue(services, handlers)
    try {
      await moveClock(services, move, taken, due.doWhatIsDue, {
        isOver: () => isStopping || systemClock.nowMs() > untilMs,
        tell: () => {},
      })
    } catch (error) {
      if (!(error instanceof MoveLost)) log.error('A clock could not be moved on', { error, environmentId })
    } finally {
      due.close()
    }
  }

  const loop = startLoop({
    name: 'sandbox clocks',
    everyMs: lookEveryMs,
    log,
    work: async () => {
      const abandoned = await db.run(findAbandonedMoves(systemClock.now(), atOnce))
      await Promise.all(abandoned.map(goOn))
      return abandoned.length
    },
  })
  return {
    late: loop.late,
    stop: () => {
      isStopping = true
      return loop.stop()
    },
  }
}
