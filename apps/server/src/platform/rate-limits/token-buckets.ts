import type { Clock } from '../clock/clock.ts'
import {
  type Bucket,
  type RateLimitReason,
  type RateLimitRefusal,
  longestWait,
  roundingTokens,
  waitSeconds,
} from './bucket.ts'

/** Of one kind. Many addresses can push out addresses, but no keys. */
const bucketLimit = 50_000

type Level = { tokens: number; atMs: number }

/** Budgets in the memory of one process. */
export const tokenBuckets = (clock: Clock) => {
  const kinds = new Map<RateLimitReason, Map<string, Level>>()

  const levelOf = (bucket: Bucket, nowMs: number): Level => {
    let levels = kinds.get(bucket.reason)
    if (!levels) kinds.set(bucket.reason, (levels = new Map()))
    let level = levels.get(bucket.name)
    if (!level) {
      if (levels.size >= bucketLimit) levels.delete(levels.keys().next().value!)
      level = { tokens: bucket.burst, atMs: nowMs }
      levels.set(bucket.name, level)
    }
    const gained = (Math.max(0, nowMs - level.atMs) / 1000) * bucket.perSecond
    level.tokens = Math.min(bucket.burst, level.tokens + gained)
    level.atMs = Math.max(level.atMs, nowMs)
    return level
  }

  return {
    take: (buckets: readonly Bucket[]): RateLimitRefusal | null => {
      const nowMs = clock.nowMs()
      const limited = buckets.filter((bucket) => bucket.perSecond > 0)
      const taken = limited.map((bucket) => ({ bucket, level: levelOf(bucket, nowMs) }))
      const empty = taken.filter(({ level }) => level.tokens < 1 - roundingTokens)
      if (empty.length > 0)
        return longestWait(
          empty.map(({ bucket, level }) => ({
            reason: bucket.reason,
            retryAfterSeconds: waitSeconds(level.tokens, bucket),
          })),
        )
      for (const { level } of taken) level.tokens -= 1
      return null
    },
  }
}
