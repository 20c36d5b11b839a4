import { type Instant, dayMs, plusMs } from '../platform/clock/clock.ts'
import type { DeliveryFailure } from './delivery-failure.ts'
import type { DeliveryOutcome } from './send-delivery.ts'

export const deliveryStatuses = ['pending', 'delivered', 'failed', 'suppressed'] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

export const deliveryTriggers = [
  'automatic_delivery',
  'automatic_retry',
  'manual_resend',
  'test_event',
] as const
export type DeliveryTrigger = (typeof deliveryTriggers)[number]

/** One event for one endpoint. */
export type WebhookDelivery = {
  environmentId: string
  webhookDeliveryId: string
  eventId: string
  webhookEndpointId: string
  status: DeliveryStatus
  attemptCount: number
  automaticAttemptCount: number
  nextAttemptAt: Instant | null
  leasedUntil: Instant | null
  deliveredAt: Instant | null
  lastResponseCode: number | null
  lastFailure: DeliveryFailure | null
  createdAt: Instant
  updatedAt: Instant
}

/** One try of a delivery, written when it has ended. */
export type WebhookDeliveryAttempt = {
  webhookDeliveryAttemptId: string
  webhookDeliveryId: string
  attemptNumber: number
  trigger: DeliveryTrigger
  attemptStatus: 'delivered' | 'failed'
  startedAt: Instant
  completedAt: Instant
  outcome: AttemptOutcome
}

/** What is kept of an attempt beside its times. */
export type AttemptOutcome = Omit<DeliveryOutcome, 'startedAt' | 'completedAt'> & {
  /** Why somebody sent it again, in their words. */
  reasonMessage?: string
}

/** Something that happened, as merchants see it. */
export type WebhookEvent = {
  environmentId: string
  eventId: string
  eventType: string
  resourceType: string
  resourceId: string
  /** The resource's version right after it: together with the event's id it puts a resource's events in order. */
  resourceVersion: number
  /** Null once it is erased. */
  data: Record<string, unknown> | null
  requestId: string | null
  idempotencyKey: string | null
  isTest: boolean
  createdAt: Instant
  /** The log entry of the request that caused it. */
  apiRequestLogId: string | null
  /** What that request called itself, in its header `X-Correlation-Id`. */
  correlationId: string | null
}

export const payloadRetentionMs = 30 * dayMs

/**
 * Such an event is still listed, but neither shown with its payload nor sent again.
 * Source: contract, flint-platform 28 row 15.
 */
export const isPayloadExpired = ({ createdAt }: Pick<WebhookEvent, 'createdAt'>, now: Instant): boolean =>
  plusMs(createdAt, payloadRetentionMs) <= now

/**
 * How long a delivery belongs to whoever took it: longer than the attempt's timeout, so that it lapses only when
 * that process has died.
 */
export const deliveryLeaseMs = 60_000

/** From connecting to the end of the answer. Source: contract, flint-platform 17.5. */
export const attemptTimeoutMs = 10_000
