import type { Environment, Services } from '../context.ts'
import { type ErrorDefinition, httpErrors, refuse } from '../http/errors.ts'
import { type KeyDialect, dialectOfKey, keyStart } from './key-dialects.ts'
import { lastUse } from './last-use.ts'
import { findApiKey } from './queries.ts'

export type ApiKeyRecord = {
  apiKeyId: string
  dialect: KeyDialect
  environment: Environment
  /** Null when it holds one that is no longer known. */
  scopes: ReadonlySet<string> | null
  status: 'active' | 'revoked'
  expiresAt: string | null
  /** As it was stored when the key was read. */
  lastUsedMs: number | null
  isEnvironmentActive: boolean
}

/** A revoked or changed key is noticed within this time on every node. */
const cacheMs = 1000
const cacheLimit = 10_000
type Read = { record: Promise<ApiKeyRecord | null>; readAtMs: number }

const flintOnly: readonly KeyDialect[] = ['flint']

/** A key that may be used now. */
export type GoodApiKey = ApiKeyRecord & { scopes: ReadonlySet<string> }

export type ApiKeys = {
  /** @param dialects Which keys are keys here: those of another public API are none. */
  authenticate(text: string, dialects?: readonly KeyDialect[]): Promise<GoodApiKey>
  close(): Promise<void>
}

export const apiKeys = (services: Services): ApiKeys => {
  const cache = new Map<string, Read>()
  /** Texts that are no keys, apart: guessing many never drives the real ones out. */
  const unknown = new Map<string, Read>()
  const uses = lastUse(services)
  services.wakeups.on('environments', () => {
    cache.clear()
    unknown.clear()
  })

  const find = (text: string): Promise<ApiKeyRecord | null> => {
    const hash = services.secrets.digest('api-key', text)
    const name = hash.toString('base64')
    const nowMs = services.systemClock.nowMs()
    const known = cache.get(name) ?? unknown.get(name)
    if (known && nowMs - known.readAtMs < cacheMs) return known.record
    unknown.delete(name)
    if (cache.size >= cacheLimit) cache.clear()
    const record = services.db.run(findApiKey(hash))
    const read = { record, readAtMs: nowMs }
    cache.set(name, read)
    record.then(
      (found) => {
        if (found || cache.get(name) !== read) return
        cache.delete(name)
        if (unknown.size >= cacheLimit) unknown.clear()
        unknown.set(name, read)
      },
      // A failed read is not an answer: the next request asks again.
      () => cache.delete(name),
    )
    return record
  }

  return {
    authenticate: async (text, dialects = flintOnly) => {
      const dialect = dialectOfKey(text)
      if (dialect === null || !dialects.includes(dialect)) throw refuse(httpErrors.INVALID_API_KEY)
      const record = await find(text)
      if (!record || record.dialect !== dialect) throw refuse(httpErrors.INVALID_API_KEY)
      const problem = problemOf(record, text, services.systemClock.now())
      if (problem) throw refuse(problem)
      uses.note(record, services.systemClock.nowMs())
      return record as GoodApiKey
    },
    close: uses.close,
  }
}

const problemOf = (record: ApiKeyRecord, text: string, now: string): ErrorDefinition | null => {
  if (!text.startsWith(keyStart(record.dialect, record.environment.mode)))
    return httpErrors.API_KEY_MODE_MISMATCH
  if (record.status === 'revoked') return httpErrors.API_KEY_REVOKED
  if (record.expiresAt && record.expiresAt <= now) return httpErrors.API_KEY_EXPIRED
  if (!record.isEnvironmentActive) return httpErrors.API_KEY_SANDBOX_UNAVAILABLE
  if (!record.scopes) return httpErrors.API_KEY_SCOPE_UNSUPPORTED
  return null
}
