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
  const token: NewToken = {
    tokenId: ctx.ids.newId('tok'),
    ...readCard(ctx, input),
    checkoutSessionId: ctx.caller.kind === 'checkout_session' ? ctx.caller.checkoutSessionId : null,
    expiresAt: plusMs(ctx.now, lifetimeMs),
  }
  return writeOnce(ctx, { result: token, writes: [insertToken(ctx, token)] })
}
