import type { TimerHandler } from '../platform/jobs/timers.ts'
import { eraseTimer } from './erase-timer.ts'
import { eraseCustomerData } from './erase-customer-data.ts'

export const customerTimers: Record<string, TimerHandler> = { [eraseTimer]: eraseCustomerData }
