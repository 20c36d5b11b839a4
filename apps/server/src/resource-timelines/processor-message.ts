import type { WebhookEvent } from '../webhooks/delivery.ts'
import { eventTypes } from '../webhooks/event-types.ts'
import type { ProcessorMessage } from './timeline-entry.ts'

/** SQL: whether an event passes on a processor's word. What a caller did by itself, such as canceling, is none. */
export const processorWord = (event: string): string =>
  `(${event}.event_type IN ('payment_intent.succeeded', 'payment_intent.payment_failed', 'payment_intent.processing',
                            'payment_intent.requires_action', 'payment_intent.requires_capture', 'payment_method.failed',
                            'refund.failed')
    OR (${event}.event_type = 'refund.updated' AND ${event}.data->>'status' = 'succeeded')
    OR (${event}.resource_type = 'dispute' AND ${event}.event_type <> 'dispute.updated'))`

type SaidError = {
  code?: string
  message?: string
  remediation?: { retryable?: boolean; next_steps?: string }
}

/** The reason as it was given; an event that is too old to be shown has only its name left. */
export const processorMessageOf = (event: WebhookEvent): ProcessorMessage => {
  const data: Record<string, unknown> = event.data ?? {}
  const hasFailed = event.eventType.endsWith('failed')
  const error = hasFailed ? ((data['last_payment_error'] ?? data['last_error']) as SaidError | null) : null
  const reason = (data['failure_reason'] ?? data['reason']) as string | null | undefined
  return {
    webhookEventId: event.eventId,
    status: (data['status'] as string | undefined) ?? null,
    code: error?.code ?? (event.resourceType === 'payment_intent' ? null : (reason ?? null)),
    message: error?.message ?? descriptionOf(event.eventType),
    retryable: error?.remediation?.retryable ?? null,
    recommendedAction: error?.remediation?.next_steps ?? null,
  }
}

export const descriptionOf = (eventType: string): string =>
  eventTypes.find((each) => each.eventType === eventType)?.description ?? eventType
