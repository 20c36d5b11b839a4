import type { Context } from '../platform/context.ts'
import type { Database } from '../platform/db/database.ts'
import { settingsOf } from '../settings/index.ts'
import type { Offer } from './offer.ts'
import { findAutomaticOffers } from './offer-queries.ts'

/** A change made by another node is noticed within this time; by this one, at once. */
const cacheMs = 1000
const cacheLimit = 10_000

type Known = { offers: Promise<Offer[]>; readAtMs: number }

/** By database, because a process may serve several, as tests do. */
const caches = new WeakMap<Database, Map<string, Known>>()

const cacheOf = ({ db }: Context): Map<string, Known> => {
  let cache = caches.get(db)
  if (!cache) caches.set(db, (cache = new Map()))
  return cache
}

/**
 * The automatic offers of this environment that are in force now; an order without promotions costs no query for them.
 * What they say of uses is as old as the cache: those with a limit have to be locked (`limitedIds`, `lockOffers`,
 * `withUsesLeft`) before they are taken.
 */
export const automaticOffers = async (ctx: Context): Promise<readonly Offer[]> => {
  if (!settingsOf(ctx).promotions.automatic_enabled) return []
  const offers = await cachedOffers(ctx)
  return offers.length === 0 ? offers : offers.filter((offer) => isInForce(offer, ctx.now))
}

const isInForce = ({ startsAt, endsAt }: Offer, now: string) =>
  (startsAt === null || startsAt <= now) && (endsAt === null || now < endsAt)

const cachedOffers = (ctx: Context): Promise<Offer[]> => {
  const cache = cacheOf(ctx)
  const nowMs = ctx.systemClock.nowMs()
  const known = cache.get(ctx.environmentId)
  if (known && nowMs - known.readAtMs < cacheMs) return known.offers
  if (cache.size >= cacheLimit) cache.clear()
  const offers = ctx.db.run(findAutomaticOffers(ctx))
  const entry = { offers, readAtMs: nowMs }
  // A failed read is not an answer: the next order asks again.
  offers.catch(() => cache.get(ctx.environmentId) === entry && cache.delete(ctx.environmentId))
  cache.set(ctx.environmentId, entry)
  return offers
}

/** After every committed change to promotions. */
export const forgetAutomaticOffers = (ctx: Context): void => {
  cacheOf(ctx).delete(ctx.environmentId)
}
