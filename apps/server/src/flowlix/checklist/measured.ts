import type { AlertRules } from '../../alerts/index.ts'
import type { Environment } from '../../platform/context.ts'
import type { Instant } from '../../platform/clock/clock.ts'
import type { SeenCall } from './seen-call.ts'

/** One environment, live or a sandbox, as far as it is Flowlix's. */
export type World = {
  keys: readonly FlowlixKey[]
  /** The last ones, newest first. */
  calls: readonly SeenCall[]
  limited: LimitedCalls
  payments: SeenPayments
  /** When the last callback or webhook was taken with a 2xx. */
  noticeTakenAt: Instant | null
  /** Notices that were given up. */
  noticesFailed: number
}

export type FlowlixKey = { name: string; lastUsedAt: Instant | null }

export type LastPayment = { paymentId: string; amount: number; currency: string }

/** Of the last refused calls of 30 days how many were sent again within a second, the shortest wait that Retry-After names. */
export type LimitedCalls = { refused: number; sentAgainAtOnce: number }

/** What payments say of themselves. */
export type SeenPayments = {
  direct: number
  hosted: number
  lastSucceeded: LastPayment | null
  lastRefunded: LastPayment | null
  /** Decline codes that were met, each once. */
  declineCodes: readonly string[]
  /** Somebody whose card was declined has paid afterwards. */
  hasPaidAfterDecline: boolean
  /** The last hosted payment that succeeded. */
  hostedSucceededId: string | null
  hostedSucceededAt: Instant | null
  /** Of the last payments: those whose description, reference or metadata hold a card's number. */
  withCardNumber: number
}

/** What the checklist is worked out from: nothing is ticked by hand. */
export type Measured = {
  publicUrl: string
  account: Environment['account']
  hasProcessor: boolean
  test: World
  /** Null for a test key, which learns nothing of live mode. */
  live: (World & { rules: AlertRules; hasAlertEndpoint: boolean }) | null
}
