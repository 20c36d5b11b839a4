import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { findEvent } from '../event-queries.ts'
import { EventParams, WebhookEvent } from '../schemas.ts'
import { toWebhookEventWithPayload } from '../to-webhook-event.ts'

export const getWebhookEventRoute = defineRoute({
  method: 'GET',
  path: '/v1/webhook-events/{webhook_event_id}',
  operationId: 'getWebhookEvent',
  tag: 'Webhook events',
  summary: 'Read an event with its payload',
  description:
    'The payload is left out when the key may not read what the event is about, and after 30 days.',
  callers: ['merchant'],
  scope: 'webhooks.read',
  idempotency: 'none',
  params: EventParams,
  status: 200,
  data: WebhookEvent,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const event = await ctx.db.run(findEvent(ctx, params.webhook_event_id))
    if (!event) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'webhook_event_id' })
    return event
  },
  show: (event, ctx) => answer(200, toWebhookEventWithPayload(ctx, event)),
})
