import type { Credential, DashboardAuthenticator } from '../platform/auth/credentials.ts'
import { environments } from '../platform/auth/environments.ts'
import { hourMs, plusMs } from '../platform/clock/clock.ts'
import type { Services } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { tokenDigest } from './one-time-tokens.ts'
import { scopesOfRole } from './role-scopes.ts'
import { type StoredSession, findSession, slideSession } from './session-queries.ts'
import { sessionExpiry } from './sessions.ts'

/** Who left, or lost their role, is noticed within this time on every node. */
const cacheMs = 1000
const cacheLimit = 10_000

/** Recognises a person by the session in their cookie, in the environment that they name. */
export const dashboardAuthenticator = (services: Services): DashboardAuthenticator => {
  const { db, systemClock, log, wakeups } = services
  const known = environments(services)
  const cache = new Map<string, { found: Promise<StoredSession | null>; readAtMs: number }>()
  wakeups.on('environments', () => cache.clear())

  const find = (token: string): Promise<StoredSession | null> => {
    const digest = tokenDigest(services, token)
    const name = digest.toString('base64')
    const nowMs = systemClock.nowMs()
    const kept = cache.get(name)
    if (kept && nowMs - kept.readAtMs < cacheMs) return kept.found
    if (cache.size >= cacheLimit) cache.clear()
    const found = db.run(findSession(digest))
    found.catch(() => cache.delete(name))
    cache.set(name, { found, readAtMs: nowMs })
    return found
  }

  return async (token, environmentId) => {
    const session = await find(token)
    const now = systemClock.now()
    if (!session?.isActive || session.expiresAt <= now) return null
    if (session.lastUsedAt <= plusMs(now, -hourMs))
      db.run(slideSession(session.dashboardSessionId, now, sessionExpiry(session.createdAt, now))).catch(
        (error) => log.warn('The use of a dashboard session could not be written', { error }),
      )
    const person = {
      kind: 'user' as const,
      userId: session.userId,
      dashboardSessionId: session.dashboardSessionId,
      isOperator: session.isOperator || services.config.operatorEmails.includes(session.email.toLowerCase()),
    }
    if (environmentId === null)
      return { environment: null, caller: { ...person, role: null }, scopes: new Set() }
    const environment = await known.find(environmentId)
    const role = environment && session.roles.get(environment.merchantId)
    if (!environment || !role) throw refuse(httpErrors.ENVIRONMENT_SELECTION_FORBIDDEN)
    const scopes = scopesOfRole(role, environment.mode)
    return { environment, caller: { ...person, role }, scopes } satisfies Credential
  }
}
