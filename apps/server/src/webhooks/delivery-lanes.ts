import { plusMs } from '../platform/clock/clock.ts'
import type { Services } from '../platform/context.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import { deliveryLeaseMs } from './delivery.ts'
import { type OutcomeRecorder, outcomeRecorder } from './outcome-recorder.ts'
import {
  type DueDelivery,
  type Lane,
  releaseTaken,
  suppressTaken,
  takeDueDeliveries,
} from './queue-queries.ts'
import { createDeliveryAgents } from './send-delivery.ts'
import { settleAttempt } from './settle-attempt.ts'

/** Attempts under way for one endpoint at a time. */
const laneWidth = 16
/** While an endpoint lets attempts time out, it holds this many sockets only. */
const hangingLaneWidth = 4
/** Attempts under way in this process. */
const maxUnderWay = 512
/** Below the five seconds after which common servers close an idle connection. */
const idleTimeoutMs = 4000
/** On a stop, attempts under way get this long to end by themselves. */
const stopPatienceMs = 1500

type OpenLane = Lane & { isDue: boolean; underWay: number; width: number }

export type DeliveryLanes = {
  /** Something is due there. Returns at once. */
  signal(lanes: readonly Lane[]): void
  stop(): Promise<void>
}

/**
 * Sends what is due, each endpoint in a lane of its own, so that one that hangs fills its lane and nothing else.
 *
 *   idle --signal--> due --taken, more than had room--> due
 *                    due --taken, fewer than had room--> idle
 *
 * A lane that is due and full goes on when one of its attempts ends. A delivery is leased when it is taken and its
 * lane has room, so its attempt starts at once and the lease outlives it.
 */
export const deliveryLanes = (services: Services): DeliveryLanes => {
  const { clock, db, ids, log } = services
  const agents = createDeliveryAgents({ maxSocketsPerHost: maxUnderWay, idleTimeoutMs })
  const recorder: OutcomeRecorder = outcomeRecorder(services)
  const open = new Map<string, OpenLane>()
  const attempts = new Set<Promise<void>>()
  let isTaking = false
  let isStopping = false
  let taking: Promise<void> = Promise.resolve()

  const signal = (lanes: readonly Lane[]) => {
    for (const lane of lanes) {
      const known = open.get(nameOf(lane))
      if (known) known.isDue = true
      else open.set(nameOf(lane), { ...lane, isDue: true, underWay: 0, width: laneWidth })
    }
    pump()
  }

  const pump = () => {
    if (isTaking || isStopping) return
    isTaking = true
    taking = takeWhileDue()
      .catch((error: unknown) => log.error('Webhook deliveries could not be taken', { error }))
      .finally(() => {
        isTaking = false
      })
  }

  const takeWhileDue = async () => {
    for (let lanes = lanesWithRoom(); lanes.length > 0 && !isStopping; lanes = lanesWithRoom()) {
      // Cleared before asking: what is signalled meanwhile may not be in the answer.
      for (const { lane } of lanes) lane.isDue = false
      const now = clock.now()
      const due = await db.run(
        takeDueDeliveries(
          lanes.map(({ lane, room }) => ({ ...lane, room })),
          now,
          plusMs(now, deliveryLeaseMs),
        ),
      )
      start(due)
      for (const { lane, room } of lanes) {
        const taken = due.filter(
          ({ taken: { webhookEndpointId } }) => webhookEndpointId === lane.webhookEndpointId,
        )
        if (taken.length === room) lane.isDue = true
        forgetIfIdle(lane)
      }
    }
  }

  const lanesWithRoom = () => {
    let free = maxUnderWay - attempts.size
    const chosen: { lane: OpenLane; room: number }[] = []
    for (const lane of open.values()) {
      const room = Math.min(free, lane.isDue ? lane.width - lane.underWay : 0)
      if (room <= 0) continue
      chosen.push({ lane, room })
      free -= room
    }
    return chosen
  }

  const start = (due: readonly DueDelivery[]) => {
    const undeliverable = due.filter(({ isDeliverable }) => !isDeliverable).map(({ taken }) => taken)
    if (undeliverable.length > 0) {
      db.run(suppressTaken(undeliverable, clock.now())).catch((error: unknown) =>
        log.error('Webhook deliveries could not be suppressed', { error }),
      )
    }
    for (const delivery of due) {
      if (!delivery.isDeliverable) continue
      const lane = open.get(nameOf(delivery.taken))!
      lane.underWay++
      const attempt = deliver(delivery, lane).finally(() => {
        attempts.delete(attempt)
        lane.underWay--
        forgetIfIdle(lane)
        if (open.size > 0) pump()
      })
      attempts.add(attempt)
    }
  }

  const deliver = async (delivery: DueDelivery, lane: OpenLane) => {
    const outcome = await attemptDelivery(services, delivery, agents)
    // Our own stop broke it off, which says nothing about the endpoint.
    if (isStopping && outcome.failure !== null) return db.run(releaseTaken([delivery.taken]))
    lane.width = outcome.failure?.diagnosticCategory === 'timeout' ? hangingLaneWidth : laneWidth
    const trigger = delivery.taken.automaticAttemptCount === 0 ? 'automatic_delivery' : 'automatic_retry'
    await recorder.record(
      settleAttempt(delivery.taken, trigger, outcome, {
        attemptId: ids.newId('wdat'),
        random: ids.random(),
      }),
    )
  }

  const forgetIfIdle = (lane: OpenLane) => {
    if (!lane.isDue && lane.underWay === 0) open.delete(nameOf(lane))
  }

  return {
    signal,
    stop: async () => {
      isStopping = true
      await taking
      const ended = Promise.allSettled(attempts)
      const patience = setTimeout(() => {
        agents.http.destroy()
        agents.https.destroy()
      }, stopPatienceMs)
      await ended
      clearTimeout(patience)
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}

const nameOf = ({ environmentId, webhookEndpointId }: Lane) => `${environmentId} ${webhookEndpointId}`
