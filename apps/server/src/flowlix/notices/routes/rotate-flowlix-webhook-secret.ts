import { answer } from '../../../platform/http/answer.ts'
import { httpErrors } from '../../../platform/http/errors.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { rotateFlowlixEndpointSecret } from '../save-endpoint.ts'
import { FlowlixEndpointParams, FlowlixSecret } from '../schemas.ts'

export const rotateFlowlixWebhookSecretRoute = defineRoute({
  method: 'POST',
  path: '/v1/flowlix/webhook-endpoints/{flowlix_webhook_endpoint_id}/rotate-secret',
  operationId: 'rotateFlowlixWebhookSecret',
  tag: 'Flowlix',
  summary: 'Replace the signing secret of a webhook endpoint of Flowlix payments',
  description: 'For 24 hours notices carry two `v1` signatures, of the new and the old secret.',
  callers: ['merchant'],
  scope: 'webhooks.write',
  idempotency: 'optional',
  isExtension: true,
  isSensitive: true,
  params: FlowlixEndpointParams,
  status: 200,
  data: FlowlixSecret,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: ({ ctx, params }) => rotateFlowlixEndpointSecret(ctx, params.flowlix_webhook_endpoint_id),
  show: ({ secret }) => answer(200, { secret }),
})
