import type { Route } from '../../platform/http/route.ts'
import { advanceOnboardingRoute } from './advance-onboarding.ts'
import { createOnboardingApiKeyRoute } from './create-onboarding-api-key.ts'
import { getOnboardingStateRoute } from './get-onboarding-state.ts'
import { startOnboardingRoute } from './start-onboarding.ts'
import { verifyOnboardingEmailRoute } from './verify-onboarding-email.ts'

/** In the order of the API reference. */
export const onboardingRoutes: Route[] = [
  startOnboardingRoute,
  verifyOnboardingEmailRoute,
  getOnboardingStateRoute,
  advanceOnboardingRoute,
  createOnboardingApiKeyRoute,
]
