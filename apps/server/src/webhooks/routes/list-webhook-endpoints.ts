import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, oneOf, pageQuery } from '../../platform/http/schema.ts'
import { eventSources } from '../endpoint.ts'
import { endpointList } from '../endpoint-queries.ts'
import { WebhookEndpoint } from '../schemas.ts'
import { toWebhookEndpoint } from '../to-webhook-endpoint.ts'

export const listWebhookEndpointsRoute = defineRoute({
  method: 'GET',
  path: '/v1/webhook-endpoints',
  operationId: 'listWebhookEndpoints',
  tag: 'Webhook endpoints',
  summary: 'List webhook endpoints, newest first',
  callers: ['merchant'],
  scope: 'webhooks.read',
  idempotency: 'none',
  query: body({
    event_sources: Type.Optional(Type.Array(oneOf(eventSources))),
    partner_app_id: Type.Optional(Type.String()),
    ...pageQuery,
  }),
  status: 200,
  data: WebhookEndpoint,
  isList: true,
  errors: [],
  run: ({ ctx, query }) => listPage(ctx, endpointList, query),
  show: (page) => answer(200, page.items.map(toWebhookEndpoint), { next_page_token: page.nextPageToken }),
})
