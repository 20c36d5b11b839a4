import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { findEndpoint } from '../endpoint-queries.ts'
import { EndpointParams, WebhookEndpoint } from '../schemas.ts'
import { toWebhookEndpoint } from '../to-webhook-endpoint.ts'

export const getWebhookEndpointRoute = defineRoute({
  method: 'GET',
  path: '/v1/webhook-endpoints/{webhook_endpoint_id}',
  operationId: 'getWebhookEndpoint',
  tag: 'Webhook endpoints',
  summary: 'Read a webhook endpoint',
  callers: ['merchant'],
  scope: 'webhooks.read',
  idempotency: 'none',
  params: EndpointParams,
  status: 200,
  data: WebhookEndpoint,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const endpoint = await ctx.db.run(findEndpoint(ctx, params.webhook_endpoint_id))
    if (!endpoint || endpoint.deletedAt !== null)
      throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'webhook_endpoint_id' })
    return endpoint
  },
  show: (endpoint) => answer(200, toWebhookEndpoint(endpoint)),
})
