import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { archiveSandbox } from '../archive-sandbox.ts'
import { sandboxErrors } from '../errors.ts'
import { DeveloperSandbox, SandboxParams } from '../schemas.ts'
import { toSandbox } from '../to-sandbox.ts'

export const deleteDeveloperSandboxRoute = defineRoute({
  method: 'DELETE',
  path: '/v1/developer/sandboxes/{sandbox_id}',
  operationId: 'deleteDeveloperSandbox',
  tag: 'Sandboxes',
  summary: 'Archive a sandbox',
  description:
    'Takes a live key. Final: within a second its keys are refused with API_KEY_SANDBOX_UNAVAILABLE, and nothing happens in it any more. Its name can be given again.',
  callers: ['merchant'],
  scope: 'developer.sandboxes.write',
  idempotency: 'optional',
  params: SandboxParams,
  status: 200,
  data: DeveloperSandbox,
  errors: [
    sandboxErrors.SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY,
    sandboxErrors.SANDBOX_NOT_FOUND,
    sandboxErrors.SANDBOX_ARCHIVED,
    sandboxErrors.DEFAULT_SANDBOX_CANNOT_BE_ARCHIVED,
  ],
  run: ({ ctx, params }) => archiveSandbox(ctx, params.sandbox_id),
  show: (sandbox) => answer(200, toSandbox(sandbox)),
})
