import { answer } from '../../../platform/http/answer.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { sandboxErrors } from '../../errors.ts'
import { clockErrors } from '../errors.ts'
import { SandboxClockParams, SandboxClockSchema } from '../schemas.ts'
import { resumeSandboxClock } from '../stop-and-go.ts'
import { toSandboxClock } from '../to-sandbox-clock.ts'

export const resumeSandboxClockRoute = defineRoute({
  method: 'POST',
  path: '/v1/developer/sandboxes/{sandbox_id}/clock/resume',
  operationId: 'resumeSandboxClock',
  tag: 'Sandboxes',
  summary: 'Resume the clock of a sandbox',
  description:
    'The clock runs on from where it stands, at the pace of the machine. Resuming a clock that runs changes nothing.',
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
    clockErrors.SANDBOX_CLOCK_MOVING,
  ],
  run: ({ ctx, params }) => resumeSandboxClock(ctx, params.sandbox_id),
  show: (clock) => answer(200, toSandboxClock(clock)),
})
