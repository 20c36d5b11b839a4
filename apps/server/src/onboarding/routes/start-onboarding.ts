import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { StartedVerification, toStarted, userErrors } from '../../users/index.ts'
import { StartOnboardingBody } from '../schemas.ts'
import { startOnboarding } from '../start-onboarding.ts'

export const startOnboardingRoute = defineRoute({
  method: 'POST',
  path: '/v1/onboarding/start',
  operationId: 'startOnboarding',
  tag: 'Onboarding',
  summary: 'Begin to set up an account: a code is mailed',
  description:
    'Works for an address that has an account, too: its merchant is found again by it. The header `X-Turnstile-Token` is accepted and not looked at.',
  callers: ['public'],
  idempotency: 'none',
  needsHttps: true,
  guards: { field: 'email', by: 'set-up' },
  body: StartOnboardingBody,
  status: 200,
  data: StartedVerification,
  errors: [userErrors.FIRST_NAME_REQUIRED, userErrors.LAST_NAME_REQUIRED],
  run: ({ ctx, body }) => startOnboarding(ctx, body),
  show: (started) => answer(200, toStarted(started)),
})
