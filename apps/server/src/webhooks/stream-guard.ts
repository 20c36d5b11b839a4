import { findApiKeys } from '../platform/auth/queries.ts'
import type { Context, Environment, Services } from '../platform/context.ts'
import { type Loop, startLoop } from '../platform/jobs/loop.ts'
import type { DisconnectReason } from './stream-messages.ts'

/** An open stream, as far as it must be watched. */
export type WatchedStream = {
  /** Null for a person in the dashboard. */
  apiKeyId: string | null
  scopes: ReadonlySet<string>
  openedAtMs: number
  /** The environment as it is now: its clock may have been moved. */
  renew(environment: Environment): void
  end(reason: DisconnectReason): void
}

export type StreamGuard = { watch(stream: WatchedStream): () => void }

const checkEveryMs = 1000
/** Then the client connects again, from where it is. */
const lifetimeMs = 3_600_000
/** A person's: short enough that somebody who signs out or leaves the team sees no more, without asking all the time. */
const personsLifetimeMs = 60_000

/**
 * Once a second, and at once when keys or environments change in this process: whether the keys of all open streams may
 * still do what they could when they connected. A key with other scopes would see other events, so its streams end, too.
 */
export const streamGuard = (
  services: Pick<Services, 'db' | 'log' | 'systemClock' | 'wakeups'>,
): StreamGuard => {
  const { db, log, systemClock, wakeups } = services
  const watched = new Set<WatchedStream>()
  let loop: Loop | null = null

  const check = async (): Promise<number> => {
    const streams = [...watched]
    const ids = new Set(streams.flatMap(({ apiKeyId }) => apiKeyId ?? []))
    const found = ids.size === 0 ? [] : await db.run(findApiKeys([...ids]))
    const keys = new Map(found.map((key) => [key.apiKeyId, key]))
    for (const stream of streams) {
      const ageMs = systemClock.nowMs() - stream.openedAtMs
      if (stream.apiKeyId === null) {
        if (ageMs >= personsLifetimeMs) stream.end('ttl')
        continue
      }
      const key = keys.get(stream.apiKeyId)
      const isGood =
        key?.status === 'active' &&
        key.isEnvironmentActive &&
        (key.expiresAt === null || key.expiresAt > systemClock.now()) &&
        key.scopes !== null &&
        isSame(key.scopes, stream.scopes)
      if (!isGood) stream.end('authorization_changed')
      else if (ageMs >= lifetimeMs) stream.end('ttl')
      else stream.renew(key.environment)
    }
    return 0
  }

  return {
    watch: (stream) => {
      watched.add(stream)
      loop ??= startLoop({
        name: 'authorization of event streams',
        everyMs: checkEveryMs,
        log,
        work: check,
        onWake: (wake) => wakeups.on('environments', wake),
      })
      return () => {
        watched.delete(stream)
        if (watched.size > 0) return
        void loop?.stop()
        loop = null
      }
    },
  }
}

const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((scope) => other.has(scope))

export const apiKeyIdOf = ({ caller }: Context): string | null => {
  if (caller.kind !== 'api_key' && caller.kind !== 'user')
    throw new Error('Only keys and people read the event stream')
  return caller.kind === 'api_key' ? caller.apiKeyId : null
}
