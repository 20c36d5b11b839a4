import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { revokeApiKey } from '../revoke-api-key.ts'
import { ApiKey, ApiKeyParams } from '../schemas.ts'
import { toApiKey } from '../to-api-key.ts'

export const revokeApiKeyRoute = defineRoute({
  method: 'POST',
  path: '/v1/api-keys/{api_key_id}/revoke',
  operationId: 'revokeAPIKey',
  tag: 'API keys',
  summary: 'Revoke an API key',
  description: 'At once and for good. Once more changes nothing.',
  callers: ['merchant'],
  scope: 'accounts.api_keys.write',
  idempotency: 'optional',
  params: ApiKeyParams,
  status: 200,
  data: ApiKey,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: ({ ctx, params }) => revokeApiKey(ctx, params.api_key_id),
  show: (key) => answer(200, toApiKey(key)),
})
