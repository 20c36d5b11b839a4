import type { FastifyRequest } from 'fastify'
import type { Caller, Environment } from '../context.ts'
import { httpErrors, refuse } from '../http/errors.ts'
import { allScopes } from './scopes.ts'
import type { ApiKeys } from './api-keys.ts'
import { dashboardCookie, isFromDashboard } from './dashboard-cookie.ts'

export type Credential = {
  /** Null for a person who names no environment. */
  environment: Environment | null
  caller: Caller
  scopes: ReadonlySet<string>
}

/** Given by the checkout-sessions capability: the platform knows only the two headers. */
export type CheckoutAuthenticator = (
  sessionId: string,
  secret: string,
) => Promise<Credential & { environment: Environment }>

/** Given by the onboarding capability, for texts that begin with `onboardingTokenStart`. */
export type OnboardingAuthenticator = (token: string) => Promise<Credential>

/**
 * Given by the users capability. `environmentId` is what `Flint-Environment` names; null without it. Answers null for a
 * session that is unknown or has ended: such a person is nobody, and may still sign in.
 */
export type DashboardAuthenticator = (
  token: string,
  environmentId: string | null,
) => Promise<Credential | null>

export type Authenticators = {
  apiKeys: ApiKeys
  checkout: CheckoutAuthenticator
  onboarding: OnboardingAuthenticator
  dashboard: DashboardAuthenticator
}

export const onboardingTokenStart = 'flint_onb_'

const buyerScopes: ReadonlySet<string> = new Set(allScopes)

/** Whoever sends a key means the key, whatever cookie their browser adds. Source: contract, flint-platform 3.1 and 3.2. */
export const readCredential = async (
  request: FastifyRequest,
  { apiKeys, checkout, onboarding, dashboard }: Authenticators,
): Promise<Credential | null> => {
  const authorization = request.headers.authorization
  const apiKey = single(request.headers['x-api-key'])
  if (authorization !== undefined && apiKey !== undefined) throw refuse(httpErrors.AMBIGUOUS_AUTH)
  if (authorization?.includes(onboardingTokenStart)) return onboarding(bearerOf(authorization))
  const text = apiKey ?? (authorization === undefined ? undefined : bearerOf(authorization))
  if (text !== undefined) {
    const record = await apiKeys.authenticate(text)
    return {
      environment: record.environment,
      caller: { kind: 'api_key', apiKeyId: record.apiKeyId },
      scopes: record.scopes,
    }
  }
  const sessionId = single(request.headers['x-checkout-session-id'])
  const secret = single(request.headers['x-checkout-session-secret'])
  if (sessionId === undefined && secret === undefined) {
    const token = isFromDashboard(request) ? dashboardCookie.read(request.headers.cookie) : null
    return token === null ? null : dashboard(token, single(request.headers['flint-environment']) ?? null)
  }
  if (!sessionId || !secret) throw refuse(httpErrors.CHECKOUT_SESSION_AUTH_REQUIRED)
  const credential = await checkout(sessionId, secret)
  return { ...credential, scopes: buyerScopes }
}

const bearerOf = (header: string): string => {
  const match = /^Bearer +(\S+)$/i.exec(header)
  if (!match) throw refuse(httpErrors.INVALID_AUTHORIZATION_HEADER)
  return match[1]!
}

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header
