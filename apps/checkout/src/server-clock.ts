/**
 * Tells the time as the server sees it, so that a buyer's wrong clock neither ends a checkout early nor lets it look
 * open after its end. The offset is learnt from the `Date` header of each answer, or, where a sandbox's clock was moved,
 * from the header that tells its time.
 */
export interface ServerClock {
  /** Milliseconds since 1970 on the server's clock. */
  now(): number
  /** Learns from an answer. `dateHeader` has whole seconds, so half a second is added as the best guess. */
  learn(dateHeader: string | null): void
}

export const createServerClock = (localNow: () => number): ServerClock => {
  let offsetMs = 0
  return {
    now: () => localNow() + offsetMs,
    learn(dateHeader) {
      const serverMs = dateHeader === null ? Number.NaN : Date.parse(dateHeader)
      if (Number.isNaN(serverMs)) return
      const measured = serverMs + 500 - localNow()
      // Differences of a second or two are the header's resolution and the network, not the clock.
      offsetMs = Math.abs(measured) < 2000 ? 0 : measured
    },
  }
}
