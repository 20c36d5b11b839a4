import { findRules, rulesOf } from '../alerts/index.ts'
import { findFailingEndpoints } from '../overview/index.ts'
import { findMerchant } from '../merchants/queries.ts'
import { dayMs, plusMs } from '../platform/clock/clock.ts'
import { type Context, type Environment, servicesIn, systemContext } from '../platform/context.ts'
import { type Line, type Measured, linesOf } from './lines.ts'
import {
  type Configuration,
  countConfiguration,
  countKeyedWrites,
  countLimitedCalls,
  countVersionedCalls,
  findActiveEndpoints,
  findFirstMoney,
  findGoLiveEnvironments,
  findUsableKeys,
} from './queries.ts'

export type Checklist = { lines: Line[]; observedAt: string }

/** Reads the merchant's live environment and default sandbox, whichever of its environments was asked in. */
export const measureGoLive = async (ctx: Context): Promise<Checklist> => {
  const found = await ctx.db.run(findGoLiveEnvironments(ctx.merchantId))
  const live = found.find(({ mode }) => mode === 'live')
  if (!live) throw new Error(`The merchant ${ctx.merchantId} has no live environment`)
  const sandbox = found.find(({ mode }) => mode === 'test') ?? null
  const measured = await measure(contextOf(ctx, live), sandbox && contextOf(ctx, sandbox))
  return { lines: linesOf(measured), observedAt: ctx.systemClock.now() }
}

/** By the machine's services: those of `ctx` may have a sandbox's time. */
export const contextOf = (ctx: Context, environment: Environment): Context => {
  const services = { ...ctx, clock: ctx.systemClock }
  return systemContext(servicesIn(services, { ...environment, ownClock: null }), environment)
}

const nothing: Configuration = { products: 0, promotions: 0, settings: [] }

const measure = async (live: Context, sandbox: Context | null): Promise<Measured> => {
  const { db, config } = live
  const lastDay = { from: plusMs(live.now, -dayMs), until: live.now }
  const [merchant, liveKeys, endpoints, failing, liveConfiguration, writes, versions, money, rules, limited] =
    await Promise.all([
      db.run(findMerchant(live.merchantId)),
      db.run(findUsableKeys(live)),
      db.run(findActiveEndpoints(live)),
      db.run(findFailingEndpoints(live, lastDay)),
      db.run(countConfiguration(live)),
      db.run(countKeyedWrites(live)),
      db.run(countVersionedCalls(live)),
      db.run(findFirstMoney(live)),
      db.run(findRules(live)),
      db.run(countLimitedCalls(live)),
    ])
  const [sandboxKeys, sandboxConfiguration, sandboxLimited] = sandbox
    ? await Promise.all([
        db.run(findUsableKeys(sandbox)),
        db.run(countConfiguration(sandbox)),
        db.run(countLimitedCalls(sandbox)),
      ])
    : [[], null, null]
  return {
    publicUrl: config.publicUrl,
    sendsMail: config.smtp !== null,
    hasProcessor: config.liveProcessor !== null,
    account: live.account,
    pinnedVersion: merchant?.pinnedVersion.apiVersion ?? null,
    liveKeys,
    sandboxKeys,
    unusedBefore: plusMs(live.now, -30 * dayMs),
    endpoints,
    failingEndpoints: failing.length,
    live: liveConfiguration ?? nothing,
    sandbox: sandboxConfiguration,
    writes: writes ?? { calls: 0, withKey: 0 },
    versions: versions ?? { calls: 0, withVersion: 0 },
    money: money ?? { paidOrderId: null, refundId: null, refundEventDelivered: false },
    limited: {
      refused: (limited?.refused ?? 0) + (sandboxLimited?.refused ?? 0),
      sentAgainAtOnce: (limited?.sentAgainAtOnce ?? 0) + (sandboxLimited?.sentAgainAtOnce ?? 0),
      lastAt: limited?.lastAt ?? sandboxLimited?.lastAt ?? null,
    },
    rules: rulesOf(rules?.stored ?? {}, 'live'),
  }
}
