import { answer } from '../../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../../platform/http/errors.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { findEndpoint } from '../endpoint-queries.ts'
import { FlowlixEndpoint, FlowlixEndpointParams } from '../schemas.ts'
import { toEndpoint } from '../to-endpoint.ts'

export const getFlowlixWebhookEndpointRoute = defineRoute({
  method: 'GET',
  path: '/v1/flowlix/webhook-endpoints/{flowlix_webhook_endpoint_id}',
  operationId: 'getFlowlixWebhookEndpoint',
  tag: 'Flowlix',
  summary: 'Read a webhook endpoint of Flowlix payments',
  callers: ['merchant'],
  scope: 'webhooks.read',
  idempotency: 'none',
  isExtension: true,
  params: FlowlixEndpointParams,
  status: 200,
  data: FlowlixEndpoint,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const endpoint = await ctx.db.run(findEndpoint(ctx, params.flowlix_webhook_endpoint_id))
    if (!endpoint) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'flowlix_webhook_endpoint_id' })
    return endpoint
  },
  show: (endpoint) => answer(200, toEndpoint(endpoint)),
})
