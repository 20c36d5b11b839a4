import type { Services } from '../platform/context.ts'
import { type WatchedLoop, startLoop } from '../platform/jobs/loop.ts'
import { deliveryLanes } from './delivery-lanes.ts'
import { fanOutEvents, findDueLanes } from './queue-queries.ts'

const lookEveryMs = 250
const fanOutBatch = 200

/**
 * What webhooks do in the background: events become deliveries, due deliveries become attempts. After a COMMIT of
 * this process both happen at once; what other nodes wrote, and retries, are found by looking.
 */
export const startWebhookDelivery = (services: Services): WatchedLoop => {
  const { systemClock, db, log, wakeups } = services
  const lanes = deliveryLanes(services)
  const loops = [
    startLoop({
      name: 'webhook fan-out',
      everyMs: lookEveryMs,
      log,
      work: async () => {
        const fannedOut = await db.run(fanOutEvents(systemClock.now(), fanOutBatch))
        lanes.signal(fannedOut.lanes)
        return fannedOut.events
      },
      onWake: (wake) => wakeups.on('events', wake),
    }),
    startLoop({
      name: 'webhook deliveries',
      everyMs: lookEveryMs,
      log,
      work: async () => {
        lanes.signal(await db.run(findDueLanes(systemClock.now())))
        return 0
      },
      onWake: (wake) => wakeups.on('deliveries', wake),
    }),
  ]
  return {
    late: () => loops.flatMap((loop) => loop.late()),
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()))
      await lanes.stop()
    },
  }
}
