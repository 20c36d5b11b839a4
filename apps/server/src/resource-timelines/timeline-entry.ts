import type { WebhookEvent } from '../webhooks/delivery.ts'
import type { StoredCallLog } from '../request-logs/index.ts'
import type { Instant } from '../platform/clock/clock.ts'

/**
 * What stands higher came later, where several have the same instant: a call arrives, the processor says something, the state
 * changes, that is announced, and delivered.
 */
export const ranks = {
  api_request: 1,
  processor_message: 2,
  state_change: 3,
  webhook_event: 4,
  webhook_delivery_attempt: 5,
} as const
export type TimelineEntryType = keyof typeof ranks

/** Where an entry stands; the same words as in a page token. */
export type TimelinePlace = { occurredAt: Instant; rank: number; id: string }

export type TimelineEntry = TimelinePlace & {
  resourceType: string | null
  resourceId: string | null
} & (
    | { type: 'api_request'; call: StoredCallLog }
    | { type: 'webhook_event'; event: WebhookEvent }
    | { type: 'webhook_delivery_attempt'; attempt: Record<string, unknown>; isTest: boolean }
    | { type: 'state_change'; change: StateChange }
    | { type: 'processor_message'; message: ProcessorMessage }
  )

/** An order's activity, or another resource's new status. */
export type StateChange = {
  name: string
  description: string
  fromStatus: string | null
  toStatus: string | null
  referenceType: string | null
  referenceId: string | null
  webhookEventId: string | null
}

/** What a processor, or the cardholder's bank through it, said of a payment, refund or dispute. */
export type ProcessorMessage = {
  webhookEventId: string
  status: string | null
  code: string | null
  message: string
  retryable: boolean | null
  recommendedAction: string | null
}

/** Newest first. */
export const compareEntries = (a: TimelinePlace, b: TimelinePlace): number =>
  compare(b.occurredAt, a.occurredAt) || b.rank - a.rank || compare(b.id, a.id)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
