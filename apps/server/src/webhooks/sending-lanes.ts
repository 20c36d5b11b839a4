import { type Instant, plusMs } from '../platform/clock/clock.ts'
import type { Services } from '../platform/context.ts'
import { deliveryLeaseMs } from './delivery.ts'
import type { DeliveryFailure } from './delivery-failure.ts'
import { type DeliveryAgents, createDeliveryAgents } from './send-delivery.ts'

/** Attempts under way for one receiver at a time. */
const laneWidth = 16
/** While a receiver lets attempts time out, it holds this many sockets only. */
const hangingLaneWidth = 4
/** Attempts under way in this process. */
const maxUnderWay = 512
/** A few attempts end in this time where many are due, and it is nothing to a receiver that has not kept up. */
const refillAfterMs = 4
/** Below the five seconds after which common servers close an idle connection. */
const idleTimeoutMs = 4000
/** On a stop, attempts under way get this long to end by themselves. */
const stopPatienceMs = 1500

/** What is sent, and how it is taken from its queue and written down. `Lane` names a receiver, `Due` one thing for it. */
export type Sending<Lane, Due, Settled> = {
  /** For the log, such as `Webhook deliveries`. */
  what: string
  /** Tells lanes apart, over all environments. */
  nameOf(lane: Lane): string
  laneOf(due: Due): Lane
  /** Leases what is due in these lanes, at most `room` in each. */
  take(lanes: readonly (Lane & { room: number })[], now: Instant, leasedUntil: Instant): Promise<Due[]>
  /** Its receiver still wants it. */
  isDeliverable(due: Due): boolean
  suppress(due: readonly Due[]): Promise<void>
  /** Never rejects for what the receiver does. */
  attempt(due: Due, agents: DeliveryAgents): Promise<Settled>
  failureOf(settled: Settled): DeliveryFailure | null
  record(settled: Settled): Promise<void>
  /** Gives it back untried. */
  release(due: Due): Promise<void>
}

type OpenLane<Lane> = { lane: Lane; isDue: boolean; underWay: number; width: number }

export type SendingLanes<Lane> = {
  /** Something is due there. Returns at once. */
  signal(lanes: readonly Lane[]): void
  stop(): Promise<void>
}

/**
 * Sends what is due, each receiver in a lane of its own, so that one that hangs fills its lane and nothing else.
 *
 *   idle --signal--> due --taken, more than had room--> due
 *                    due --taken, fewer than had room--> idle
 *
 * A lane that is due and full goes on when one of its attempts ends. What is sent is leased when it is taken and its
 * lane has room, so its attempt starts at once and the lease outlives it.
 */
export const sendingLanes = <Lane, Due, Settled>(
  { systemClock, log }: Pick<Services, 'systemClock' | 'log'>,
  sending: Sending<Lane, Due, Settled>,
): SendingLanes<Lane> => {
  const agents = createDeliveryAgents({ maxSocketsPerHost: maxUnderWay, idleTimeoutMs })
  const open = new Map<string, OpenLane<Lane>>()
  const attempts = new Set<Promise<void>>()
  let isTaking = false
  let isRefilling = false
  let isStopping = false
  let isBrokenOff = false
  let taking: Promise<void> = Promise.resolve()

  const signal = (lanes: readonly Lane[]) => {
    for (const lane of lanes) {
      const known = open.get(sending.nameOf(lane))
      if (known) known.isDue = true
      else open.set(sending.nameOf(lane), { lane, isDue: true, underWay: 0, width: laneWidth })
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
      .catch((error: unknown) => log.error(`${sending.what} could not be taken`, { error }))
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

  const takeFrom = async (chosen: readonly { place: OpenLane<Lane>; room: number }[]) => {
    for (const { place, room } of chosen) {
      // Cleared before asking: what is signalled meanwhile may not be in the answer.
      place.isDue = false
      place.underWay += room
    }
    let due: Due[] = []
    try {
      const now = systemClock.now()
      const lanes = chosen.map(({ place, room }) => ({ ...place.lane, room }))
      due = await sending.take(lanes, now, plusMs(now, deliveryLeaseMs))
    } finally {
      for (const { place, room } of chosen) {
        // By both: a sandbox and its fork have receivers of the same id.
        const taken = due.filter(
          (each) => sending.nameOf(sending.laneOf(each)) === sending.nameOf(place.lane),
        )
        place.underWay -= room
        if (taken.length === room) place.isDue = true
        start(place, taken)
        forgetIfIdle(place)
      }
    }
  }

  const lanesWithRoom = () => {
    let free = maxUnderWay - attempts.size
    const chosen: { place: OpenLane<Lane>; room: number }[] = []
    for (const place of open.values()) {
      const room = Math.min(free, place.isDue ? place.width - place.underWay : 0)
      if (room <= 0) continue
      chosen.push({ place, room })
      free -= room
    }
    return chosen
  }

  const start = (place: OpenLane<Lane>, due: readonly Due[]) => {
    const undeliverable = due.filter((each) => !sending.isDeliverable(each))
    if (undeliverable.length > 0) run(sending.suppress(undeliverable))
    for (const each of due) if (sending.isDeliverable(each)) run(deliver(each, place))
  }

  const run = (work: Promise<void>) => {
    const attempt = work
      .catch((error: unknown) => log.error(`${sending.what}: an attempt broke off`, { error }))
      .then(() => {
        attempts.delete(attempt)
        refillSoon()
      })
    attempts.add(attempt)
  }

  const deliver = async (due: Due, place: OpenLane<Lane>) => {
    const settled = await attemptIn(place, due)
    // Our own stop broke it off, which says nothing about the receiver.
    if (isBrokenOff && sending.failureOf(settled) !== null) return sending.release(due)
    await sending.record(settled)
  }

  /** The lane is the receiver's: it has room again when the receiver has answered, whenever that is written down. */
  const attemptIn = async (place: OpenLane<Lane>, due: Due): Promise<Settled> => {
    place.underWay++
    try {
      const settled = await sending.attempt(due, agents)
      const isHanging = sending.failureOf(settled)?.diagnosticCategory === 'timeout'
      place.width = isHanging ? hangingLaneWidth : laneWidth
      return settled
    } finally {
      place.underWay--
      forgetIfIdle(place)
      refillSoon()
    }
  }

  const breakOff = () => {
    agents.http.destroy()
    agents.https.destroy()
  }

  const forgetIfIdle = (place: OpenLane<Lane>) => {
    if (!place.isDue && place.underWay === 0) open.delete(sending.nameOf(place.lane))
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
