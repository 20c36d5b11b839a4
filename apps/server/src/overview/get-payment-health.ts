import { type Instant, dayMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { checkTimeZone } from '../platform/http/time-zone.ts'
import { countApprovedByApi, countCallsByKey, countDeclinedByApi, findCallingKeys } from './health-queries.ts'
import { type Granularity, bucketsOf } from './health-span.ts'
import { type PaymentHealth, healthOf } from './payment-health.ts'

/** So far back a query looks that names no beginning, and so long it may be at most. */
const spans: Record<Granularity, { usualMs: number; longestMs: number; longest: string }> = {
  hour: { usualMs: dayMs, longestMs: 7 * dayMs, longest: 'seven days of hours' },
  day: { usualMs: 7 * dayMs, longestMs: 31 * dayMs, longest: '31 days' },
}

export type HealthQuery = {
  from?: string | undefined
  to?: string | undefined
  granularity?: Granularity | undefined
  timezone?: string | undefined
}

export const getPaymentHealth = async (ctx: Context, query: HealthQuery): Promise<PaymentHealth> => {
  const timeZone = checkTimeZone(query.timezone ?? 'UTC', 'timezone')
  const granularity = query.granularity ?? 'hour'
  const { from, until } = spanOf(ctx, query, granularity)
  const buckets = bucketsOf(from, until, granularity, timeZone)
  const { db } = ctx
  const [approved, declined, calls, keys] = await Promise.all([
    db.run(countApprovedByApi(ctx, buckets)),
    db.run(countDeclinedByApi(ctx, buckets)),
    db.run(countCallsByKey(ctx, buckets)),
    db.run(findCallingKeys(ctx)),
  ])
  return healthOf(buckets, { timeZone, granularity }, { approved, declined, calls, keys })
}

/** Between these every zone's hours and days are instants of four-digit years, which sort as texts. */
const earliest: Instant = '1971-01-01T00:00:00.000Z'
const latest: Instant = '9999-01-01T00:00:00.000Z'

const spanOf = (ctx: Context, query: HealthQuery, granularity: Granularity) => {
  const { usualMs, longestMs, longest } = spans[granularity]
  const until = instantOf(query.to) ?? ctx.now
  const from = instantOf(query.from) ?? plusMs(until, -usualMs)
  for (const [param, at] of [
    ['from', from],
    ['to', until],
  ] as const)
    if (at < earliest || at > latest)
      throw refuse(httpErrors.INVALID_REQUEST, {
        param,
        message: `"${param}" must lie between ${earliest} and ${latest}.`,
      })
  if (from >= until)
    throw refuse(httpErrors.INVALID_REQUEST, { param: 'from', message: '"from" must be before "to".' })
  if (Date.parse(until) - Date.parse(from) > longestMs)
    throw refuse(httpErrors.INVALID_REQUEST, {
      param: 'from',
      message: `At most ${longest} can be shown at once.`,
    })
  return { from, until }
}

const instantOf = (text: string | undefined): Instant | undefined =>
  text === undefined ? undefined : new Date(text).toISOString()
