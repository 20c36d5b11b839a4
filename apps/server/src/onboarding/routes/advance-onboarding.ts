import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { sandboxErrors } from '../../sandboxes/index.ts'
import { verificationErrors } from '../../verification/index.ts'
import { advanceOnboarding } from '../advance.ts'
import { AdvanceOnboardingBody, OnboardingState } from '../state-schemas.ts'
import { toOnboardingState } from '../to-state.ts'

export const advanceOnboardingRoute = defineRoute({
  method: 'POST',
  path: '/v1/onboarding/advance',
  operationId: 'advanceOnboarding',
  tag: 'Onboarding',
  summary: 'Give what a step asks for, or look again',
  description:
    "Every field is optional; what is left out stays. An empty body changes nothing and answers how things are now; whatever is given is the live account's, so a test key cannot give it.",
  callers: ['merchant', 'onboarding'],
  scope: 'merchants.onboarding.write',
  idempotency: 'optional',
  asksProcessor: true,
  body: AdvanceOnboardingBody,
  isBodyOptional: true,
  status: 200,
  data: OnboardingState,
  errors: [
    verificationErrors.COUNTRY_NOT_SUPPORTED,
    verificationErrors.CAPABILITY_SET_UNSUPPORTED,
    verificationErrors.INVALID_WEBSITE_URL,
    verificationErrors.ONBOARDING_UNAVAILABLE,
    verificationErrors.DEVELOPER_MANAGEMENT_REQUIRES_LIVE_KEY,
    sandboxErrors.SANDBOX_NOT_FOUND,
  ],
  run: ({ ctx, body }) => advanceOnboarding(ctx, body),
  show: (state) => answer(200, toOnboardingState(state)),
})
