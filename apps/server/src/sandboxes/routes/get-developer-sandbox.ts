import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { sandboxErrors } from '../errors.ts'
import { reachSandbox } from '../reach-sandbox.ts'
import { DeveloperSandbox, SandboxParams } from '../schemas.ts'
import { toSandbox } from '../to-sandbox.ts'

export const getDeveloperSandboxRoute = defineRoute({
  method: 'GET',
  path: '/v1/developer/sandboxes/{sandbox_id}',
  operationId: 'getDeveloperSandbox',
  tag: 'Sandboxes',
  summary: 'Read a sandbox',
  description: 'Takes a live key.',
  callers: ['merchant'],
  scope: 'developer.sandboxes.read',
  idempotency: 'none',
  params: SandboxParams,
  status: 200,
  data: DeveloperSandbox,
  errors: [sandboxErrors.SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY, sandboxErrors.SANDBOX_NOT_FOUND],
  run: ({ ctx, params }) => reachSandbox(ctx, params.sandbox_id, 'live_key'),
  show: (sandbox) => answer(200, toSandbox(sandbox)),
})
