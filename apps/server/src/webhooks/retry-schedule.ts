import { plusMs } from '../platform/clock/clock.ts'
import type { Instant } from '../platform/clock/clock.ts'

/** Delay before retry 1 to 8, in seconds, without jitter. Source: contract, flint-platform 17.5. */
export const retryDelaysSeconds = [30, 120, 600, 3600, 14_400, 43_200, 86_400, 108_000] as const

/** The first attempt and its retries. */
export const maxAutomaticAttempts = retryDelaysSeconds.length + 1

/** Jitter is only ever added, so an endpoint is never asked sooner than documented. */
const maxJitterShare = 0.2

/**
 * When a delivery is tried again after a failed attempt, or null when it has had all its attempts.
 * Attempts made by hand (resend, test event) are not counted. Source: contract, flint-platform 17.5.
 *
 * @param automaticAttempts Attempts made so far, the failed one included: a whole number from 1.
 * @param now               The instant the failed attempt ended.
 * @param random            From 0 to 1; spreads the retry over the 20 % after the delay.
 * @throws RangeError when an argument is outside its range.
 * @example nextAttemptAt({ automaticAttempts: 1, now, random: 0 }) // 30 s after now
 */
export function nextAttemptAt({
  automaticAttempts,
  now,
  random,
}: {
  automaticAttempts: number
  now: Instant
  random: number
}): Instant | null {
  if (!Number.isSafeInteger(automaticAttempts) || automaticAttempts < 1) {
    throw new RangeError('A retry follows at least one attempt')
  }
  if (!(random >= 0 && random <= 1)) throw new RangeError('random is from 0 to 1')

  const delaySeconds = retryDelaysSeconds[automaticAttempts - 1]
  if (delaySeconds === undefined) return null
  return plusMs(now, Math.round(delaySeconds * 1000 * (1 + maxJitterShare * random)))
}
