import { answer } from '../../../platform/http/answer.ts'
import { httpErrors } from '../../../platform/http/errors.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { webhookErrors } from '../../../webhooks/errors.ts'
import { updateFlowlixEndpoint } from '../save-endpoint.ts'
import { FlowlixEndpoint, FlowlixEndpointParams, UpdateFlowlixEndpointBody } from '../schemas.ts'
import { toEndpoint } from '../to-endpoint.ts'

export const updateFlowlixWebhookEndpointRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/flowlix/webhook-endpoints/{flowlix_webhook_endpoint_id}',
  operationId: 'updateFlowlixWebhookEndpoint',
  tag: 'Flowlix',
  summary: 'Change a webhook endpoint of Flowlix payments',
  description: 'Disabling it suppresses the notices that still wait; enabling it again does not send them.',
  callers: ['merchant'],
  scope: 'webhooks.write',
  idempotency: 'optional',
  isExtension: true,
  params: FlowlixEndpointParams,
  body: UpdateFlowlixEndpointBody,
  status: 200,
  data: FlowlixEndpoint,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    httpErrors.NO_FIELDS_TO_UPDATE,
    webhookErrors.INVALID_WEBHOOK_ENDPOINT,
    webhookErrors.INVALID_EVENT_TYPE,
  ],
  run: ({ ctx, params, body }) => updateFlowlixEndpoint(ctx, params.flowlix_webhook_endpoint_id, body),
  show: (endpoint) => answer(200, toEndpoint(endpoint)),
})
