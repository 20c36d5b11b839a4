import { type ApiKeyRecord } from '../platform/auth/api-keys.ts'
import { findApiKeys, findEnvironments } from '../platform/auth/queries.ts'
import type { Context, Environment, Services, TeamRole } from '../platform/context.ts'
import { type StoredSession, findSessions } from '../users/session-queries.ts'

/** Who authenticated long ago and still reads: a key, or a person by their session. */
export type StreamReader =
  { kind: 'api_key'; apiKeyId: string } | { kind: 'user'; dashboardSessionId: string; role: TeamRole }

/** Who reads what, and what they could do when they began. */
export type Reading = { reader: StreamReader; environmentId: string; scopes: ReadonlySet<string> }

export const readerOf = ({ caller }: Context): StreamReader => {
  if (caller.kind === 'api_key') return caller
  if (caller.kind === 'user' && caller.role !== null)
    return { kind: 'user', dashboardSessionId: caller.dashboardSessionId, role: caller.role }
  throw new Error('Only keys and people read the event stream')
}

/** Asks about all of them at once. Says of each reading its environment as it is now, or null when it must end. */
export const findGoodReaders = async (
  { db, systemClock }: Pick<Services, 'db' | 'systemClock'>,
  readings: readonly Reading[],
): Promise<(reading: Reading) => Environment | null> => {
  const keyIds = new Set<string>()
  const sessionIds = new Set<string>()
  const environmentIds = new Set<string>()
  for (const { reader, environmentId } of readings)
    if (reader.kind === 'api_key') keyIds.add(reader.apiKeyId)
    else {
      sessionIds.add(reader.dashboardSessionId)
      environmentIds.add(environmentId)
    }
  const [keys, sessions, environments] = await Promise.all([
    keyIds.size === 0 ? [] : db.run(findApiKeys([...keyIds])),
    sessionIds.size === 0 ? [] : db.run(findSessions([...sessionIds])),
    environmentIds.size === 0 ? [] : db.run(findEnvironments([...environmentIds])),
  ])
  const keyOf = new Map(keys.map((key) => [key.apiKeyId, key]))
  const sessionOf = new Map(sessions.map((session) => [session.dashboardSessionId, session]))
  const placeOf = new Map(environments.map((environment) => [environment.environmentId, environment]))
  const now = systemClock.now()
  return ({ reader, environmentId, scopes }) => {
    if (reader.kind === 'api_key') {
      const key = keyOf.get(reader.apiKeyId)
      return key && isGoodKey(key, scopes, now) ? key.environment : null
    }
    const session = sessionOf.get(reader.dashboardSessionId)
    const environment = placeOf.get(environmentId)
    const isGood = session && environment && isGoodPerson(session, environment, reader.role, now)
    return isGood ? environment : null
  }
}

const isGoodKey = (key: ApiKeyRecord, scopes: ReadonlySet<string>, now: string): boolean =>
  key.status === 'active' &&
  key.isEnvironmentActive &&
  (key.expiresAt === null || key.expiresAt > now) &&
  key.scopes !== null &&
  isSame(key.scopes, scopes)

const isGoodPerson = (
  session: StoredSession,
  { merchantId }: Environment,
  role: TeamRole,
  now: string,
): boolean => session.isActive && session.expiresAt > now && session.roles.get(merchantId) === role

const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((scope) => other.has(scope))
