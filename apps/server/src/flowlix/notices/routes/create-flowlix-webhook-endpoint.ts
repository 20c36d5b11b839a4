import { answer } from '../../../platform/http/answer.ts'
import { httpErrors } from '../../../platform/http/errors.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { webhookErrors } from '../../../webhooks/errors.ts'
import { createFlowlixEndpoint } from '../save-endpoint.ts'
import { CreateFlowlixEndpointBody, CreatedFlowlixEndpoint } from '../schemas.ts'
import { toEndpoint } from '../to-endpoint.ts'

export const createFlowlixWebhookEndpointRoute = defineRoute({
  method: 'POST',
  path: '/v1/flowlix/webhook-endpoints',
  operationId: 'createFlowlixWebhookEndpoint',
  tag: 'Flowlix',
  summary: 'Create a webhook endpoint for Flowlix payments',
  description:
    'It gets events in the form of `Flowlix-Signature`. The secret is shown in this answer only; a lost one is replaced by rotating.',
  callers: ['merchant'],
  scope: 'webhooks.write',
  idempotency: 'optional',
  isExtension: true,
  isSensitive: true,
  body: CreateFlowlixEndpointBody,
  status: 201,
  data: CreatedFlowlixEndpoint,
  errors: [
    webhookErrors.INVALID_WEBHOOK_ENDPOINT,
    webhookErrors.INVALID_EVENT_TYPE,
    httpErrors.RESOURCE_LIMIT_EXCEEDED,
  ],
  run: ({ ctx, body }) => createFlowlixEndpoint(ctx, body),
  show: ({ endpoint, secret }) => answer(201, { ...toEndpoint(endpoint), secret }),
})
