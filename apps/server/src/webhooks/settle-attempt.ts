import type { Instant } from '../platform/clock/clock.ts'
import type { DeliveryStatus, DeliveryTrigger, WebhookDeliveryAttempt } from './delivery.ts'
import { nextAttemptAt } from './retry-schedule.ts'
import type { DeliveryOutcome } from './send-delivery.ts'

/** A delivery in the hands of whoever makes its next attempt. */
export type TakenDelivery = {
  environmentId: string
  webhookDeliveryId: string
  eventId: string
  webhookEndpointId: string
  /** Proves at the end that it was still ours. */
  leasedUntil: Instant
  attemptCount: number
  automaticAttemptCount: number
  /** Somebody asked for this attempt among others, and does not wait for it. */
  isResendQueued: boolean
}

/** What an attempt means for its delivery, ready to be written under the lease. */
export type SettledAttempt = {
  delivery: TakenDelivery
  attempt: WebhookDeliveryAttempt
  isAutomatic: boolean
  /**
   * What a failure makes of a delivery that is still pending; null leaves it and its retries as they are.
   * A delivery in any other status keeps that status when an attempt fails: it was delivered before, has had its
   * attempts, or its endpoint went away meanwhile.
   */
  statusIfPending: DeliveryStatus | null
  nextAttemptAt: Instant | null
}

/**
 * Decides what follows from an attempt. Success ends every delivery. A failed automatic attempt is tried again as
 * the schedule says; a failed test event is not; a failed resend changes nothing.
 * Source: contract, flint-platform 17.5 and 28 row 32.
 *
 * @param random From 0 to 1, for the jitter.
 */
export const settleAttempt = (
  delivery: TakenDelivery,
  trigger: DeliveryTrigger,
  outcome: DeliveryOutcome,
  {
    attemptId,
    random,
    reasonMessage,
  }: { attemptId: string; random: number; reasonMessage?: string | undefined },
): SettledAttempt => {
  const { startedAt, completedAt, ...rest } = outcome
  const isAutomatic = trigger === 'automatic_delivery' || trigger === 'automatic_retry'
  const retryAt =
    isAutomatic && outcome.failure !== null
      ? nextAttemptAt({
          automaticAttempts: delivery.automaticAttemptCount + 1,
          now: completedAt,
          random,
        })
      : null
  return {
    delivery,
    attempt: {
      webhookDeliveryAttemptId: attemptId,
      webhookDeliveryId: delivery.webhookDeliveryId,
      attemptNumber: delivery.attemptCount + 1,
      trigger,
      attemptStatus: outcome.failure === null ? 'delivered' : 'failed',
      startedAt,
      completedAt,
      outcome: { ...rest, ...(reasonMessage === undefined ? {} : { reasonMessage }) },
    },
    isAutomatic,
    statusIfPending: trigger === 'manual_resend' ? null : retryAt === null ? 'failed' : 'pending',
    nextAttemptAt: retryAt,
  }
}

/** The delivery's status once this is written, for one that stood at `before` when it was taken. */
export const statusAfter = (before: DeliveryStatus, settled: SettledAttempt): DeliveryStatus => {
  if (settled.attempt.attemptStatus === 'delivered') return 'delivered'
  return before === 'pending' ? (settled.statusIfPending ?? before) : before
}
