import type { Context } from '../platform/context.ts'
import { toFailedCall } from '../request-logs/index.ts'
import { toWebhookEvent } from '../webhooks/to-webhook-event.ts'
import type { Timeline } from './read-timeline.ts'
import type { TimelineEntry } from './timeline-entry.ts'

/** Source: contract, flint-platform 20.2. */
export const toTimeline = (
  ctx: Context,
  { resource, entries }: Timeline,
  nextPageToken: string | undefined,
) => ({
  resource_id: resource.id,
  resource_type: resource.type,
  environment_id: ctx.environmentId,
  test: ctx.mode === 'test',
  entries: entries.map((entry) => toEntry(ctx, entry)),
  ...(nextPageToken === undefined ? {} : { next_page_token: nextPageToken }),
})

const toEntry = (ctx: Context, entry: TimelineEntry) => ({
  resource_timeline_entry_id: entryIdOf(entry),
  entry_type: entry.type,
  occurred_at: entry.occurredAt,
  test: ctx.mode === 'test',
  resource_type: entry.resourceType,
  resource_id: entry.resourceId,
  ...fieldsOf(ctx, entry),
})

/** One event can stand for several entries. */
const entryIdOf = (entry: TimelineEntry): string =>
  entry.type === 'processor_message' || (entry.type === 'state_change' && entry.change.webhookEventId)
    ? `${entry.id}:${entry.type}`
    : entry.id

const fieldsOf = (ctx: Context, entry: TimelineEntry): Record<string, unknown> => {
  switch (entry.type) {
    case 'api_request':
      return toCall(ctx, entry.call)
    case 'webhook_event': {
      const { test: _ofMode, resource_type: _type, resource_id: _id, ...event } = toWebhookEvent(entry.event)
      return event
    }
    case 'webhook_delivery_attempt':
      return entry.attempt
    case 'state_change':
      return {
        change: entry.change.name,
        description: entry.change.description,
        from_status: entry.change.fromStatus,
        to_status: entry.change.toStatus,
        related_resource_type: entry.change.referenceType,
        related_resource_id: entry.change.referenceId,
        webhook_event_id: entry.change.webhookEventId,
      }
    case 'processor_message':
      return {
        webhook_event_id: entry.message.webhookEventId,
        processor_status: entry.message.status,
        processor_code: entry.message.code,
        processor_message: entry.message.message,
        retryable: entry.message.retryable,
        recommended_action: entry.message.recommendedAction,
      }
  }
}

const toCall = (ctx: Context, call: Extract<TimelineEntry, { type: 'api_request' }>['call']) => ({
  api_request_log_id: call.apiRequestLogId,
  api_key_id: call.apiKeyId,
  request_id: call.requestId,
  correlation_id: call.correlationId,
  http_method: call.method,
  path: call.path,
  route_pattern: call.routePattern,
  status_code: call.statusCode,
  latency_milliseconds: call.latencyMs,
  ...toFailedCall(ctx, call.errorCode),
})
