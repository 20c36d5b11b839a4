import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { apiKeyErrors } from '../errors.ts'
import { ApiKey, ApiKeyParams, UpdateApiKeyBody } from '../schemas.ts'
import { toApiKey } from '../to-api-key.ts'
import { updateApiKey } from '../update-api-key.ts'

export const updateApiKeyRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/api-keys/{api_key_id}',
  operationId: 'updateAPIKey',
  tag: 'API keys',
  summary: "Change an API key's name, scopes or expiry",
  description: 'Holds at once. `expires_at: null` lets the key live until it is revoked.',
  callers: ['merchant'],
  scope: 'accounts.api_keys.write',
  idempotency: 'optional',
  params: ApiKeyParams,
  body: UpdateApiKeyBody,
  status: 200,
  data: ApiKey,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    httpErrors.NO_FIELDS_TO_UPDATE,
    httpErrors.FIELD_NOT_UPDATABLE,
    apiKeyErrors.UNKNOWN_SCOPE,
    apiKeyErrors.DUPLICATE_SCOPE,
    apiKeyErrors.SCOPE_NOT_ALLOWED,
    apiKeyErrors.SCOPE_NOT_ALLOWED_FOR_KEY_MODE,
  ],
  run: ({ ctx, params, body }) => updateApiKey(ctx, params.api_key_id, body),
  show: (key) => answer(200, toApiKey(key)),
})
