import { isDeepStrictEqual } from 'node:util'
import type { Merchant } from '../merchants/merchant.ts'
import { findMerchant, lockMerchant, saveMerchant } from '../merchants/queries.ts'
import { findLiveEnvironment } from '../platform/auth/queries.ts'
import type { Instant } from '../platform/clock/clock.ts'
import { type Context, type Services, systemContext } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { transact } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { dropTimers, setTimer } from '../platform/jobs/timers.ts'
import { type Account, emptyAccount } from './account.ts'
import { eventsOfChange } from './events.ts'
import { findAccount, saveAccount } from './queries.ts'
import { nextMomentOf, settled } from './review.ts'
import { basisOf, reviewerOf, settingOf } from './reviewers/registered.ts'
import { type Announced, type Standing, announcedOf, standingOf } from './standing.ts'

/** What may be changed together, and what else is written with it. */
export type Changed = { account: Account; merchant?: Merchant; writes?: Statement<void>[] }

export type Loaded = {
  /** Its version is the one that this change makes. */
  account: Account
  merchant: Merchant
  now: Instant
}

export const reviewTimer = 'review_account'

/** As it is in the database now. */
export const getStanding = async (services: Services, merchantId: string): Promise<Standing> => {
  const [merchant, stored] = await Promise.all([
    services.db.run(findMerchant(merchantId)),
    services.db.run(findAccount(merchantId)),
  ])
  if (!merchant) throw new Error(`There is no merchant ${merchantId}.`)
  const now = services.systemClock.now()
  return standingOf(merchant, stored?.account ?? emptyAccount(merchantId), settingOf(services), now)
}

/** The merchant's live environment, for the events and timers of its account. */
export const liveContextOf = async (ctx: Context, merchantId: string): Promise<Context> => {
  if (ctx.mode === 'live' && ctx.merchantId === merchantId) return ctx
  const environment = await ctx.db.run(findLiveEnvironment(merchantId))
  if (!environment) throw new Error(`The merchant ${merchantId} has no live environment.`)
  return { ...systemContext({ ...ctx, clock: ctx.systemClock }, environment), requestId: ctx.requestId }
}

/**
 * Changes an account, lets everything follow that follows by itself, and writes in the same transaction what live mode may
 * do from now on, the events about what is other than the last ones told, and when to look again.
 *
 * @param ctx Whose call it is: the answer, which shows `resultOf`, is kept under its idempotency key.
 */
export const changeAccount = async <R = Standing>(
  ctx: Context,
  merchantId: string,
  change: (loaded: Loaded) => Changed,
  resultOf: (standing: Standing) => R = (standing) => standing as R,
): Promise<R> => {
  const live = await liveContextOf(ctx, merchantId)
  const setting = settingOf(ctx)
  const load = { merchant: lockMerchant(merchantId), stored: findAccount(merchantId) }
  return transact(ctx, load, ({ merchant, stored }) => {
    if (!merchant) throw new Error(`There is no merchant ${merchantId}.`)
    const now = ctx.systemClock.now()
    const before = stored?.account ?? emptyAccount(merchantId)
    const next = { ...before, version: before.version + 1 }
    const changed = change({ account: next, merchant, now })
    const account = settled(changed.account, reviewerOf(ctx), setting, now)
    const isAccountSame = isDeepStrictEqual(asJson(account), asJson(next))
    const kept = isAccountSame ? before : { ...account, updatedAt: now }
    const shown = changed.merchant ?? changedMerchant(merchant, before, kept, now)
    const standing = withLiveStatus(standingOf(shown, kept, setting, now))
    const told = stored?.announced ?? announcedOf(standingOf(merchant, before, setting, now))
    const events = eventsOfChange(live, told as Announced, standing)
    const isMerchantSame = isDeepStrictEqual(asJson(standing.merchant), asJson(merchant))
    const isSettled = events.length === 0 && (stored === null || stored.basis === basisOf(ctx))
    const saved = { announced: announcedOf(standing), basis: basisOf(ctx) }
    return {
      result: resultOf(standing),
      writes: [
        ...(isAccountSame && isSettled ? [] : [saveAccount(kept, saved, now), timerOf(live, kept, now)]),
        ...(isMerchantSame ? [] : [saveMerchant(standing.merchant)]),
        ...recordEvents({ ...live, now, idempotency: ctx.idempotency }, events),
        ...(changed.writes ?? []),
      ],
      wake: ['environments', 'timers', ...(events.length > 0 ? (['events'] as const) : [])],
    }
  })
}

/** Key order is not kept by jsonb, undefined not at all: compared as values. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const timerOf = (live: Context, account: Account, now: Instant): Statement<void> => {
  const at = nextMomentOf(account, now)
  return at
    ? setTimer(live, reviewTimer, account.merchantId, at)
    : dropTimers(live, [{ kind: reviewTimer, subjectId: account.merchantId }])
}

/** What the merchant shows of its account is a change of the merchant, too. */
const changedMerchant = (merchant: Merchant, before: Account, after: Account, now: Instant): Merchant =>
  isDeepStrictEqual(asJson(shownOf(before)), asJson(shownOf(after)))
    ? merchant
    : { ...merchant, version: merchant.version + 1, updatedAt: now }

const shownOf = ({ profile, business: { type, address, phone } }: Account) => [profile, type, address, phone]

const withLiveStatus = (standing: Standing): Standing => ({
  ...standing,
  merchant: {
    ...standing.merchant,
    live: {
      payments: standing.axes.payments.status,
      payouts: standing.axes.payouts.status,
      processorAccountId: standing.account.provider?.accountId ?? standing.merchant.live.processorAccountId,
    },
  },
})
