import { sentenceCase } from './sentence-case.ts'

/** One thing that happened while a clock was moved, as the API lists it. */
export type ClockHappening = {
  readonly occurred_at: string
  readonly type: 'timer' | 'webhook_event' | 'webhook_delivery_attempt'
  readonly timer?: string
  readonly resource_type?: string
  readonly resource_id?: string
  readonly event_type?: string
  readonly webhook_event_id?: string
  readonly webhook_delivery_id?: string
  readonly attempt_number?: number
  readonly attempt_status?: 'delivered' | 'failed'
}

/** What happened as a line of a list, and the id of what it was about. */
export type HappeningLine = { readonly kind: string; readonly text: string; readonly id: string | null }

export const happeningLine = (happening: ClockHappening): HappeningLine => {
  switch (happening.type) {
    case 'timer':
      return {
        kind: 'Fell due',
        text: sentenceCase(happening.timer ?? 'timer'),
        id: happening.resource_id ?? null,
      }
    case 'webhook_event':
      return {
        kind: 'Event',
        text: happening.event_type ?? 'event',
        id: happening.resource_id ?? happening.webhook_event_id ?? null,
      }
    case 'webhook_delivery_attempt':
      return {
        kind: 'Delivery',
        text: `${happening.event_type ?? 'Webhook'}, attempt ${happening.attempt_number ?? 1} ${happening.attempt_status ?? ''}`.trim(),
        id: happening.webhook_delivery_id ?? null,
      }
  }
}
