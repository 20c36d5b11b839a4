import { deleteExpiredTokens } from './card-tokens/queries.ts'
import { checkoutSessionTimers } from './checkout-sessions/jobs.ts'
import { customerTimers } from './customers/index.ts'
import { disputeTimers } from './disputes/index.ts'
import { deleteOldEmails, startMail } from './mail/index.ts'
import { orderTimers } from './orders/jobs.ts'
import { paymentMethodTimers } from './payment-methods/index.ts'
import { environments } from './platform/auth/environments.ts'
import type { Services } from './platform/context.ts'
import { deleteExpiredCalls } from './platform/idempotency/queries.ts'
import { startLoop } from './platform/jobs/loop.ts'
import { type TimerHandler, runDueTimers } from './platform/jobs/timers.ts'
import { deleteOldRequestLogs } from './platform/log/request-log.ts'
import { receiptWriters } from './receipts/index.ts'
import { refundTimers } from './refunds/jobs.ts'
import { startWebhookDelivery } from './webhooks/jobs.ts'

/** What each capability does later, by the kind of timer; one line each. */
const timerHandlers: Record<string, TimerHandler> = {
  ...orderTimers,
  ...checkoutSessionTimers,
  ...refundTimers,
  ...disputeTimers,
  ...customerTimers,
  ...paymentMethodTimers,
}

const timersEveryMs = 250
const retentionEveryMs = 60_000
const retentionBatch = 1000

export type Worker = { stop(): Promise<void> }

/** Runs all background work of this process. Any number of workers may run beside it. */
export const startWorker = (services: Services): Worker => {
  const { log, wakeups } = services
  const known = environments(services)
  const loops = [
    startWebhookDelivery(services),
    startMail(services, receiptWriters),
    startLoop({
      name: 'timers',
      everyMs: timersEveryMs,
      log,
      work: () => runDueTimers(services, known, timerHandlers),
      onWake: (wake) => wakeups.on('timers', wake),
    }),
    startLoop({
      name: 'retention',
      everyMs: retentionEveryMs,
      log,
      work: async () => {
        const now = services.clock.now()
        let deleted = 0
        for (const outdated of [
          deleteExpiredCalls,
          deleteExpiredTokens,
          deleteOldRequestLogs,
          deleteOldEmails,
        ])
          deleted += await services.db.run(outdated(now, retentionBatch))
        return deleted
      },
    }),
  ]
  return { stop: async () => void (await Promise.all(loops.map((loop) => loop.stop()))) }
}
