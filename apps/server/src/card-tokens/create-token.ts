import { refuseEnded } from '../checkout-sessions/close-session.ts'
import { findSession } from '../checkout-sessions/queries.ts'
import { refuseLive } from '../orders/pay-order.ts'
import type { CardToken } from '../payments/source.ts'
import { minuteMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { writeOnce } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import type { TokenInput } from './input-schemas.ts'
import { insertToken } from './queries.ts'
import { readBankAccount } from './read-bank-account.ts'
import { readCard } from './read-card.ts'

const lifetimeMs = 15 * minuteMs

export type NewToken = Omit<CardToken, 'isUsed'>

/**
 * Takes the details of a card or a bank account once and gives out a stand-in for one payment, which only the checkout that made it can use.
 * Numbers and security codes live in this call's memory alone. Source: contract, flint-commerce 7.2.
 */
export const createToken = async (ctx: Context, input: TokenInput): Promise<NewToken> => {
  if (ctx.mode === 'live') throw refuseLive()
  const { caller } = ctx
  if (caller.kind === 'checkout_session') await expectOpen(ctx, caller.checkoutSessionId)
  const token: NewToken = {
    tokenId: ctx.ids.newId('tok'),
    ...readSource(ctx, input),
    checkoutSessionId: caller.kind === 'checkout_session' ? caller.checkoutSessionId : null,
    expiresAt: plusMs(ctx.now, lifetimeMs),
  }
  return writeOnce(ctx, { result: token, writes: [insertToken(ctx, token)] })
}

const readSource = (
  ctx: Context,
  { card, bank_account: account }: TokenInput,
): Pick<NewToken, 'card' | 'bankAccount' | 'testCard'> => {
  if (card && !account) return { ...readCard(ctx, card), bankAccount: null }
  if (account && !card) return { ...readBankAccount(ctx, account), card: null }
  throw refuse(httpErrors.EXACTLY_ONE_REQUIRED, {
    param: 'card',
    message: 'Send exactly one of card and bank_account.',
  })
}

/** A courtesy: a card should not be asked for in vain. Whether it may be charged is decided under the order's lock. */
const expectOpen = async (ctx: Context, checkoutSessionId: string) => {
  const session = await ctx.db.run(findSession(ctx, checkoutSessionId))
  if (session && (session.status !== 'open' || session.expiresAt <= ctx.now)) throw refuseEnded(session)
}
