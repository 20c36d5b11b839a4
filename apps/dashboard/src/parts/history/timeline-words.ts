import type { TimelineEntry } from '../../api/shapes.ts'
import { type Tone, toneOf, wordsOf } from '../status-tones.ts'

/** An entry as a person reads it: what happened, how it went, what else it is about. */
export type TimelineWords = { title: string; detail: string | null; tone: Tone; relatedId: string | null }

const toneOfStatusCode = (status: number | null | undefined): Tone => {
  if (status === null || status === undefined) return 'calm'
  return status < 400 ? 'calm' : status < 500 ? 'attention' : 'problem'
}

export const timelineWords = (entry: TimelineEntry): TimelineWords => {
  switch (entry.entry_type) {
    case 'api_request':
      return {
        title: `${entry.http_method} ${entry.path}`,
        detail: `API call, answered ${entry.status_code}${entry.error_summary ? `: ${entry.error_summary}` : ''}`,
        tone: toneOfStatusCode(entry.status_code),
        relatedId: entry.api_request_log_id ?? null,
      }
    case 'webhook_event':
      return {
        title: entry.event_type ?? 'Event',
        detail: 'Event',
        tone: 'accent',
        relatedId: entry.webhook_event_id ?? null,
      }
    case 'webhook_delivery_attempt':
      return {
        title: `${entry.event_type}: delivery, try ${entry.attempt_number}`,
        detail: [wordsOf(entry.attempt_status ?? ''), entry.status_code, entry.error_summary]
          .filter(Boolean)
          .join(', '),
        tone: entry.attempt_status === 'failed' ? 'problem' : 'calm',
        relatedId: entry.webhook_delivery_id ?? null,
      }
    case 'processor_message':
      return {
        title: entry.processor_message ?? 'The processor answered',
        detail: entry.processor_code ? `Processor: ${entry.processor_code}` : 'Processor',
        tone: toneOf(entry.processor_status ?? '') === 'problem' ? 'problem' : 'calm',
        relatedId: null,
      }
    default:
      return {
        title: entry.description ?? wordsOf(entry.entry_type),
        detail: entry.to_status ? wordsOf(entry.to_status) : null,
        tone: 'good',
        relatedId: entry.related_resource_id ?? null,
      }
  }
}
