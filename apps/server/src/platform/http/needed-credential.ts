import { type ErrorDefinition, httpErrors } from './errors.ts'
import type { Route } from './route.ts'

/** What is told to whoever brings no credential, or one that this route is not for. */
export const neededBy = ({ callers }: Route): ErrorDefinition => {
  if (callers.includes('merchant') || callers.includes('checkout')) return httpErrors.API_KEY_REQUIRED
  return callers.includes('onboarding')
    ? httpErrors.ONBOARDING_SESSION_REQUIRED
    : httpErrors.AUTHENTICATION_REQUIRED
}
