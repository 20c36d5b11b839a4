import type { Environment, Services } from '../platform/context.ts'
import { type Loop, startLoop } from '../platform/jobs/loop.ts'
import type { DisconnectReason } from './stream-messages.ts'
import { type Reading, findGoodReaders } from './stream-readers.ts'

/** An open stream, as far as it must be watched. */
export type WatchedStream = Reading & {
  openedAtMs: number
  /** The environment as it is now: its clock may have been moved. */
  renew(environment: Environment): void
  end(reason: DisconnectReason): void
}

export type StreamGuard = { watch(stream: WatchedStream): () => void }

const checkEveryMs = 1000
/** Then the client connects again, from where it is. */
const lifetimeMs = 3_600_000

/**
 * Once a second, and at once when keys or environments change in this process: whether the keys and people of all open streams
 * may still do what they could when they connected. A key with other scopes would see other events, so its streams end, too; so do
 * those of a person who signed out, left the team or has another role.
 */
export const streamGuard = (
  services: Pick<Services, 'db' | 'log' | 'systemClock' | 'wakeups'>,
): StreamGuard => {
  const { log, systemClock, wakeups } = services
  const watched = new Set<WatchedStream>()
  let loop: Loop | null = null

  const check = async (): Promise<number> => {
    const streams = [...watched]
    const environmentOf = await findGoodReaders(services, streams)
    for (const stream of streams) {
      const environment = environmentOf(stream)
      if (!environment) stream.end('authorization_changed')
      else if (systemClock.nowMs() - stream.openedAtMs >= lifetimeMs) stream.end('ttl')
      else stream.renew(environment)
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
