import type { Route } from '../../../platform/http/route.ts'
import type { TimerHandlers } from '../../../platform/jobs/timers.ts'
import { advanceSandboxClockRoute } from './advance-sandbox-clock.ts'
import { freezeSandboxClockRoute } from './freeze-sandbox-clock.ts'
import { getSandboxClockRoute } from './get-sandbox-clock.ts'
import { resumeSandboxClockRoute } from './resume-sandbox-clock.ts'

/** Moving a clock does what falls due, so it is told what each capability does then. */
export const sandboxClockRoutes = (handlers: TimerHandlers): readonly Route[] => [
  getSandboxClockRoute,
  advanceSandboxClockRoute(handlers),
  freezeSandboxClockRoute,
  resumeSandboxClockRoute,
]
