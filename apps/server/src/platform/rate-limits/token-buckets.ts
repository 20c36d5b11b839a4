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
    const level = kinds.get(bucket.reason)?.get(bucket.name)
    if (!level) return { tokens: bucket.burst, atMs: nowMs }
    const gained = (Math.max(0, nowMs - level.atMs) / 1000) * bucket.perSecond
    level.tokens = Math.min(bucket.burst, level.tokens + gained)
    level.atMs = Math.max(level.atMs, nowMs)
    return level
  }

  const keep = ({ reason, name }: Bucket, level: Level) => {
    let levels = kinds.get(reason)
    if (!levels) kinds.set(reason, (levels = new Map()))
    if (!levels.has(name) && levels.size >= bucketLimit) levels.delete(levels.keys().next().value!)
    levels.set(name, level)
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
      // Only now: who is refused by their address cannot push out what others are counted by.
      for (const { bucket, level } of taken) {
        level.tokens -= 1
        keep(bucket, level)
      }
      return null
    },
  }
}
