import { type PaymentMethod, expectUsable } from '../payment-methods/index.ts'
import type { Context } from '../platform/context.ts'
import { type Statement, findMany, writeAny } from '../platform/db/statement.ts'
import { refuse } from '../platform/http/errors.ts'
import { paymentErrors } from './errors.ts'
import { bankAccountSummary } from './bank-account.ts'
import type { BankAccountSummary, CardSummary } from './payment.ts'
import type { PaymentSource } from './processors/processor.ts'
import { testRoutingNumber } from './processors/simulator/bank-accounts.ts'
import { testBankAccountForToken } from './processors/simulator/find-test-bank-account.ts'
import { testCardForToken } from './processors/simulator/find-test-card.ts'

export type SourceInput = { token?: string; payment_method_id?: string; confirmation_token?: string }

/** A token of a card or a bank account as it is kept: nothing of it can be charged elsewhere. */
export type CardToken = {
  tokenId: string
  card: CardSummary | null
  bankAccount: BankAccountSummary | null
  testCard: string | null
  checkoutSessionId: string | null
  isUsed: boolean
  expiresAt: string
}

const sourceFields = ['token', 'payment_method_id', 'confirmation_token'] as const

/** A token, or a saved card with the name of the field that named it. */
export type GivenSource = { token: string } | { paymentMethodId: string; param: string }

/** The one source that was sent in the object named by `param`. Throws when there is none, or more than one. */
export const givenSource = (input: SourceInput, param: string): GivenSource => {
  const [given, ...others] = sourceFields.filter((field) => input[field] !== undefined)
  if (given === undefined) throw refuse(paymentErrors.PAYMENT_SOURCE_REQUIRED, { param })
  if (others.length > 0)
    throw refuse(paymentErrors.PAYMENT_SOURCE_CONFLICT, {
      param,
      extra: { conflicting_fields: [given, ...others] },
    })
  return given === 'payment_method_id'
    ? { paymentMethodId: input[given]!, param: `${param}.payment_method_id` }
    : { token: input[given]! }
}

export const tokensAmong = (given: readonly GivenSource[]): string[] =>
  given.flatMap((one) => ('token' in one ? [one.token] : []))

export const methodsAmong = (given: readonly GivenSource[]): string[] =>
  given.flatMap((one) => ('token' in one ? [] : [one.paymentMethodId]))

/** What the given sources stand for, as it was read under lock. */
export type StoredSources = { tokens: readonly CardToken[]; methods: readonly PaymentMethod[] }

/**
 * What is paid with. A saved card must be one of `customerId`, the customer of what is paid, and is charged without the
 * buyer unless they are in a checkout. `param` names a token that cannot be used.
 */
export const sourceOf = (
  ctx: Context,
  stored: StoredSources,
  given: GivenSource,
  customerId: string | null,
  param: string,
): PaymentSource => {
  if ('token' in given) return sourceOfToken(ctx, stored.tokens, given.token, param)
  const {
    card,
    testCard,
    processorToken = null,
    paymentMethodId,
  } = expectUsable(ctx, stored.methods, given.paymentMethodId, customerId, given.param)
  const isOffSession = ctx.caller.kind !== 'checkout_session'
  return { card, testCard, processorToken, paymentMethodId, isOffSession }
}

/** Locks the one-time tokens among these, so that no other payment can use them meanwhile. */
export const lockTokens = (ctx: Context, tokens: readonly string[]): Statement<CardToken[]> =>
  findMany(
    'lock_tokens',
    `SELECT token_id, card, bank_account, test_card, checkout_session_id, used_at, expires_at FROM card_tokens
     WHERE environment_id = $1 AND token_id = ANY($2::text[]) FOR UPDATE`,
    [ctx.environmentId, tokens],
    (row) => ({
      tokenId: row['token_id'],
      card: row['card'],
      bankAccount: row['bank_account'],
      testCard: row['test_card'],
      checkoutSessionId: row['checkout_session_id'],
      isUsed: row['used_at'] !== null,
      expiresAt: row['expires_at'],
    }),
  )

export const useTokens = (ctx: Context, tokens: readonly CardToken[]): Statement<void>[] =>
  tokens.length === 0
    ? []
    : [
        writeAny(
          'use_tokens',
          'UPDATE card_tokens SET used_at = $3 WHERE environment_id = $1 AND token_id = ANY($2::text[])',
          [ctx.environmentId, tokens.map((token) => token.tokenId), ctx.now],
        ),
      ]

/** What a remote processor's form makes of a card, for one payment. */
const processorToken = /^ctoken_\w{1,250}$/

/**
 * A named test token (`tok_visa`), or a stored one-time token that this caller may use; in live mode what the processor's own
 * form has made of a card. Test cards and accounts are told apart here, and declined there.
 */
export const sourceOfToken = (
  ctx: Context,
  stored: readonly CardToken[],
  token: string,
  param: string,
): PaymentSource => {
  if (ctx.mode === 'live' && processorToken.test(token))
    return { card: null, testCard: null, processorToken: token }
  const named = testCardForToken(token)
  if (named)
    return {
      card: {
        brand: named.brand,
        last4: named.number.slice(-4),
        expMonth: 12,
        expYear: new Date(Date.parse(ctx.now)).getUTCFullYear() + 2,
        fingerprint: ctx.secrets.digest('card', named.number).toString('base64url'),
      },
      testCard: named.name,
      processorToken: null,
    }
  const namedAccount = testBankAccountForToken(token)
  if (namedAccount)
    return {
      card: null,
      bankAccount: bankAccountSummary(ctx, testRoutingNumber, namedAccount.accountNumber, 'checking'),
      testCard: namedAccount.name,
      processorToken: null,
    }
  const found = stored.find((one) => one.tokenId === token)
  const isTheirs =
    ctx.caller.kind !== 'checkout_session' || found?.checkoutSessionId === ctx.caller.checkoutSessionId
  if (!found || found.isUsed || found.expiresAt <= ctx.now || !isTheirs)
    throw refuse(paymentErrors.PAYMENT_SOURCE_UNAVAILABLE, { param })
  return found.bankAccount
    ? { card: null, bankAccount: found.bankAccount, testCard: found.testCard, processorToken: null }
    : { card: found.card!, testCard: found.testCard, processorToken: null }
}
