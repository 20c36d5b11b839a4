import { Type } from 'typebox'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { streamAnswer } from '../../platform/http/stream.ts'
import { checkedEventType } from '../check-endpoint.ts'
import { webhookErrors } from '../errors.ts'
import { streamWebhookEvents } from '../stream-webhook-events.ts'

export const streamWebhookEventsRoute = defineRoute({
  method: 'GET',
  path: '/v1/webhook-events/stream',
  operationId: 'streamWebhookEvents',
  tag: 'Webhook events',
  summary: 'Follow events as they happen',
  description:
    'Server-sent events: `ready`, `webhook.event`, `withheld`, `gap` and `disconnect`. Begins with what happens next, or after the ' +
    'event that the header `Last-Event-ID` or `after_event_id` names. Every event comes at least once, those of one resource in ' +
    'the order of its versions.',
  callers: ['merchant'],
  scope: 'webhooks.read',
  idempotency: 'none',
  stream: { answers: 'text/event-stream' },
  query: body({
    event_type: Type.Optional(Type.Array(Type.String(), { maxItems: 1000, description: 'Only these.' })),
    after_event_id: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 255,
        description: 'The event that was seen last. The header `Last-Event-ID` counts before it.',
      }),
    ),
  }),
  status: 200,
  data: Type.String({ description: 'A text of server-sent events, which does not end by itself.' }),
  errors: [webhookErrors.INVALID_EVENT_TYPE, webhookErrors.WEBHOOK_STREAM_CONNECTION_LIMIT],
  run: ({ ctx, query, signal, lastEventId }) => {
    const names = query.event_type?.map((name) => checkedEventType(name, 'event_type'))
    return streamWebhookEvents(
      ctx,
      { after: lastEventId ?? query.after_event_id ?? null, eventTypes: names ? new Set(names) : null },
      signal,
    )
  },
  show: (chunks) => streamAnswer(chunks),
})
