import type { Config } from '../config/config.ts'

/** Source of the names: contract, flint-platform 8. */
export const rateLimitReasons = [
  'global-ip',
  'api-key',
  'merchant',
  'setup-flow',
  'demo-session',
  'resource',
  'feedback-intake',
] as const
export type RateLimitReason = (typeof rateLimitReasons)[number]

/** One budget: a token for each request, refilled steadily, never more than `burst` at once. A rate of 0 is no limit. */
export type Bucket = { reason: RateLimitReason; name: string; perSecond: number; burst: number }

export type RateLimitRefusal = { reason: RateLimitReason; retryAfterSeconds: number }

export type RateLimits = {
  /**
   * Takes one token from every bucket, or, when one is empty, from none. Answers at once unless the tokens of a bucket
   * have to be fetched from the shared store.
   */
  take(buckets: readonly Bucket[]): RateLimitRefusal | null | Promise<RateLimitRefusal | null>
}

/** A bucket holds five seconds' worth: a page that loads or a job that starts may come in a burst. */
const burstSeconds = 5

const perSecond = (reason: RateLimitReason, name: string, rate: number): Bucket => ({
  reason,
  name,
  perSecond: rate,
  burst: rate * burstSeconds,
})

/** So many in an hour, all of them at once if need be. */
const perHour = (reason: RateLimitReason, name: string, count: number): Bucket => ({
  reason,
  name,
  perSecond: count / 3600,
  burst: count,
})

type Limits = Config['rateLimits']

const triersPerAddress = 10

/** Whoever has one address of an IPv6 network has them all: its first 64 bits stand for it. */
const networkOf = (address: string): string => {
  if (!address.includes(':') || address.includes('.')) return address
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - groups.length - after.length
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...after]
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}

/** The budgets that there are. Source of the numbers: contract, flint-platform 8, "Recommended". */
export const buckets = {
  ofAddress: ({ perIp }: Limits, address: string) => perSecond('global-ip', networkOf(address), perIp),
  ofKey: ({ perKey }: Limits, apiKeyId: string) => perSecond('api-key', apiKeyId, perKey),
  /** Live requests and those of all sandboxes count apart: trying things out never keeps a buyer from paying. */
  ofMerchant: ({ perMerchant }: Limits, merchantId: string, mode: 'test' | 'live') =>
    perSecond('merchant', `${merchantId} ${mode}`, perMerchant),
  ofCheckoutSession: ({ perCheckoutSession }: Limits, checkoutSessionId: string) =>
    perSecond('resource', checkoutSessionId, perCheckoutSession),
  /** Starting to set up an account, for one e-mail address. */
  ofSetUp: ({ setUpPerHour }: Limits, email: string) =>
    perHour('setup-flow', email.trim().toLowerCase(), setUpPerHour),
  /** Tries to sign in as one person, or with one code. */
  ofSignIn: ({ signInPerHour }: Limits, tried: string) =>
    perHour('setup-flow', `sign-in ${tried.trim().toLowerCase()}`, signInPerHour),
  /** All of that from one address: an office may share one. */
  ofTries: ({ setUpPerHour, signInPerHour }: Limits, by: 'set-up' | 'sign-in', address: string) =>
    perHour(
      'setup-flow',
      `${by} from ${networkOf(address)}`,
      triersPerAddress * (by === 'set-up' ? setUpPerHour : signInPerHour),
    ),
  /** Demonstrations that are open to anyone, for one address. */
  ofDemo: ({ demoPerHour }: Limits, address: string) => perHour('demo-session', address, demoPerHour),
  /** Reports to the people who run this server, by one key. */
  ofFeedback: ({ feedbackPerHour }: Limits, apiKeyId: string) =>
    perHour('feedback-intake', apiKeyId, feedbackPerHour),
}

/** The longest that any bucket needs to become full: from then on it need not be remembered. */
export const fullAfterMs = 3_600_000

/** Fractions of a token are added up from times: a whole one may be short by a rounding. */
export const roundingTokens = 1e-6

/** Whole seconds until an emptied bucket has a token again. */
export const waitSeconds = (tokens: number, bucket: Bucket): number =>
  Math.max(1, Math.ceil((1 - tokens) / bucket.perSecond))

/** Of several empty buckets the one that takes longest decides: whoever waits for it is served. */
export const longestWait = (refusals: readonly RateLimitRefusal[]): RateLimitRefusal =>
  refusals.reduce((longest, each) => (each.retryAfterSeconds > longest.retryAfterSeconds ? each : longest))
