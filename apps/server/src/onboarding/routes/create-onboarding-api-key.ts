import { ApiKeyWithSecret, apiKeyErrors, toApiKey } from '../../api-keys/index.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { sandboxErrors } from '../../sandboxes/index.ts'
import { createInitialApiKey } from '../create-initial-api-key.ts'
import { onboardingErrors } from '../errors.ts'
import { CreateOnboardingApiKeyBody } from '../schemas.ts'

export const createOnboardingApiKeyRoute = defineRoute({
  method: 'POST',
  path: '/v1/onboarding/api-key',
  operationId: 'createOnboardingAPIKey',
  tag: 'Onboarding',
  summary: 'Make the first API key',
  description:
    'A test key of the default sandbox, or with `mode: live` (an extension) the first live key; each once. The key is shown once. Further keys are made by the keys themselves or in the dashboard.',
  callers: ['onboarding'],
  idempotency: 'optional',
  isSensitive: true,
  body: CreateOnboardingApiKeyBody,
  status: 201,
  data: ApiKeyWithSecret,
  errors: [
    apiKeyErrors.NAME_REQUIRED,
    onboardingErrors.INVALID_BOOTSTRAP_SCOPES,
    onboardingErrors.INITIAL_API_KEY_ALREADY_CREATED,
    onboardingErrors.ONBOARDING_DIRECT_OWNER_REQUIRED,
    sandboxErrors.SANDBOX_NOT_FOUND,
    sandboxErrors.SANDBOX_ARCHIVED,
  ],
  run: ({ ctx, body }) => createInitialApiKey(ctx, body),
  show: ({ record, secretKey }) => answer(201, { ...toApiKey(record), secret_key: secretKey }),
})
