import type { Instant } from '../platform/clock/clock.ts'

/** Unix seconds, as all times of this API. Source: contract, flowlix 1. */
export const seconds = (instant: Instant): number => Math.floor(Date.parse(instant) / 1000)

export const secondsOrNull = (instant: Instant | undefined): number | null =>
  instant === undefined ? null : seconds(instant)
