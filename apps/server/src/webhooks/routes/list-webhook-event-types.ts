import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { type EventTypeEntry, eventTypes } from '../event-types.ts'
import { WebhookEventType } from '../schemas.ts'

export const listWebhookEventTypesRoute = defineRoute({
  method: 'GET',
  path: '/v1/webhook-event-types',
  operationId: 'listWebhookEventTypes',
  tag: 'Webhook events',
  summary: 'List all event types',
  description: 'The whole catalogue in one page, by name.',
  callers: ['merchant'],
  scope: 'webhooks.read',
  idempotency: 'none',
  status: 200,
  data: WebhookEventType,
  isList: true,
  errors: [],
  run: async () => eventTypes,
  show: (entries) => answer(200, entries.map(toWebhookEventType)),
})

const toWebhookEventType = ({ eventType, description, eventSources }: EventTypeEntry) => ({
  event_type: eventType,
  description,
  event_sources: eventSources,
})
