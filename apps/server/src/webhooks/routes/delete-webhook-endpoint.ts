import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { deleteWebhookEndpoint } from '../delete-webhook-endpoint.ts'
import { DeletedWebhookEndpoint, EndpointParams } from '../schemas.ts'

export const deleteWebhookEndpointRoute = defineRoute({
  method: 'DELETE',
  path: '/v1/webhook-endpoints/{webhook_endpoint_id}',
  operationId: 'deleteWebhookEndpoint',
  tag: 'Webhook endpoints',
  summary: 'Delete a webhook endpoint',
  callers: ['merchant'],
  scope: 'webhooks.write',
  idempotency: 'optional',
  params: EndpointParams,
  status: 200,
  data: DeletedWebhookEndpoint,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: ({ ctx, params }) => deleteWebhookEndpoint(ctx, params.webhook_endpoint_id),
  show: ({ webhookEndpointId }) => answer(200, { webhook_endpoint_id: webhookEndpointId, deleted: true }),
})
