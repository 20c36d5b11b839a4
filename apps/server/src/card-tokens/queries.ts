import type { CardToken } from '../payments/source.ts'
import type { Instant } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { deleteOutdated } from '../platform/db/outdated.ts'
import { type Statement, write } from '../platform/db/statement.ts'

export const insertToken = (ctx: Context, token: Omit<CardToken, 'isUsed'>): Statement<void> =>
  write(
    'insert_card_token',
    `INSERT INTO card_tokens (environment_id, token_id, card, bank_account, test_card, checkout_session_id, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING 1`,
    [
      ctx.environmentId,
      token.tokenId,
      token.card && JSON.stringify(token.card),
      token.bankAccount && JSON.stringify(token.bankAccount),
      token.testCard,
      token.checkoutSessionId,
      token.expiresAt,
    ],
  )

/** The worker's clean-up. */
export const deleteExpiredTokens = deleteOutdated({ table: 'card_tokens', column: 'expires_at', ageMs: 0 })
