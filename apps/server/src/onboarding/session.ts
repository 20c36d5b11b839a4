import type { OnboardingAuthenticator } from '../platform/auth/credentials.ts'
import { environments } from '../platform/auth/environments.ts'
import { type Instant, dayMs, plusMs } from '../platform/clock/clock.ts'
import type { Context, Services, TeamRole } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { newToken, scopesOfRole, tokenDigest, tokenStarts } from '../users/index.ts'
import { findOnboardingSession, insertOnboardingSession } from './queries.ts'

/** Source: contract, flint-platform 12.2. */
const sessionMs = dayMs

/** How far a merchant is, as the answers of all onboarding routes have it. Source: contract, flint-platform 12.2 and 12.3. */
export type OnboardingProgress = {
  status: OnboardingStatus
  canIssueApiKey: boolean
  nextStep: OnboardingStep | null
}
export const onboardingStatuses = [
  'ready_for_api_key',
  'needs_input',
  'needs_external_action',
  'waiting_for_review',
  'complete',
] as const
export type OnboardingStatus = (typeof onboardingStatuses)[number]

/** Source: contract, flint-platform 12.4. */
export type OnboardingStep = {
  code: string
  owner: 'merchant' | 'integrator' | 'flint'
  machine_completable: boolean
  required_fields: string[]
  submit_method: 'POST' | null
  submit_endpoint: string | null
  launch?: {
    component: 'account_onboarding'
    endpoint: string
    method: 'POST'
    recommended_policy: {
      collection_strategy: 'upfront' | 'incremental'
      future_requirements: 'omit' | 'include'
    }
    sandbox_id: string | null
  } | null
}

export type OnboardingSession = {
  userId: string
  merchantId: string
  liveEnvironmentId: string
  /** What the person may do for the merchant now; null once they were let go. */
  role: TeamRole | null
  expiresAt: Instant
}

/** For one person and one merchant; its token is answered, and kept as a digest only. */
export const newOnboardingSession = (ctx: Context, of: { userId: string; merchantId: string }) => {
  const token = newToken(ctx, tokenStarts.onboarding)
  const expiresAt = plusMs(ctx.systemClock.now(), sessionMs)
  return { token, write: insertOnboardingSession(tokenDigest(ctx, token), { ...of, expiresAt }) }
}

const tokenPattern = /^flint_onb_[0-9a-f]{64}$/

/**
 * Recognises who sets up an account by API, in the merchant's live environment: what is said of a merchant is said of what
 * they are in live mode. Such calls are few, so nothing is remembered between them.
 */
export const onboardingAuthenticator = (services: Services): OnboardingAuthenticator => {
  const known = environments(services)
  return async (token) => {
    const session = tokenPattern.test(token)
      ? await services.db.run(findOnboardingSession(tokenDigest(services, token)))
      : null
    const environment = session && (await known.find(session.liveEnvironmentId))
    if (!session?.role || !environment || session.expiresAt <= services.systemClock.now())
      throw refuse(httpErrors.INVALID_ONBOARDING_SESSION)
    return {
      environment,
      caller: { kind: 'onboarding', userId: session.userId },
      scopes: scopesOfRole(session.role, 'live'),
    }
  }
}
