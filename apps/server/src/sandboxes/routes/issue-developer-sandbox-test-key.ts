import { apiKeyErrors, secretInsideData, toApiKey } from '../../api-keys/index.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { sandboxErrors } from '../errors.ts'
import { issueTestKey } from '../issue-test-key.ts'
import { IssueTestKeyBody, SandboxParams, SecretBesideData, TestKey } from '../schemas.ts'

export const issueDeveloperSandboxTestKeyRoute = defineRoute({
  method: 'POST',
  path: '/v1/developer/sandboxes/{sandbox_id}/test-key',
  operationId: 'issueDeveloperSandboxTestKey',
  tag: 'Sandboxes',
  summary: 'Issue a test key of a sandbox',
  description: 'Takes a live key. The new key is shown once, as `secret_key`.',
  callers: ['merchant'],
  scope: 'developer.sandboxes.write',
  idempotency: 'optional',
  isSensitive: true,
  params: SandboxParams,
  body: IssueTestKeyBody,
  status: 201,
  data: TestKey,
  beside: SecretBesideData,
  errors: [
    sandboxErrors.SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY,
    sandboxErrors.SANDBOX_NOT_FOUND,
    sandboxErrors.SANDBOX_ARCHIVED,
    apiKeyErrors.NAME_REQUIRED,
    apiKeyErrors.SCOPES_REQUIRED,
    apiKeyErrors.UNKNOWN_SCOPE,
    apiKeyErrors.DUPLICATE_SCOPE,
    apiKeyErrors.SCOPE_NOT_ALLOWED,
    apiKeyErrors.SCOPE_NOT_ALLOWED_FOR_KEY_MODE,
  ],
  run: ({ ctx, params, body }) => issueTestKey(ctx, params.sandbox_id, body),
  show: ({ record, secretKey }) => answer(201, { ...toApiKey(record), secret_key: secretKey }),
  changes: [secretInsideData],
})
