import type { ShapeChange } from '../platform/http/shape-changes.ts'

/** Source: contract, flint-platform 12.3, "Era A extras", and 26. */
export const onboardingStateProgress: ShapeChange = {
  id: 'onboarding_state_progress',
  since: '2026-09-07',
  summary: 'email_verified and merchant_created are gone: whoever reads the state has done both.',
  toOlder: (state) => ({ ...state, email_verified: true, merchant_created: false }),
}
