import { findOpenAlerts } from '../alerts/index.ts'
import { dayMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { localDay } from './local-day.ts'
import { type Overview, outcomesOf, volumeOf } from './overview.ts'
import {
  countApproved,
  countCalls,
  countDeclined,
  countOpenDisputes,
  findFailingEndpoints,
  sumMovedMoney,
} from './queries.ts'

/** Today in this time zone, by the environment's clock. */
export const getOverview = async (ctx: Context, timeZone: string): Promise<Overview> => {
  const today = localDay(ctx.now, timeZone, 0)
  const yesterday = localDay(ctx.now, timeZone, 1)
  const thisDay = { from: today.startsAt, until: today.endsAt }
  const lastDay = { from: plusMs(ctx.now, -dayMs), until: ctx.now }
  const { db } = ctx
  const [moved, approved, declined, calls, failingEndpoints, disputes, alerts] = await Promise.all([
    db.run(sumMovedMoney(ctx, { from: yesterday.startsAt, until: today.endsAt })),
    db.run(countApproved(ctx, thisDay)),
    db.run(countDeclined(ctx, thisDay)),
    db.run(countCalls(ctx, thisDay)),
    db.run(findFailingEndpoints(ctx, lastDay)),
    db.run(countOpenDisputes(ctx)),
    db.run(findOpenAlerts(ctx)),
  ])
  return {
    timeZone,
    observedAt: ctx.now,
    today,
    yesterday,
    volume: volumeOf(moved, yesterday, today),
    payments: outcomesOf(approved, declined, today),
    calls,
    failingEndpoints,
    disputes: disputes ?? { count: 0, needsResponse: 0, nextDueAt: null },
    alerts,
  }
}
