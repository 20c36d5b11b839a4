import { apiKeyErrors } from '../../api-keys/index.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { clockErrors } from '../clock/errors.ts'
import { sandboxErrors } from '../errors.ts'
import { forkSandbox } from '../fork-sandbox.ts'
import { CreateSandboxBody, NewDeveloperSandbox, SandboxParams } from '../schemas.ts'
import { toNewSandbox } from '../to-sandbox.ts'

export const forkDeveloperSandboxRoute = defineRoute({
  method: 'POST',
  path: '/v1/developer/sandboxes/{sandbox_id}/fork',
  operationId: 'forkDeveloperSandbox',
  tag: 'Sandboxes',
  summary: 'Fork a sandbox into a new one',
  description:
    'Takes a live key. The new sandbox has the same objects under the same ids, the same events and ledger, webhook endpoints with their secrets, settings, time, and things still to happen. Keys, faults, idempotency keys and request logs are not carried over. Checkout links of the new sandbox are its own.',
  callers: ['merchant'],
  scope: 'developer.sandboxes.write',
  idempotency: 'optional',
  isSensitive: true,
  isExtension: true,
  params: SandboxParams,
  body: CreateSandboxBody,
  status: 201,
  data: NewDeveloperSandbox,
  errors: [
    sandboxErrors.SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY,
    sandboxErrors.SANDBOX_NOT_FOUND,
    sandboxErrors.SANDBOX_ARCHIVED,
    sandboxErrors.SANDBOX_ALREADY_EXISTS,
    clockErrors.SANDBOX_CLOCK_MOVING,
    httpErrors.RESOURCE_LIMIT_EXCEEDED,
    apiKeyErrors.NAME_REQUIRED,
    apiKeyErrors.SCOPES_REQUIRED,
    apiKeyErrors.UNKNOWN_SCOPE,
    apiKeyErrors.DUPLICATE_SCOPE,
    apiKeyErrors.SCOPE_NOT_ALLOWED,
    apiKeyErrors.SCOPE_NOT_ALLOWED_FOR_KEY_MODE,
  ],
  run: ({ ctx, params, body }) => forkSandbox(ctx, params.sandbox_id, body),
  show: (made) => answer(201, toNewSandbox(made)),
})
