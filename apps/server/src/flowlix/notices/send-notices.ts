import { plusMs } from '../../platform/clock/clock.ts'
import { clockOf } from '../../platform/clock/own-clock.ts'
import type { Services } from '../../platform/context.ts'
import { type WatchedLoop, startLoop } from '../../platform/jobs/loop.ts'
import { deliveryLeaseMs } from '../../webhooks/delivery.ts'
import { type DeliveryAgents, createDeliveryAgents } from '../../webhooks/send-delivery.ts'
import { sendingLanes } from '../../webhooks/sending-lanes.ts'
import { attemptNotice } from './attempt-notice.ts'
import { type Notice, settledBy } from './notice.ts'
import { settleNotice } from './notice-queries.ts'
import {
  type DueNotice,
  type NoticeLane,
  findDueNoticeLanes,
  releaseNotice,
  suppressTakenNotice,
  takeDueNotices,
  takeDueNoticesIn,
} from './notice-queue.ts'

const lookEveryMs = 250
const atOnce = 32
const idleTimeoutMs = 4000

const attemptIt = async (services: Services, due: DueNotice, agents: DeliveryAgents) => {
  const made = await attemptNotice(services, due, agents)
  return { taken: due.notice, settled: settledBy(due.notice, made, true), failure: made.outcome.failure }
}

const suppress = (services: Services, due: DueNotice): Promise<void> => {
  const now = clockOf(services.systemClock, due.environment.ownClock).now()
  return services.db.run(suppressTakenNotice(due, now))
}

/**
 * Sends notices in the background: at once after a COMMIT of this process, else found by looking. Each receiver has a lane of
 * its own, as Flint's webhooks have.
 */
export const startNotices = (services: Services): WatchedLoop => {
  const { systemClock, db, log, wakeups } = services
  const lanes = sendingLanes(services, {
    what: 'Flowlix notices',
    nameOf: ({ environmentId, lane }: NoticeLane) => `${environmentId} ${lane}`,
    laneOf: ({ notice, lane }: DueNotice) => ({ environmentId: notice.environmentId, lane }),
    take: (chosen, now, leasedUntil) => db.run(takeDueNotices(chosen, now, leasedUntil)),
    isDeliverable: ({ isDeliverable }) => isDeliverable,
    suppress: async (due) => void (await Promise.all(due.map((each) => suppress(services, each)))),
    attempt: (due, agents) => attemptIt(services, due, agents),
    failureOf: ({ failure }) => failure,
    record: ({ taken, settled }) => db.run(settleNotice(taken, settled)),
    release: (due) => db.run(releaseNotice(due)),
  })
  const loop = startLoop({
    name: 'Flowlix notices',
    everyMs: lookEveryMs,
    log,
    work: async () => {
      lanes.signal(await db.run(findDueNoticeLanes(systemClock.now())))
      return 0
    },
    onWake: (wake) => wakeups.on('events', wake),
  })
  return {
    late: loop.late,
    stop: async () => {
      await loop.stop()
      await lanes.stop()
    },
  }
}

export type SentNotice = { notice: Notice; isDelivered: boolean }

/** Makes every attempt that is due in one sandbox at this instant of its clock, for who moves that clock. */
export const noticesOfOneSandbox = (services: Services) => {
  const { db, systemClock } = services
  const agents = createDeliveryAgents({ maxSocketsPerHost: atOnce, idleTimeoutMs })

  const send = async (due: DueNotice): Promise<SentNotice[]> => {
    if (!due.isDeliverable) {
      await suppress(services, due)
      return []
    }
    const { taken, settled, failure } = await attemptIt(services, due, agents)
    await db.run(settleNotice(taken, settled))
    return [{ notice: settled, isDelivered: failure === null }]
  }

  return {
    makeDue: async (environmentId: string, isOver: () => boolean): Promise<SentNotice[]> => {
      const made: SentNotice[] = []
      while (!isOver()) {
        const now = systemClock.now()
        const due = await db.run(takeDueNoticesIn(environmentId, atOnce, now, plusMs(now, deliveryLeaseMs)))
        if (due.length === 0) break
        made.push(...(await Promise.all(due.map(send))).flat())
      }
      return made
    },
    close: () => {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}
