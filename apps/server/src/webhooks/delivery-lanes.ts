import { plusMs } from '../platform/clock/clock.ts'
import type { Services } from '../platform/context.ts'
import { attemptAutomatically } from './attempt-automatically.ts'
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

/** Attempts under way for one endpoint at a time. */
const laneWidth = 16
/** While an endpoint lets attempts time out, it holds this many sockets only. */
const hangingLaneWidth = 4
/** Attempts under way in this process. */
const maxUnderWay = 512
/** A few attempts end in this time where many are due, and it is nothing to an endpoint that has not kept up. */
const refillAfterMs = 4
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
  const { systemClock, db, log } = services
  const agents = createDeliveryAgents({ maxSocketsPerHost: maxUnderWay, idleTimeoutMs })
  const recorder: OutcomeRecorder = outcomeRecorder(services)
  const open = new Map<string, OpenLane>()
  const attempts = new Set<Promise<void>>()
  let isTaking = false
  let isRefilling = false
  let isStopping = false
  let isBrokenOff = false
  let taking: Promise<void> = Promise.resolve()

  const signal = (lanes: readonly Lane[]) => {
    for (const lane of lanes) {
      const known = open.get(nameOf(lane))
      if (known) known.isDue = true
      else open.set(nameOf(lane), { ...lane, isDue: true, underWay: 0, width: laneWidth })
    }
    pump()
  }

  /** The room that attempts leave one after the other is filled together. */
  const refillSoon = () => {
    if (isRefilling) return
    isRefilling = true
    setTimeout(() => {
      isRefilling = false
      pump()
    }, refillAfterMs)
  }

  const pump = () => {
    if (isTaking || isStopping) return
    isTaking = true
    taking = takeWhileDue()
      .catch((error: unknown) => log.error('Webhook deliveries could not be taken', { error }))
      .then(() => {
        isTaking = false
        // Signalled after the last look, before this line.
        if (lanesWithRoom().length > 0) pump()
      })
  }

  const takeWhileDue = async () => {
    for (let chosen = lanesWithRoom(); chosen.length > 0 && !isStopping; chosen = lanesWithRoom())
      await takeFrom(chosen)
  }

  const takeFrom = async (chosen: readonly { lane: OpenLane; room: number }[]) => {
    for (const { lane, room } of chosen) {
      // Cleared before asking: what is signalled meanwhile may not be in the answer.
      lane.isDue = false
      lane.underWay += room
    }
    let due: DueDelivery[] = []
    try {
      const now = systemClock.now()
      const lanes = chosen.map(({ lane, room }) => ({ ...lane, room }))
      due = await db.run(takeDueDeliveries(lanes, now, plusMs(now, deliveryLeaseMs)))
    } finally {
      for (const { lane, room } of chosen) {
        // By both: a sandbox and its fork have endpoints of the same id.
        const taken = due.filter((delivery) => nameOf(delivery.taken) === nameOf(lane))
        lane.underWay -= room
        if (taken.length === room) lane.isDue = true
        start(lane, taken)
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

  const start = (lane: OpenLane, due: readonly DueDelivery[]) => {
    const undeliverable = due.filter(({ isDeliverable }) => !isDeliverable).map(({ taken }) => taken)
    if (undeliverable.length > 0) run(db.run(suppressTaken(undeliverable, systemClock.now())))
    for (const delivery of due) if (delivery.isDeliverable) run(deliver(delivery, lane))
  }

  const run = (work: Promise<void>) => {
    const attempt = work
      .catch((error: unknown) => log.error('A webhook attempt broke off', { error }))
      .then(() => {
        attempts.delete(attempt)
        refillSoon()
      })
    attempts.add(attempt)
  }

  const deliver = async (delivery: DueDelivery, lane: OpenLane) => {
    const settled = await attemptIn(lane, delivery)
    const { failure } = settled.attempt.outcome
    // Our own stop broke it off, which says nothing about the endpoint.
    if (isBrokenOff && failure !== null) return db.run(releaseTaken([delivery.taken]))
    await recorder.record(settled)
  }

  /** The lane is the endpoint's: it has room again when the endpoint has answered, whenever that is written down. */
  const attemptIn = async (lane: OpenLane, delivery: DueDelivery) => {
    lane.underWay++
    try {
      const settled = await attemptAutomatically(services, delivery, agents)
      const isHanging = settled.attempt.outcome.failure?.diagnosticCategory === 'timeout'
      lane.width = isHanging ? hangingLaneWidth : laneWidth
      return settled
    } finally {
      lane.underWay--
      forgetIfIdle(lane)
      refillSoon()
    }
  }

  const breakOff = () => {
    agents.http.destroy()
    agents.https.destroy()
  }

  const forgetIfIdle = (lane: OpenLane) => {
    if (!lane.isDue && lane.underWay === 0) open.delete(nameOf(lane))
  }

  return {
    signal,
    stop: async () => {
      isStopping = true
      await taking
      let again: NodeJS.Timeout | undefined
      const patience = setTimeout(() => {
        isBrokenOff = true
        breakOff()
        // An attempt may ask once more over a new connection.
        again = setInterval(breakOff, 100)
      }, stopPatienceMs)
      await Promise.all(attempts)
      clearTimeout(patience)
      clearInterval(again)
      breakOff()
    },
  }
}

const nameOf = ({ environmentId, webhookEndpointId }: Lane) => `${environmentId} ${webhookEndpointId}`
