/** An RFC 3339 instant in UTC with milliseconds, as `Date.prototype.toISOString` writes it. Sorts as text. */
export type Instant = string

/** Where time comes from. Capabilities never read the system clock themselves. */
export type Clock = { nowMs(): number; now(): Instant }

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  now: () => new Date().toISOString(),
}

/** A clock that can be moved, for tests: it runs with the system's and adds what it was advanced by. */
export const movableClock = (): Clock & { advance(milliseconds: number): void } => {
  let offsetMs = 0
  return {
    nowMs: () => Date.now() + offsetMs,
    now: () => new Date(Date.now() + offsetMs).toISOString(),
    advance: (milliseconds) => {
      offsetMs += milliseconds
    },
  }
}

export const plusMs = (instant: Instant, milliseconds: number): Instant =>
  new Date(Date.parse(instant) + milliseconds).toISOString()

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
