import type { Context } from '../context.ts'
import type { Statement } from '../db/statement.ts'
import { AlreadyAnswered, type StoredCall } from './idempotent-call.ts'
import { findStoredCall } from './queries.ts'

/**
 * For calls that take several transactions: the first looks whether there is an answer under the idempotency key, the
 * last keeps the answer.
 */

/** The first step must keep no answer: there is none yet. */
export const beforeAnswer = (ctx: Context): Context => ({ ...ctx, idempotency: null })

export const findEarlierAnswer = (ctx: Context): Statement<StoredCall | null> =>
  ctx.idempotency
    ? findStoredCall(ctx, ctx.idempotency)
    : { name: 'no_earlier_answer', text: 'SELECT 1 WHERE false', values: [], read: () => null }

export const expectUnanswered = (earlier: StoredCall | null): void => {
  if (earlier) throw new AlreadyAnswered(earlier)
}
