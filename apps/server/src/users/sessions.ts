import { dashboardCookie, longestSessionMs } from '../platform/auth/dashboard-cookie.ts'
import { type Instant, dayMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { answer } from '../platform/http/answer.ts'
import { newToken, tokenDigest, tokenStarts } from './one-time-tokens.ts'
import { findReach, findUser } from './queries.ts'
import { insertSession } from './session-queries.ts'
import { type SignedIn, toSession } from './to-user.ts'

/** How long a person stays signed in without coming back. */
const idleSessionMs = 14 * dayMs

export const sessionExpiry = (createdAt: Instant, usedAt: Instant): Instant => {
  const [idle, latest] = [plusMs(usedAt, idleSessionMs), plusMs(createdAt, longestSessionMs)]
  return idle < latest ? idle : latest
}

/** A session and what writes it. Its token is in the cookie, and nowhere else. */
export const newSession = (ctx: Context, userId: string): { token: string; write: Statement<void> } => {
  const token = newToken(ctx, tokenStarts.session)
  const now = ctx.systemClock.now()
  const session = {
    dashboardSessionId: ctx.ids.newId('dses'),
    userId,
    createdAt: now,
    expiresAt: sessionExpiry(now, now),
  }
  return { token, write: insertSession(session, tokenDigest(ctx, token)) }
}

/** As it is now: right after a sign-up, with the new merchant. */
export const signedIn = async (ctx: Context, userId: string): Promise<SignedIn> => {
  const [user, reach] = await Promise.all([ctx.db.run(findUser(userId)), ctx.db.run(findReach(userId))])
  if (!user) throw new Error(`There is no user ${userId}.`)
  return { user, reach }
}

export type NewlySignedIn = SignedIn & { token: string }

/** Every way in ends here: the session in the body, and the cookie that opens it. */
export const showNewSession = (result: NewlySignedIn, ctx: Context) => ({
  ...answer(200, toSession(ctx, result)),
  headers: { 'Set-Cookie': dashboardCookie.write(ctx.config, result.token) },
})
