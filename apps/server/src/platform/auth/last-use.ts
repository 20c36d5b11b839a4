import { minuteMs } from '../clock/clock.ts'
import type { Services } from '../context.ts'
import { type Statement, writeAny } from '../db/statement.ts'
import type { ApiKeyRecord } from './api-keys.ts'

export type LastUse = {
  note(key: Pick<ApiKeyRecord, 'apiKeyId' | 'lastUsedMs'>, nowMs: number): void
  /** Writes what is still in memory. */
  close(): Promise<void>
}

const flushEveryMs = 5_000

/**
 * When a key was last used, to the minute, without costing the request anything:
 *
 *   a use --stored value is younger than a minute--> forgotten
 *   a use --else--> in memory --every few seconds, or on close--> one statement for all keys
 *
 * What a crash takes with it is a few seconds of a value that is a hint for people.
 */
export const lastUse = (services: Pick<Services, 'db' | 'log'>, everyMs = flushEveryMs): LastUse => {
  let uses = new Map<string, number>()
  let flushing: Promise<void> = Promise.resolve()

  const flush = async () => {
    if (uses.size === 0) return
    const taken = uses
    uses = new Map()
    try {
      await services.db.run(saveLastUses(taken))
    } catch (error) {
      services.log.warn('The last uses of API keys could not be written', { error, entries: taken.size })
    }
  }
  const timer = setInterval(() => (flushing = flushing.then(flush)), everyMs)
  timer.unref()

  return {
    note: ({ apiKeyId, lastUsedMs }, nowMs) => {
      if (lastUsedMs === null || nowMs - lastUsedMs >= minuteMs) uses.set(apiKeyId, nowMs)
    },
    close: async () => {
      clearInterval(timer)
      await flushing
      await flush()
    },
  }
}

/** Locked in one order, so that two nodes that write the same keys wait for each other and never both. */
const saveLastUses = (uses: ReadonlyMap<string, number>): Statement<void> =>
  writeAny(
    'save_last_uses',
    `UPDATE api_keys k SET last_used_at = u.used_at
     FROM (SELECT api_key_id, used_at
           FROM api_keys JOIN unnest($1::text[], $2::timestamptz[]) AS used (api_key_id, used_at) USING (api_key_id)
           WHERE last_used_at IS NULL OR last_used_at <= used_at - interval '1 minute'
           ORDER BY api_key_id FOR NO KEY UPDATE OF api_keys) u
     WHERE k.api_key_id = u.api_key_id`,
    [[...uses.keys()], [...uses.values()].map((ms) => new Date(ms).toISOString())],
  )
