import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { getOnboardingState } from '../state.ts'
import { OnboardingState } from '../state-schemas.ts'
import { toOnboardingState } from '../to-state.ts'

export const getOnboardingStateRoute = defineRoute({
  method: 'GET',
  path: '/v1/onboarding/state',
  operationId: 'getOnboardingState',
  tag: 'Onboarding',
  summary: 'See what is left before live payments',
  description:
    "Follow `next_step` until there is none. It is about the merchant's live mode, whichever key asks: sandboxes need none of it.",
  callers: ['merchant', 'onboarding'],
  scope: 'merchants.onboarding.read',
  idempotency: 'none',
  status: 200,
  data: OnboardingState,
  errors: [],
  run: ({ ctx }) => getOnboardingState(ctx),
  show: (state) => answer(200, toOnboardingState(state)),
})
