import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { createWebhookTestEvent } from '../create-webhook-test-event.ts'
import { webhookErrors } from '../errors.ts'
import { CreateWebhookTestEventBody, EndpointParams, WebhookDeliveryResult } from '../schemas.ts'
import { toWebhookDeliveryResult } from '../to-webhook-delivery.ts'

export const createWebhookTestEventRoute = defineRoute({
  method: 'POST',
  path: '/v1/webhook-endpoints/{webhook_endpoint_id}/test-events',
  operationId: 'createWebhookTestEvent',
  tag: 'Webhook endpoints',
  summary: 'Send a test event to an endpoint',
  description:
    'Sends one synthetic event and answers what came of it. A target that fails is still 200: `attempt_status` says so.',
  callers: ['merchant'],
  scope: 'webhooks.write',
  idempotency: 'optional',
  params: EndpointParams,
  body: CreateWebhookTestEventBody,
  status: 200,
  data: WebhookDeliveryResult,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    webhookErrors.INVALID_EVENT_TYPE,
    webhookErrors.WEBHOOK_ENDPOINT_NOT_ACTIVE,
  ],
  run: ({ ctx, params, body }) => createWebhookTestEvent(ctx, params.webhook_endpoint_id, body.event_type),
  show: (result, ctx) => answer(200, toWebhookDeliveryResult(ctx, result)),
})
