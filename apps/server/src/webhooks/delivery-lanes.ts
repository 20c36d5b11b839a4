import type { Services } from '../platform/context.ts'
import { attemptAutomatically } from './attempt-automatically.ts'
import { outcomeRecorder } from './outcome-recorder.ts'
import {
  type DueDelivery,
  type Lane,
  releaseTaken,
  suppressTaken,
  takeDueDeliveries,
} from './queue-queries.ts'
import { type SendingLanes, sendingLanes } from './sending-lanes.ts'

/** Sends the deliveries that are due, each endpoint in a lane of its own. */
export const deliveryLanes = (services: Services): SendingLanes<Lane> => {
  const { systemClock, db } = services
  const recorder = outcomeRecorder(services)
  return sendingLanes(services, {
    what: 'Webhook deliveries',
    nameOf: ({ environmentId, webhookEndpointId }: Lane) => `${environmentId} ${webhookEndpointId}`,
    laneOf: ({ taken }: DueDelivery) => taken,
    take: (lanes, now, leasedUntil) => db.run(takeDueDeliveries(lanes, now, leasedUntil)),
    isDeliverable: ({ isDeliverable }) => isDeliverable,
    suppress: (due) =>
      db.run(
        suppressTaken(
          due.map(({ taken }) => taken),
          systemClock.now(),
        ),
      ),
    attempt: (delivery, agents) => attemptAutomatically(services, delivery, agents),
    failureOf: (settled) => settled.attempt.outcome.failure,
    record: (settled) => recorder.record(settled),
    release: ({ taken }) => db.run(releaseTaken([taken])),
  })
}
