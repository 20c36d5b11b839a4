import { findRules, rulesOf } from '../../alerts/index.ts'
import { contextOf, findGoLiveEnvironments } from '../../go-live/index.ts'
import type { Context } from '../../platform/context.ts'
import { type Line, linesOf } from './lines.ts'
import type { World } from './measured.ts'
import {
  countLimitedFlowlixCalls,
  findAlertEndpoint,
  findDetailBlocks,
  findFlowlixKeys,
  findLastCalls,
  findLastPayments,
  findSentNotices,
  withDetails,
} from './queries.ts'
import { seenPayments } from './seen-payments.ts'

export type Checklist = { lines: Line[]; sandboxId: string | null; observedAt: string }

/** Looks at the sandbox that asks, else at the merchant's default one, and at live mode where the caller may. */
export const measureFlowlix = async (ctx: Context): Promise<Checklist> => {
  const maySeeLive = ctx.mode === 'live' || ctx.caller.kind !== 'api_key'
  const found = await ctx.db.run(findGoLiveEnvironments(ctx.merchantId))
  const live = maySeeLive ? found.find(({ mode }) => mode === 'live') : undefined
  const sandbox = ctx.mode === 'test' ? ctx : found.find(({ mode }) => mode === 'test')
  const [test, inLive, rules, hasAlertEndpoint] = await Promise.all([
    ctx.mode === 'test' ? measureWorld(ctx) : sandbox ? measureWorld(contextOf(ctx, sandbox)) : nothing,
    live ? measureWorld(contextOf(ctx, live)) : null,
    live ? ctx.db.run(findRules(contextOf(ctx, live))) : null,
    live ? ctx.db.run(findAlertEndpoint(contextOf(ctx, live))) : null,
  ])
  const { config } = ctx
  return {
    lines: linesOf({
      publicUrl: config.publicUrl,
      account: (live ?? ctx).account,
      hasProcessor: config.liveProcessor !== null,
      test,
      live: inLive && {
        ...inLive,
        rules: rulesOf(rules?.stored ?? {}, 'live'),
        hasAlertEndpoint: hasAlertEndpoint === true,
      },
    }),
    sandboxId: sandbox?.sandboxId ?? null,
    observedAt: ctx.systemClock.now(),
  }
}

const nothing: World = {
  keys: [],
  calls: [],
  limited: { refused: 0, sentAgainAtOnce: 0 },
  payments: seenPayments([]),
  noticeTakenAt: null,
  noticesFailed: 0,
}

const measureWorld = async (ctx: Context): Promise<World> => {
  const { db } = ctx
  const keys = await db.run(findFlowlixKeys(ctx))
  const ids = keys.map(({ apiKeyId }) => apiKeyId)
  const [stored, limited, payments, notices] = await Promise.all([
    db.run(findLastCalls(ctx, ids)),
    db.run(countLimitedFlowlixCalls(ctx, ids)),
    db.run(findLastPayments(ctx)),
    db.run(findSentNotices(ctx)),
  ])
  const blocks = new Map(await db.run(findDetailBlocks(ctx, stored)))
  return {
    keys: keys.filter(({ isActive }) => isActive),
    calls: stored.map((call) => withDetails(call, blocks)),
    limited: limited ?? nothing.limited,
    payments: seenPayments([...new Map(payments.map((payment) => [payment.paymentId, payment])).values()]),
    noticeTakenAt: notices?.takenAt ?? null,
    noticesFailed: notices?.failed ?? 0,
  }
}
