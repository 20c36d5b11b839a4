import { refuseEnded } from '../checkout-sessions/close-session.ts'
import { findSession } from '../checkout-sessions/queries.ts'
import { refuseLive } from '../orders/pay-order.ts'
import type { CardToken } from '../payments/source.ts'
import { minuteMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { writeOnce } from '../platform/db/transact.ts'
import type { CardInput } from './input-schemas.ts'
import { insertToken } from './queries.ts'
import { readCard } from './read-card.ts'

const lifetimeMs = 15 * minuteMs

export type NewToken = Omit<CardToken, 'isUsed'>

/**
 * Takes card details once and gives out a stand-in for one payment, which only the checkout that made it can use.
 * The number and the security code live in this call's memory alone. Source: contract, flint-commerce 7.2.
 */
export const createToken = async (ctx: Context, input: CardInput): Promise<NewToken> => {
  if (ctx.mode === 'live') throw refuseLive()
  const { caller } = ctx
  if (caller.kind === 'checkout_session') await expectOpen(ctx, caller.checkoutSessionId)
  const token: NewToken = {
    tokenId: ctx.ids.newId('tok'),
    ...readCard(ctx, input),
    checkoutSessionId: caller.kind === 'checkout_session' ? caller.checkoutSessionId : null,
    expiresAt: plusMs(ctx.now, lifetimeMs),
  }
  return writeOnce(ctx, { result: token, writes: [insertToken(ctx, token)] })
}

/** A courtesy: a card should not be asked for in vain. Whether it may be charged is decided under the order's lock. */
const expectOpen = async (ctx: Context, checkoutSessionId: string) => {
  const session = await ctx.db.run(findSession(ctx, checkoutSessionId))
  if (session && (session.status !== 'open' || session.expiresAt <= ctx.now)) throw refuseEnded(session)
}
