import { refuseEnded } from '../checkout-sessions/close-session.ts'
import { findSession } from '../checkout-sessions/queries.ts'
import { bankDigitsOf } from '../payments/bank-account.ts'
import { paymentErrors } from '../payments/errors.ts'
import { expectTakesPayments } from '../payments/expect-takes-payments.ts'
import { testBankAccountFor } from '../payments/processors/simulator/find-test-bank-account.ts'
import { isDocumentedTestCard } from '../payments/processors/simulator/find-test-card.ts'
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
  expectTakesPayments(ctx)
  if (ctx.mode === 'live') expectTestDetails(input)
  return giveToken(ctx, () => readSource(ctx, input))
}

/** A token of what `read` takes from the details, once the caller may pay with it. */
export const giveToken = async (
  ctx: Context,
  read: () => Pick<NewToken, 'card' | 'bankAccount' | 'testCard'>,
): Promise<NewToken> => {
  const { caller } = ctx
  if (caller.kind === 'checkout_session') await expectOpen(ctx, caller.checkoutSessionId)
  const token: NewToken = {
    tokenId: ctx.ids.newId('tok'),
    ...read(),
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

/**
 * Live details go from the buyer to the processor's own form and never come here. Documented test details become a token all the
 * same, whose payment is declined. Source: contract, flint-platform 25 row 1.
 */
const expectTestDetails = ({ card, bank_account: account }: TokenInput) => {
  if (card && !isDocumentedTestCard(card.number))
    throw refuse(paymentErrors.TOKEN_CARD_INVALID, {
      param: 'card.number',
      message: "In live mode card details go into the processor's form, which gives a confirmation_token.",
    })
  if (
    account &&
    !testBankAccountFor(bankDigitsOf(account.routing_number), bankDigitsOf(account.account_number))
  )
    throw refuse(paymentErrors.TOKEN_BANK_ACCOUNT_INVALID, {
      param: 'bank_account.account_number',
      message: 'Bank accounts cannot be debited in live mode.',
    })
}

/** A courtesy: a card should not be asked for in vain. Whether it may be charged is decided under the order's lock. */
const expectOpen = async (ctx: Context, checkoutSessionId: string) => {
  const session = await ctx.db.run(findSession(ctx, checkoutSessionId))
  if (session && (session.status !== 'open' || session.expiresAt <= ctx.now)) throw refuseEnded(session)
}
