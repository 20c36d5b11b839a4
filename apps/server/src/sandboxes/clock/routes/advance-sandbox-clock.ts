import { answer } from '../../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../../platform/http/errors.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { sandboxErrors } from '../../errors.ts'
import type { TimerHandlers } from '../../../platform/jobs/timers.ts'
import { advanceClock } from '../advance-clock.ts'
import { clockErrors } from '../errors.ts'
import { SandboxClockParams, AdvanceBody, SandboxClockAdvance } from '../schemas.ts'
import { toSandboxClockAdvance } from '../to-sandbox-clock.ts'

export const advanceSandboxClockRoute = (handlers: TimerHandlers) =>
  defineRoute({
    method: 'POST',
    path: '/v1/developer/sandboxes/{sandbox_id}/clock/advance',
    operationId: 'advanceSandboxClock',
    tag: 'Sandboxes',
    summary: 'Advance the clock of a sandbox',
    description:
      'Moves everything in the sandbox with it: holds lapse, checkout sessions expire, bank debits settle, refunds end, webhook retries are made, each at its own instant and in that order. Answers when all that became due is done, and lists what happened. A running clock runs on from there, a frozen one stands there.',
    callers: ['merchant'],
    scope: 'developer.sandboxes.write',
    idempotency: 'optional',
    isExtension: true,
    params: SandboxClockParams,
    body: AdvanceBody,
    status: 200,
    data: SandboxClockAdvance,
    errors: [
      httpErrors.EXACTLY_ONE_REQUIRED,
      sandboxErrors.SANDBOX_NOT_FOUND,
      sandboxErrors.SANDBOX_SELECTION_FORBIDDEN,
      sandboxErrors.SANDBOX_ARCHIVED,
      clockErrors.SANDBOX_CLOCK_MOVING,
    ],
    run: ({ ctx, params, body }) => {
      if ((body.by === undefined) === (body.to === undefined))
        throw refuse(httpErrors.EXACTLY_ONE_REQUIRED, { param: 'by', message: 'Send either "by" or "to".' })
      return advanceClock(ctx, params.sandbox_id, body, handlers)
    },
    show: (advanced) => answer(200, toSandboxClockAdvance(advanced)),
  })
