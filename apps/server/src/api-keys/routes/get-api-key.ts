import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { refuseUnknownKey } from '../change-api-key.ts'
import { findApiKeyById } from '../queries.ts'
import { ApiKey, ApiKeyParams } from '../schemas.ts'
import { toApiKey } from '../to-api-key.ts'

export const getApiKeyRoute = defineRoute({
  method: 'GET',
  path: '/v1/api-keys/{api_key_id}',
  operationId: 'getAPIKey',
  tag: 'API keys',
  summary: 'Read an API key, without its text',
  callers: ['merchant'],
  scope: 'accounts.api_keys.read',
  idempotency: 'none',
  params: ApiKeyParams,
  status: 200,
  data: ApiKey,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const key = await ctx.db.run(findApiKeyById(ctx, params.api_key_id))
    if (!key) throw refuseUnknownKey()
    return key
  },
  show: (key) => answer(200, toApiKey(key)),
})
