import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { createWebhookEndpoint } from '../create-webhook-endpoint.ts'
import { webhookErrors } from '../errors.ts'
import { CreateWebhookEndpointBody, CreatedWebhookEndpoint } from '../schemas.ts'
import { toWebhookEndpoint } from '../to-webhook-endpoint.ts'

export const createWebhookEndpointRoute = defineRoute({
  method: 'POST',
  path: '/v1/webhook-endpoints',
  operationId: 'createWebhookEndpoint',
  tag: 'Webhook endpoints',
  summary: 'Create a webhook endpoint',
  description:
    'The signing secret is shown in this answer only. Keep it; a lost one is replaced by rotating.',
  callers: ['merchant'],
  scope: 'webhooks.write',
  idempotency: 'optional',
  isSensitive: true,
  body: CreateWebhookEndpointBody,
  status: 201,
  data: CreatedWebhookEndpoint,
  errors: [
    webhookErrors.INVALID_WEBHOOK_ENDPOINT,
    webhookErrors.INVALID_EVENT_TYPE,
    webhookErrors.PARTNER_APP_NOT_FOUND,
    httpErrors.RESOURCE_LIMIT_EXCEEDED,
    httpErrors.INVALID_API_VERSION,
    httpErrors.API_VERSION_RETIRED,
  ],
  run: ({ ctx, body }) => createWebhookEndpoint(ctx, body),
  show: ({ endpoint, secret }) => answer(201, { ...toWebhookEndpoint(endpoint), secret }),
})
