import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { webhookErrors } from '../errors.ts'
import { EndpointParams, UpdateWebhookEndpointBody, WebhookEndpoint } from '../schemas.ts'
import { toWebhookEndpoint } from '../to-webhook-endpoint.ts'
import { updateWebhookEndpoint } from '../update-webhook-endpoint.ts'

export const updateWebhookEndpointRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/webhook-endpoints/{webhook_endpoint_id}',
  operationId: 'updateWebhookEndpoint',
  tag: 'Webhook endpoints',
  summary: 'Change a webhook endpoint',
  description:
    'Disabling it suppresses the deliveries that still wait; enabling it again does not send them.',
  callers: ['merchant'],
  scope: 'webhooks.write',
  idempotency: 'optional',
  params: EndpointParams,
  body: UpdateWebhookEndpointBody,
  status: 200,
  data: WebhookEndpoint,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    httpErrors.NO_FIELDS_TO_UPDATE,
    httpErrors.INVALID_API_VERSION,
    httpErrors.API_VERSION_RETIRED,
    webhookErrors.INVALID_WEBHOOK_ENDPOINT,
    webhookErrors.INVALID_EVENT_TYPE,
    webhookErrors.PARTNER_APP_NOT_FOUND,
    httpErrors.API_VERSION_CHANGED,
  ],
  run: ({ ctx, params, body }) => updateWebhookEndpoint(ctx, params.webhook_endpoint_id, body),
  show: (endpoint) => answer(200, toWebhookEndpoint(endpoint)),
})
