import type { CallLog } from './api/call-log.ts'
import { createApi } from './api/api.ts'

/** Who is signed in, and where they may work. Source: `GET /v1/dashboard/session`. */
export type Session = { user: SessionUser; merchants: SessionMerchant[] }
export type SessionUser = {
  user_id: string
  email: string
  first_name: string | null
  last_name: string | null
  is_operator?: boolean
}
export type SessionMerchant = {
  merchant_id: string
  business_name: string
  role: 'owner' | 'admin' | 'operator' | 'viewer'
  environments: SessionEnvironment[]
}
export type SessionEnvironment = {
  merchant_environment_id: string
  mode: 'live' | 'test'
  sandbox_id: string | null
  name: string
  is_default: boolean
  status: string
}

/** Owners and admins only. */
const notForOperators =
  /^(accounts\.api_keys|developer\.sandboxes|merchants\.\w+|settings|money_movement\.\w+)\.write$/

/**
 * Why somebody with this role may not do what asks for this scope, or null when they may. The server decides again; this only
 * spares a refusal.
 */
export const whyRoleForbids = (role: SessionMerchant['role'], scope: string): string | null => {
  if (role === 'viewer' && !scope.endsWith('.read')) return 'Your role, viewer, changes nothing'
  if (role === 'operator' && notForOperators.test(scope))
    return 'Your role, operator, does not: ask an owner or admin'
  return null
}

/** The environment that the address names, and whose it is. */
export type ChosenEnvironment = SessionEnvironment & {
  merchant: SessionMerchant
  /** `/dashboard/menv_…`, without a slash at the end. */
  base: string
}

export const findEnvironment = (session: Session, environmentId: string): ChosenEnvironment | null => {
  for (const merchant of session.merchants)
    for (const environment of merchant.environments)
      if (environment.merchant_environment_id === environmentId)
        return { ...environment, merchant, base: `/dashboard/${environmentId}` }
  return null
}

/** Where somebody starts who names no environment: where they were last, else the default sandbox. */
export const firstEnvironment = (session: Session, lastId: string | null): ChosenEnvironment | null => {
  const last = lastId === null ? null : findEnvironment(session, lastId)
  if (last) return last
  const all = session.merchants.flatMap((merchant) => merchant.environments)
  const first =
    all.find(({ mode, is_default }) => mode === 'test' && is_default) ??
    all.find(({ mode }) => mode === 'test') ??
    all[0]
  return first ? findEnvironment(session, first.merchant_environment_id) : null
}

/** Where to sign in, and come back to. */
export const signInPath = (returnTo: string): string =>
  returnTo.startsWith('/dashboard/') && !isOutside(returnTo)
    ? `/dashboard/sign-in?return_to=${encodeURIComponent(returnTo)}`
    : '/dashboard/sign-in'

/** Pages for people who are not signed in. */
const outside = ['sign-in', 'sign-in-link', 'sign-up', 'verify', 'reset-password', 'accept-invitation']
export const isOutside = (path: string): boolean =>
  outside.some((name) => new RegExp(`^/dashboard/${name}([/?#]|$)`).test(path))

/** The way back that the sign-in page was given: within the dashboard only, never to another site. */
export const returnPathOf = (search: string): string => {
  const asked = new URLSearchParams(search).get('return_to')
  return asked && /^\/dashboard\/(?![/\\])/.test(asked) && !isOutside(asked) ? asked : '/dashboard'
}

export const readSession = (calls: CallLog): Promise<Session> =>
  createApi(null, calls, () => {}).get<Session>('/v1/dashboard/session')

const lastEnvironmentName = 'flint.environment'

/** The browser may forbid storage: then nothing is remembered. */
export const lastEnvironment = {
  read: (): string | null => {
    try {
      return localStorage.getItem(lastEnvironmentName)
    } catch {
      return null
    }
  },
  keep: (environmentId: string): void => {
    try {
      localStorage.setItem(lastEnvironmentName, environmentId)
    } catch {
      // Nothing to do: the next start begins in the default sandbox.
    }
  },
}
