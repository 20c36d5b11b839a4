import { alertWriters, startAlerts } from './alerts/index.ts'
import { startNotices } from './flowlix/notices/index.ts'
import { startMail } from './mail/index.ts'
import type { Services } from './platform/context.ts'
import { type WatchedLoop, startLoop } from './platform/jobs/loop.ts'
import { runDueTimers } from './platform/jobs/timers.ts'
import { receiptWriters } from './receipts/index.ts'
import { retention } from './retention.ts'
import { startClockMoves } from './sandboxes/clock/jobs.ts'
import { timerHandlers } from './timer-handlers.ts'
import { userWriters } from './users/index.ts'
import { renewReadiness } from './verification/jobs.ts'
import { startWebhookDelivery } from './webhooks/jobs.ts'

const timersEveryMs = 250
const readinessEveryMs = 60_000
const retentionEveryMs = 60_000
const retentionBatch = 1000

export type Worker = WatchedLoop

/** Runs all background work of this process. Any number of workers may run beside it. */
export const startWorker = (services: Services): Worker => {
  const { log, wakeups } = services
  const loops = [
    startWebhookDelivery(services),
    startNotices(services),
    startMail(services, { ...receiptWriters, ...userWriters, ...alertWriters }),
    startClockMoves(services, timerHandlers),
    startAlerts(services),
    startLoop({
      name: 'timers',
      everyMs: timersEveryMs,
      log,
      work: () => runDueTimers(services, timerHandlers),
      onWake: (wake) => wakeups.on('timers', wake),
    }),
    startLoop({
      name: 'readiness',
      everyMs: readinessEveryMs,
      log,
      work: () => renewReadiness(services),
    }),
    startLoop({
      name: 'retention',
      everyMs: retentionEveryMs,
      log,
      work: async () => {
        const now = services.systemClock.now()
        let fullBatches = 0
        for (const outdated of retention)
          if ((await services.db.run(outdated(now, retentionBatch))) >= retentionBatch) fullBatches++
        return fullBatches
      },
    }),
  ]
  return {
    late: () => loops.flatMap((loop) => loop.late()),
    stop: async () => void (await Promise.all(loops.map((loop) => loop.stop()))),
  }
}
