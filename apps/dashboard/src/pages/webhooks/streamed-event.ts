import type { ServerSentEvent } from './server-sent-events.ts'

/** An event as the stream shows it. One that the caller may not read comes without its payload. */
export type StreamedEvent = {
  readonly id: string
  readonly type: string
  readonly resourceType: string | null
  readonly resourceId: string | null
  readonly createdAt: string | null
  readonly isTest: boolean
  readonly isWithheld: boolean
  readonly payload: unknown
}

export type StreamMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'event'; readonly event: StreamedEvent }
  | { readonly kind: 'gap'; readonly reason: string }
  | { readonly kind: 'disconnect'; readonly reason: string }

/** What a message of the stream says; null for one of a later server. Source: contract, flint-platform 17.6. */
export const streamMessage = ({ event, data }: ServerSentEvent): StreamMessage | null => {
  const said = asRecord(data)
  switch (event) {
    case 'ready':
      return { kind: 'ready' }
    case 'webhook.event':
    case 'withheld':
      return { kind: 'event', event: toStreamedEvent(said, event === 'withheld') }
    case 'gap':
    case 'disconnect':
      return { kind: event, reason: String(said['reason'] ?? '') }
    default:
      return null
  }
}

const asRecord = (data: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(data)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const toStreamedEvent = (said: Record<string, unknown>, isWithheld: boolean): StreamedEvent => ({
  id: String(said['webhook_event_id'] ?? ''),
  type: String(said['event_type'] ?? ''),
  resourceType: textOrNull(said['resource_type']),
  resourceId: textOrNull(said['resource_id']),
  createdAt: textOrNull(said['created_at']),
  isTest: said['test'] === true,
  isWithheld,
  payload: said['payload'] ?? null,
})
