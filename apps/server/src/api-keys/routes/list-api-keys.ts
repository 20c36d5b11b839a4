import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, createdQuery, oneOf, pageQuery, sortQuery, updatedQuery } from '../../platform/http/schema.ts'
import { apiKeyStatuses } from '../api-key.ts'
import { apiKeyList } from '../queries.ts'
import { ApiKey } from '../schemas.ts'
import { toApiKey } from '../to-api-key.ts'

export const listApiKeysRoute = defineRoute({
  method: 'GET',
  path: '/v1/api-keys',
  operationId: 'listAPIKeys',
  tag: 'API keys',
  summary: 'List API keys, newest first',
  description:
    "A live key sees the merchant's live keys and the test keys of all its sandboxes; a test key those of its own sandbox.",
  callers: ['merchant'],
  scope: 'accounts.api_keys.read',
  idempotency: 'none',
  query: body({
    status: Type.Optional(oneOf(apiKeyStatuses)),
    ...createdQuery,
    ...updatedQuery,
    ...sortQuery(['created_at', 'last_used_at', 'name']),
    ...pageQuery,
  }),
  status: 200,
  data: ApiKey,
  isList: true,
  errors: [],
  run: ({ ctx, query }) => listPage(ctx, apiKeyList, { sort_by: 'created_at', ...query }),
  show: (page) => answer(200, page.items.map(toApiKey), { next_page_token: page.nextPageToken }),
})
