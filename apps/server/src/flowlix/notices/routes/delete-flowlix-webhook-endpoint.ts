import { answer } from '../../../platform/http/answer.ts'
import { httpErrors } from '../../../platform/http/errors.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { deleteFlowlixEndpoint } from '../save-endpoint.ts'
import { DeletedFlowlixEndpoint, FlowlixEndpointParams } from '../schemas.ts'

export const deleteFlowlixWebhookEndpointRoute = defineRoute({
  method: 'DELETE',
  path: '/v1/flowlix/webhook-endpoints/{flowlix_webhook_endpoint_id}',
  operationId: 'deleteFlowlixWebhookEndpoint',
  tag: 'Flowlix',
  summary: 'Delete a webhook endpoint of Flowlix payments',
  callers: ['merchant'],
  scope: 'webhooks.write',
  idempotency: 'optional',
  isExtension: true,
  params: FlowlixEndpointParams,
  status: 200,
  data: DeletedFlowlixEndpoint,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: ({ ctx, params }) => deleteFlowlixEndpoint(ctx, params.flowlix_webhook_endpoint_id),
  show: ({ webhookEndpointId }) =>
    answer(200, { flowlix_webhook_endpoint_id: webhookEndpointId, deleted: true }),
})
