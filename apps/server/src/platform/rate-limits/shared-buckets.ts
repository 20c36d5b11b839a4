import type { Services } from '../context.ts'
import { type Bucket, type RateLimitRefusal, type RateLimits, longestWait, roundingTokens } from './bucket.ts'
import { type TokenGrant, type TokenRequest, takeTokens } from './queries.ts'
import { tokenBuckets } from './token-buckets.ts'

/**
 * Budgets that several nodes share. A node takes a lump of tokens out of the shared bucket and serves from it without
 * asking again:
 *
 *   nothing held --ask--> a lump held --used up, or two seconds old--> nothing held (what is left goes back with the next ask)
 *   nothing held --ask--> the bucket is empty --a moment passes--> nothing held
 *
 * Tokens are counted when they leave the shared bucket and are used within `lumpMs`, so the shared bucket holds that
 * much less than the burst: whatever the nodes do, all of them together never serve more than one bucket would.
 *
 * Requests that come while a node asks are gathered and asked for together. While the database does not answer, each
 * node counts in its own memory: a limit is never a reason to fail.
 */
const lumpMs = 2000
/** Smaller budgets are exact: each token is asked for. */
const smallestLumped = 50
const smallestLump = 10
/** A node that found a bucket empty does not ask again for so long, however many requests come. */
const shortestRestMs = 100
const longestRestMs = 1000
const outageMs = 1000
const shareLimit = 50_000

/** What this node holds of one bucket. */
type Share = {
  bucket: Bucket
  tokens: number
  takenAtMs: number
  givenBack: number
  /** The shared bucket is known to be empty until then. */
  emptyUntilMs: number
  refilledAtMs: number
}

type Waiter = { buckets: readonly Bucket[]; resolve: (refusal: RateLimitRefusal | null) => void }

const nameOf = ({ reason, name }: Bucket) => `${reason}:${name}`
const isLumped = ({ burst }: Bucket) => burst >= smallestLumped
const lumpOf = (bucket: Bucket) =>
  isLumped(bucket) ? Math.max(smallestLump, Math.ceil(bucket.perSecond / 5)) : 1
const capacityOf = (bucket: Bucket) =>
  isLumped(bucket) ? bucket.burst - (bucket.perSecond * lumpMs) / 1000 : bucket.burst

export const sharedBuckets = ({
  db,
  systemClock,
  log,
}: Pick<Services, 'db' | 'systemClock' | 'log'>): RateLimits => {
  const shares = new Map<string, Share>()
  const own = tokenBuckets(systemClock)
  let waiting: Waiter[] = []
  let isAsking = false
  let isOutUntilMs = 0

  const shareOf = (bucket: Bucket, nowMs: number): Share => {
    const name = nameOf(bucket)
    let share = shares.get(name)
    if (!share || share.bucket.perSecond !== bucket.perSecond) {
      if (shares.size >= shareLimit) shares.delete(shares.keys().next().value!)
      share = { bucket, tokens: 0, takenAtMs: nowMs, givenBack: 0, emptyUntilMs: 0, refilledAtMs: 0 }
      shares.set(name, share)
    }
    if (share.tokens > 0 && nowMs - share.takenAtMs >= lumpMs) putBack(share)
    return share
  }

  const decide = (limited: readonly Bucket[], nowMs: number): RateLimitRefusal | null | 'ask' => {
    const held = limited.map((bucket) => shareOf(bucket, nowMs))
    const empty = held.filter((share) => share.tokens < 1)
    if (empty.length === 0) {
      for (const share of held) share.tokens -= 1
      return null
    }
    const refused = empty.filter((share) => nowMs < share.emptyUntilMs)
    if (refused.length === 0) return 'ask'
    return longestWait(
      refused.map(({ bucket, refilledAtMs }) => ({
        reason: bucket.reason,
        retryAfterSeconds: Math.max(1, Math.ceil((refilledAtMs - nowMs) / 1000)),
      })),
    )
  }

  const ask = async () => {
    isAsking = true
    while (waiting.length > 0) {
      const asking = waiting
      waiting = []
      const nowMs = systemClock.nowMs()
      const requests = nowMs < isOutUntilMs ? [] : requestsOf(asking, (bucket) => shareOf(bucket, nowMs))
      await fetchTokens(requests, nowMs)
      for (const waiter of asking) settle(waiter, nowMs)
      // Of a small budget nothing is held: a token that another budget's refusal left over goes back at once.
      const unused = sharesOf(requests).filter((share) => !isLumped(share.bucket) && share.tokens > 0)
      await fetchTokens(
        unused.map((share) => requestOf(share, 0)),
        nowMs,
      )
    }
    isAsking = false
  }

  const fetchTokens = async (requests: readonly TokenRequest[], nowMs: number) => {
    if (requests.length === 0) return
    try {
      const grants = await db.run(takeTokens(requests, new Date(nowMs).toISOString()))
      for (const grant of grants) keep(grant, nowMs)
    } catch (error) {
      log.warn('Rate limits are counted by this node alone: the database did not answer', { error })
      isOutUntilMs = nowMs + outageMs
    }
  }

  const sharesOf = (requests: readonly TokenRequest[]): Share[] =>
    requests.flatMap(({ bucket }) => shares.get(bucket) ?? [])

  const keep = ({ bucket: name, granted, tokens }: TokenGrant, nowMs: number) => {
    const share = shares.get(name)
    if (!share) return
    share.tokens = granted
    share.takenAtMs = nowMs
    const waitMs = ((1 - tokens) / share.bucket.perSecond) * 1000
    share.refilledAtMs = nowMs + waitMs
    const restsMs =
      tokens >= 1 - roundingTokens ? 0 : Math.min(Math.max(waitMs, shortestRestMs), longestRestMs)
    share.emptyUntilMs = nowMs + restsMs
  }

  /** By the time at which was asked: a clock that jumps meanwhile does not take a fresh lump away. */
  const settle = ({ buckets, resolve }: Waiter, nowMs: number) => {
    const decision = nowMs < isOutUntilMs ? own.take(buckets) : decide(buckets, nowMs)
    resolve(decision === 'ask' ? own.take(buckets) : decision)
  }

  return {
    take: (buckets) => {
      const limited = buckets.filter((bucket) => bucket.perSecond > 0)
      if (limited.length === 0) return null
      const nowMs = systemClock.nowMs()
      if (nowMs < isOutUntilMs) return own.take(limited)
      const decision = decide(limited, nowMs)
      if (decision !== 'ask') return decision
      return new Promise((resolve) => {
        waiting.push({ buckets: limited, resolve })
        if (!isAsking) void ask()
      })
    },
  }
}

/** Used up or not, these tokens are no longer served from. */
const putBack = (share: Share) => {
  share.givenBack += share.tokens
  share.tokens = 0
}

/** What to ask for: enough for everyone who waits, and a lump on top where lumps are taken. */
const requestsOf = (waiters: readonly Waiter[], shareOf: (bucket: Bucket) => Share): TokenRequest[] => {
  const wanted = new Map<string, { share: Share; count: number }>()
  for (const bucket of waiters.flatMap(({ buckets }) => buckets)) {
    const found = wanted.get(nameOf(bucket))
    if (found) found.count += 1
    else wanted.set(nameOf(bucket), { share: shareOf(bucket), count: 1 })
  }
  return [...wanted]
    .filter(([, { share, count }]) => share.tokens < count)
    .map(([, { share, count }]) => requestOf(share, Math.max(count, lumpOf(share.bucket))))
}

/** What is given back is gone from here before the answer is there: should it be lost, nobody gets it twice. */
const requestOf = (share: Share, wanted: number): TokenRequest => {
  putBack(share)
  const { givenBack, bucket } = share
  share.givenBack = 0
  share.emptyUntilMs = 0
  return {
    bucket: nameOf(bucket),
    perSecond: bucket.perSecond,
    capacity: capacityOf(bucket),
    wanted: Math.min(wanted, Math.floor(capacityOf(bucket))),
    givenBack,
  }
}
