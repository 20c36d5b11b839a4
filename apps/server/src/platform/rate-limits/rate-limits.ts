import type { Services } from '../context.ts'
import { type Refusal, httpErrors, refuse } from '../http/errors.ts'
import type { Bucket, RateLimitReason, RateLimitRefusal, RateLimits } from './bucket.ts'
import { type RequestWindows, windowsInMemory } from './request-windows.ts'
import { sharedBuckets } from './shared-buckets.ts'
import { sharedWindows } from './shared-windows.ts'
import { tokenBuckets } from './token-buckets.ts'

/** Counted by this process alone, or by all nodes on one database together. */
export const rateLimitsOf = (
  services: Pick<Services, 'config' | 'db' | 'systemClock' | 'log'>,
): RateLimits =>
  services.config.rateLimits.store === 'database'
    ? sharedBuckets(services)
    : tokenBuckets(services.systemClock)

export const requestWindowsOf = (
  services: Pick<Services, 'config' | 'db' | 'systemClock' | 'log'>,
): RequestWindows =>
  services.config.rateLimits.store === 'database'
    ? sharedWindows(services)
    : windowsInMemory(services.systemClock)

const subjects: Record<RateLimitReason, string> = {
  'global-ip': 'from this address',
  'api-key': 'with this key',
  merchant: 'of this merchant',
  resource: 'for this resource',
  'setup-flow': 'to set up an account',
  'demo-session': 'for demonstrations',
  'feedback-intake': 'to report feedback',
}

/** Source: contract, flint-platform 8. */
export const refusalOfLimit = ({ reason, retryAfterSeconds }: RateLimitRefusal): Refusal =>
  refuse(httpErrors.RATE_LIMIT_EXCEEDED, {
    message: `Too many requests ${subjects[reason]}.`,
    headers: { 'Retry-After': String(retryAfterSeconds), 'Flint-Rate-Limited-Reason': reason },
  })

/**
 * Takes a token from each bucket or throws the refusal. Waits only for a shared store: where it answers at once, so
 * does this.
 */
export const expectWithinLimits = (
  rateLimits: RateLimits,
  buckets: readonly Bucket[],
): void | Promise<void> => {
  const taken = rateLimits.take(buckets)
  if (taken instanceof Promise) return taken.then(expectTaken)
  expectTaken(taken)
}

const expectTaken = (refused: RateLimitRefusal | null): void => {
  if (refused) throw refusalOfLimit(refused)
}
