import { answer } from '../../../platform/http/answer.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { sandboxErrors } from '../../errors.ts'
import { SandboxClockParams, SandboxClockSchema } from '../schemas.ts'
import { freezeSandboxClock } from '../stop-and-go.ts'
import { toSandboxClock } from '../to-sandbox-clock.ts'

export const freezeSandboxClockRoute = defineRoute({
  method: 'POST',
  path: '/v1/developer/sandboxes/{sandbox_id}/clock/freeze',
  operationId: 'freezeSandboxClock',
  tag: 'Sandboxes',
  summary: 'Freeze the clock of a sandbox',
  description:
    'Time stands still in the sandbox: nothing falls due by itself any more, and what is made is made at this instant. Freezing a clock that stands changes nothing; an advance under way ends where it has come to.',
  callers: ['merchant'],
  scope: 'developer.sandboxes.write',
  idempotency: 'optional',
  isExtension: true,
  params: SandboxClockParams,
  data: SandboxClockSchema,
  status: 200,
  errors: [
    sandboxErrors.SANDBOX_NOT_FOUND,
    sandboxErrors.SANDBOX_SELECTION_FORBIDDEN,
    sandboxErrors.SANDBOX_ARCHIVED,
  ],
  run: ({ ctx, params }) => freezeSandboxClock(ctx, params.sandbox_id),
  show: (clock) => answer(200, toSandboxClock(clock)),
})
