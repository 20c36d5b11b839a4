import type { TimerHandler } from '../platform/jobs/timers.ts'
import { finishRefund } from './finish-refund.ts'
import { finishTimer } from './finish-timer.ts'

export const refundTimers: Record<string, TimerHandler> = { [finishTimer]: finishRefund }
