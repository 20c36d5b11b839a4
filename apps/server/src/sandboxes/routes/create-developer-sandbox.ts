import { apiKeyErrors } from '../../api-keys/index.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { createSandbox } from '../create-sandbox.ts'
import { sandboxErrors } from '../errors.ts'
import { CreateSandboxBody, NewDeveloperSandbox } from '../schemas.ts'
import { toNewSandbox } from '../to-sandbox.ts'

export const createDeveloperSandboxRoute = defineRoute({
  method: 'POST',
  path: '/v1/developer/sandboxes',
  operationId: 'createDeveloperSandbox',
  tag: 'Sandboxes',
  summary: 'Create a sandbox',
  description:
    'Takes a live key. With `issue_test_key` the answer has a first key of the sandbox, shown once.',
  callers: ['merchant'],
  scope: 'developer.sandboxes.write',
  idempotency: 'optional',
  isSensitive: true,
  body: CreateSandboxBody,
  status: 201,
  data: NewDeveloperSandbox,
  errors: [
    sandboxErrors.SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY,
    sandboxErrors.SANDBOX_ALREADY_EXISTS,
    httpErrors.RESOURCE_LIMIT_EXCEEDED,
    apiKeyErrors.NAME_REQUIRED,
    apiKeyErrors.SCOPES_REQUIRED,
    apiKeyErrors.UNKNOWN_SCOPE,
    apiKeyErrors.DUPLICATE_SCOPE,
    apiKeyErrors.SCOPE_NOT_ALLOWED,
    apiKeyErrors.SCOPE_NOT_ALLOWED_FOR_KEY_MODE,
  ],
  run: ({ ctx, body }) => createSandbox(ctx, body),
  show: (made) => answer(201, toNewSandbox(made)),
})
