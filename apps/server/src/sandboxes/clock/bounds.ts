import type { Clock, Instant } from '../../platform/clock/clock.ts'
import type { OwnClock } from '../../platform/clock/own-clock.ts'

/** A sandbox's time ends here: what falls due later still has a date that every part of the program can write. */
export const latest: Instant = '2100-01-01T00:00:00.000Z'
/** Nothing was made before; a sandbox that stood still for years is later by far. */
const earliest: Instant = '2000-01-01T00:00:00.000Z'

/** Whether a clock from elsewhere tells a time that a sandbox may have. */
export const isPossibleClock = (systemClock: Clock, { offsetMs, frozenAt }: OwnClock): boolean => {
  const frozenMs = frozenAt === null ? null : Date.parse(frozenAt)
  return [frozenMs, systemClock.nowMs() + offsetMs].every(
    (ms) => ms === null || (ms >= Date.parse(earliest) && ms <= Date.parse(latest)),
  )
}
