import { type Instant, minuteMs, plusMs } from '../../platform/clock/clock.ts'
import type { AttemptOutcome } from '../../webhooks/delivery.ts'
import type { DeliveryOutcome } from '../../webhooks/send-delivery.ts'
import type { FlowlixStatus, Profile } from '../flowlix-payment.ts'

/** Source: contract, flowlix 8.1. */
export const noticeTypes = [
  'payment.succeeded',
  'payment.failed',
  'payment.canceled',
  'payment.expired',
  'refund.succeeded',
  'refund.failed',
] as const
export type NoticeType = (typeof noticeTypes)[number]

export const noticeStatuses = ['pending', 'delivered', 'failed', 'suppressed'] as const
export type NoticeStatus = (typeof noticeStatuses)[number]

/**
 * One event of a payment for one receiver.
 *
 *   pending --2xx--> delivered
 *           --not 2xx--> pending, tried again later; failed after the last time
 *           --its endpoint is disabled or deleted--> suppressed
 *   failed, suppressed --resent by hand, 2xx--> delivered
 */
export type Notice = {
  environmentId: string
  noticeId: string
  /** `evt_` and 24 letters and digits; the same in every attempt, and for every receiver of the event. */
  eventId: string
  eventType: NoticeType
  paymentId: string
  refundId: string | null
  /** One of the two is set. */
  webhookEndpointId: string | null
  callbackUrl: string | null
  /** In which form the payment is shown. */
  profile: Profile
  status: NoticeStatus
  attemptCount: number
  automaticAttemptCount: number
  nextAttemptAt: Instant | null
  leasedUntil: Instant | null
  deliveredAt: Instant | null
  attempts: readonly NoticeAttempt[]
  /** What is sent, made at the first attempt: later ones send the same. */
  body: string | null
  createdAt: Instant
  updatedAt: Instant
}

export type NoticeAttempt = {
  number: number
  isAutomatic: boolean
  startedAt: Instant
  outcome: AttemptOutcome
}

/** What the change of a payment is worth telling; null for a step on the way, and for a refund that was undone. */
export const noticeTypeOf = (before: FlowlixStatus | null, after: FlowlixStatus): NoticeType | null => {
  if (before === after || before === 'refunded') return null
  return tellable[after] ?? null
}

const tellable: Partial<Record<FlowlixStatus, NoticeType>> = {
  succeeded: 'payment.succeeded',
  failed: 'payment.failed',
  canceled: 'payment.canceled',
  expired: 'payment.expired',
}

/** What a payment's own callback is told: in form A whatever ended without money has failed. Source: contract, flowlix 17.6. */
export const shownType = (type: NoticeType, profile: Profile): NoticeType =>
  profile === 'a' && (type === 'payment.canceled' || type === 'payment.expired') ? 'payment.failed' : type

/** Waits before the second to the seventh attempt, in minutes. Source: contract, flowlix Q8. */
export const retryDelaysMinutes = [1, 5, 30, 120, 360, 1440] as const
export const maxAutomaticAttempts = retryDelaysMinutes.length + 1

/** When it is sent again after so many automatic attempts, the last of which failed at `now`; null: no more. */
export const nextAttemptAt = (automaticAttempts: number, now: Instant): Instant | null => {
  const minutes = retryDelaysMinutes[automaticAttempts - 1]
  return minutes === undefined ? null : plusMs(now, minutes * minuteMs)
}

/** A notice keeps so many attempts, the latest. */
const keptAttempts = 20

/** What follows from an attempt. Source: contract, flowlix Q8. */
export const settledBy = (
  notice: Notice,
  { body, outcome }: { body: string; outcome: DeliveryOutcome },
  isAutomatic: boolean,
): Notice => {
  const { startedAt, completedAt, ...rest } = outcome
  const number = notice.attemptCount + 1
  const tried: Notice = {
    ...notice,
    attemptCount: number,
    automaticAttemptCount: notice.automaticAttemptCount + (isAutomatic ? 1 : 0),
    attempts: [...notice.attempts, { number, isAutomatic, startedAt, outcome: rest }].slice(-keptAttempts),
    body,
    leasedUntil: null,
    updatedAt: completedAt,
  }
  if (outcome.failure === null)
    return {
      ...tried,
      status: 'delivered',
      nextAttemptAt: null,
      deliveredAt: notice.deliveredAt ?? completedAt,
    }
  // One that was asked for changes nothing when it fails.
  if (!isAutomatic) return tried
  const again = nextAttemptAt(tried.automaticAttemptCount, completedAt)
  return { ...tried, nextAttemptAt: again, status: again === null ? 'failed' : 'pending' }
}
