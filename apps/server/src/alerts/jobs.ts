import { minuteMs } from '../platform/clock/clock.ts'
import type { Services } from '../platform/context.ts'
import { type WatchedLoop, startLoop } from '../platform/jobs/loop.ts'
import { evaluateAlerts } from './evaluate-alerts.ts'

/** What alerts do in the background. Any number of workers may do it at once. */
export const startAlerts = (services: Services): WatchedLoop =>
  startLoop({
    name: 'alerts',
    everyMs: minuteMs,
    log: services.log,
    work: async () => {
      await evaluateAlerts(services)
      // What it changed needs no second look before the next minute.
      return 0
    },
  })
