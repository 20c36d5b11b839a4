import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { sandboxErrors } from '../../sandboxes/errors.ts'
import { createApiKey } from '../create-api-key.ts'
import { apiKeyErrors } from '../errors.ts'
import { ApiKeyWithSecret, CreateApiKeyBody, SecretKey } from '../schemas.ts'
import { secretInsideData } from '../shape-changes.ts'
import { toApiKey } from '../to-api-key.ts'

export const createApiKeyRoute = defineRoute({
  method: 'POST',
  path: '/v1/api-keys',
  operationId: 'createAPIKey',
  tag: 'API keys',
  summary: 'Create an API key',
  description:
    'The key is shown once, as `secret_key`. A live key makes live keys, or with `sandbox_id` test keys of a sandbox; a test key makes keys of its own sandbox. `scopes` may be left out for a Flowlix key only, which then may take, read and refund payments.',
  callers: ['merchant'],
  scope: 'accounts.api_keys.write',
  idempotency: 'optional',
  isSensitive: true,
  body: CreateApiKeyBody,
  status: 201,
  data: ApiKeyWithSecret,
  beside: { secret_key: Type.Optional(SecretKey) },
  errors: [
    apiKeyErrors.SCOPES_REQUIRED,
    apiKeyErrors.UNKNOWN_SCOPE,
    apiKeyErrors.DUPLICATE_SCOPE,
    apiKeyErrors.SANDBOX_ID_NOT_ALLOWED,
    apiKeyErrors.SCOPE_NOT_ALLOWED,
    apiKeyErrors.SCOPE_NOT_ALLOWED_FOR_KEY_MODE,
    sandboxErrors.SANDBOX_NOT_FOUND,
    sandboxErrors.SANDBOX_ARCHIVED,
  ],
  run: ({ ctx, body }) => createApiKey(ctx, body),
  show: ({ record, secretKey }) => answer(201, { ...toApiKey(record), secret_key: secretKey }),
  changes: [secretInsideData],
})
