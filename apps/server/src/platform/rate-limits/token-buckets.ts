import type { Clock } from '../clock/clock.ts'

/** Source of the names: contract, flint-platform 8. */
export type RateLimitReason =
  'global-ip' | 'api-key' | 'merchant' | 'setup-flow' | 'demo-session' | 'resource' | 'feedback-intake'

export type Bucket = { reason: RateLimitReason; name: string; perSecond: number }
export type RateLimitRefusal = { reason: RateLimitReason; retryAfterSeconds: number }

export type RateLimits = {
  /** Takes one token from every bucket, or, when one is empty, from none. A rate of 0 means no limit. */
  take(buckets: readonly Bucket[]): RateLimitRefusal | null
}

/** A bucket holds five seconds' worth: a page that loads or a job that starts may come in a burst. */
const burstSeconds = 5
const bucketLimit = 50_000

export const tokenBuckets = (clock: Clock): RateLimits => {
  const levels = new Map<string, { tokens: number; atMs: number }>()
  const levelOf = (bucket: Bucket, nowMs: number) => {
    const name = `${bucket.reason}:${bucket.name}`
    const full = bucket.perSecond * burstSeconds
    let level = levels.get(name)
    if (!level) {
      if (levels.size >= bucketLimit) levels.clear()
      level = { tokens: full, atMs: nowMs }
      levels.set(name, level)
    }
    level.tokens = Math.min(full, level.tokens + ((nowMs - level.atMs) / 1000) * bucket.perSecond)
    level.atMs = nowMs
    return level
  }
  return {
    take: (buckets) => {
      const nowMs = clock.nowMs()
      const limited = buckets.filter((bucket) => bucket.perSecond > 0)
      const taken = limited.map((bucket) => ({ bucket, level: levelOf(bucket, nowMs) }))
      for (const { bucket, level } of taken)
        if (level.tokens < 1)
          return {
            reason: bucket.reason,
            retryAfterSeconds: Math.max(1, Math.ceil((1 - level.tokens) / bucket.perSecond)),
          }
      for (const { level } of taken) level.tokens -= 1
      return null
    },
  }
}
