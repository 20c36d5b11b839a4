import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { sandboxErrors } from '../errors.ts'
import { resetSandbox } from '../reset-sandbox.ts'
import { DeveloperSandbox, SandboxParams } from '../schemas.ts'
import { toSandbox } from '../to-sandbox.ts'

export const resetDeveloperSandboxRoute = defineRoute({
  method: 'POST',
  path: '/v1/developer/sandboxes/{sandbox_id}/reset',
  operationId: 'resetDeveloperSandbox',
  tag: 'Sandboxes',
  summary: 'Empty a sandbox',
  description:
    'Takes a live key. Deletes everything in it, webhook endpoints too; puts its clock back to the real time and switches its faults off. Its id, keys and settings stay. Done when it answers.',
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
    sandboxErrors.DEFAULT_SANDBOX_CANNOT_BE_RESET,
  ],
  run: ({ ctx, params }) => resetSandbox(ctx, params.sandbox_id),
  show: (sandbox) => answer(200, toSandbox(sandbox)),
})
