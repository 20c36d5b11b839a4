import type { WebhookEvent } from '../webhooks/delivery.ts'
import { descriptionOf } from './processor-message.ts'
import type { StateChange } from './timeline-entry.ts'

/** A status that an event shows and the one before it did not. */
export const stateChangeOf = (event: WebhookEvent, previousStatus: string | null): StateChange => ({
  name: event.eventType.slice(event.eventType.indexOf('.') + 1),
  description: descriptionOf(event.eventType),
  fromStatus: previousStatus,
  toStatus: (event.data?.['status'] as string | undefined) ?? null,
  referenceType: null,
  referenceId: null,
  webhookEventId: event.eventId,
})
