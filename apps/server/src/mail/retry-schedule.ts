import { type Instant, hourMs, minuteMs, plusMs } from '../platform/clock/clock.ts'

/** Delay before retry 1 to 7: a mail server that is down over a weekend morning costs nobody a receipt. */
export const retryDelaysMs = [
  minuteMs,
  5 * minuteMs,
  15 * minuteMs,
  hourMs,
  4 * hourMs,
  12 * hourMs,
  24 * hourMs,
] as const

/**
 * When a message is tried again, or null when it has had all its tries.
 *
 * @param attempts Tries so far, the failed one included: a whole number from 1.
 */
export const nextTryAt = (attempts: number, now: Instant): Instant | null => {
  const delayMs = retryDelaysMs[attempts - 1]
  return delayMs === undefined ? null : plusMs(now, delayMs)
}
