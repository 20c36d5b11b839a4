import { answer } from '../../../platform/http/answer.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { sandboxErrors } from '../../errors.ts'
import { reachSandbox } from '../../reach-sandbox.ts'
import { sandboxClockOf } from '../clock.ts'
import { SandboxClockParams, SandboxClockSchema } from '../schemas.ts'
import { toSandboxClock } from '../to-sandbox-clock.ts'

export const getSandboxClockRoute = defineRoute({
  method: 'GET',
  path: '/v1/developer/sandboxes/{sandbox_id}/clock',
  operationId: 'getSandboxClock',
  tag: 'Sandboxes',
  summary: 'Ask what time it is in a sandbox',
  description: 'A live key of the merchant may ask for each of its sandboxes, a test key for its own.',
  callers: ['merchant'],
  scope: 'developer.sandboxes.read',
  idempotency: 'none',
  isExtension: true,
  params: SandboxClockParams,
  data: SandboxClockSchema,
  status: 200,
  errors: [sandboxErrors.SANDBOX_NOT_FOUND, sandboxErrors.SANDBOX_SELECTION_FORBIDDEN],
  run: async ({ ctx, params }) =>
    sandboxClockOf(await reachSandbox(ctx, params.sandbox_id, 'live_or_own_key'), ctx.systemClock),
  show: (clock) => answer(200, toSandboxClock(clock)),
})
