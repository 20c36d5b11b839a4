import { plusMs } from '../platform/clock/clock.ts'
import type { Services } from '../platform/context.ts'
import { attemptAutomatically } from './attempt-automatically.ts'
import { deliveryLeaseMs } from './delivery.ts'
import { outcomeRecorder } from './outcome-recorder.ts'
import { type DueDelivery, fanOutEvents, suppressTaken, takeDueDeliveriesIn } from './queue-queries.ts'
import { createDeliveryAgents } from './send-delivery.ts'
import type { SettledAttempt } from './settle-attempt.ts'

const fanOutBatch = 200
const atOnce = 32
const idleTimeoutMs = 4000

/**
 * Makes every attempt that is due in one sandbox at this instant of its clock, for who moves that clock, and says what
 * came of each.
 */
export const attemptsOfOneSandbox = (services: Services) => {
  const { db, systemClock } = services
  const agents = createDeliveryAgents({ maxSocketsPerHost: atOnce, idleTimeoutMs })
  const recorder = outcomeRecorder(services)

  const makeBatch = async (due: readonly DueDelivery[]): Promise<SettledAttempt[]> => {
    const undeliverable = due.filter(({ isDeliverable }) => !isDeliverable).map(({ taken }) => taken)
    if (undeliverable.length > 0) await db.run(suppressTaken(undeliverable, systemClock.now()))
    return Promise.all(
      due
        .filter(({ isDeliverable }) => isDeliverable)
        .map(async (delivery) => {
          const settled = await attemptAutomatically(services, delivery, agents)
          await recorder.record(settled)
          return settled
        }),
    )
  }

  return {
    makeDue: async (environmentId: string, isOver: () => boolean): Promise<SettledAttempt[]> => {
      while ((await db.run(fanOutEvents(systemClock.now(), fanOutBatch, environmentId))).events > 0);
      const made: SettledAttempt[] = []
      while (!isOver()) {
        const now = systemClock.now()
        const due = await db.run(
          takeDueDeliveriesIn(environmentId, atOnce, now, plusMs(now, deliveryLeaseMs)),
        )
        if (due.length === 0) return made
        made.push(...(await makeBatch(due)))
      }
      return made
    },
    close: () => {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}
