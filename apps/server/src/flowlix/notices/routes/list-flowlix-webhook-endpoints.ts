import { answer } from '../../../platform/http/answer.ts'
import { listPage } from '../../../platform/db/list-query.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { body, pageQuery } from '../../../platform/http/schema.ts'
import { endpointList } from '../endpoint-queries.ts'
import { FlowlixEndpoint } from '../schemas.ts'
import { toEndpoint } from '../to-endpoint.ts'

export const listFlowlixWebhookEndpointsRoute = defineRoute({
  method: 'GET',
  path: '/v1/flowlix/webhook-endpoints',
  operationId: 'listFlowlixWebhookEndpoints',
  tag: 'Flowlix',
  summary: 'List the webhook endpoints of Flowlix payments, newest first',
  callers: ['merchant'],
  scope: 'webhooks.read',
  idempotency: 'none',
  isExtension: true,
  query: body(pageQuery),
  status: 200,
  data: FlowlixEndpoint,
  isList: true,
  errors: [],
  run: ({ ctx, query }) => listPage(ctx, endpointList, query),
  show: (page) => answer(200, page.items.map(toEndpoint), { next_page_token: page.nextPageToken }),
})
