import type { FastifyReply } from 'fastify'
import type { Config } from '../../platform/config/config.ts'
import type { Context } from '../../platform/context.ts'
import { areLimitsLifted } from '../../platform/http/call-faults.ts'
import type { HttpServices } from '../../platform/http/server.ts'
import { buckets } from '../../platform/rate-limits/bucket.ts'
import { expectWithinLimits } from '../../platform/rate-limits/rate-limits.ts'
import type { RequestWindow, RequestWindows } from '../../platform/rate-limits/request-windows.ts'
import type { Profile } from '../flowlix-payment.ts'
import { refuseFlowlix } from './errors.ts'
import { secondsOf } from './translate.ts'

/** Source: contract, flowlix 14. Of form C no limit was published: it has the first form's. */
const windows: Record<Profile, Pick<RequestWindow, 'kind' | 'limit'>> = {
  a: { kind: 'rolling', limit: 100 },
  b: { kind: 'fixed', limit: 500 },
  c: { kind: 'rolling', limit: 100 },
}

const lengthMs = 60_000

/** Null where it is switched off. */
const windowOf = (
  { ratePerMinute }: Config['flowlix'],
  profile: Profile,
  apiKeyId: string,
): RequestWindow | null => {
  if (ratePerMinute === 0) return null
  const { kind, limit } = windows[profile]
  return { name: `${apiKeyId} ${kind}`, kind, limit: ratePerMinute ?? limit, lengthMs }
}

/** Counts a call against its key's window, then against what all keys of the merchant share. @throws rate_limit_exceeded */
export const countFlowlixCall = async (
  services: HttpServices,
  counted: RequestWindows,
  ctx: Context,
  profile: Profile,
  reply: FastifyReply,
): Promise<void> => {
  if (areLimitsLifted(ctx) || ctx.caller.kind !== 'api_key') return
  const window = windowOf(services.config.flowlix, profile, ctx.caller.apiKeyId)
  if (window) {
    const taken = counted.take(window)
    const place = taken instanceof Promise ? await taken : taken
    reply
      .header('X-RateLimit-Limit', place.limit)
      .header('X-RateLimit-Remaining', place.remaining)
      .header('X-RateLimit-Reset', Math.ceil(place.resetsAtMs / 1000))
    if (place.isRefused)
      throw refuseFlowlix('rate_limit_exceeded', {
        message: `Too many requests with this key: at most ${place.limit} in 60 seconds. Retry after ${secondsOf(place.retryAfterSeconds)}.`,
        headers: { 'Retry-After': String(place.retryAfterSeconds) },
      })
  }
  const shared = expectWithinLimits(services.rateLimits, [
    buckets.ofMerchant(services.config.rateLimits, ctx.merchantId, ctx.mode),
  ])
  if (shared) await shared
}
