import { type Context, platformContext } from '../platform/context.ts'
import { writeOnce } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import { userErrors } from './errors.ts'
import { tokenDigest } from './one-time-tokens.ts'
import { isPassword } from './passwords.ts'
import { findUserByEmail } from './queries.ts'
import type { SignInBody } from './schemas.ts'
import { deleteSession, takeSignInLink } from './session-queries.ts'
import { type NewlySignedIn, newSession, signedIn } from './sessions.ts'

/** As long and with the same words whether the address, the password or both are wrong. */
export const signIn = async (ctx: Context, { email, password }: SignInBody): Promise<NewlySignedIn> => {
  const user = await ctx.db.run(findUserByEmail(email))
  const isRight = await isPassword(password, user?.passwordHash ?? null)
  if (!isRight || user?.status !== 'active') throw refuse(userErrors.AUTHENTICATION_FAILED)
  return openSession(ctx, user.userId)
}

export const signInByLink = async (ctx: Context, token: string): Promise<NewlySignedIn> => {
  const userId = await ctx.db.run(takeSignInLink(tokenDigest(ctx, token), ctx.systemClock.now()))
  if (userId === null)
    throw refuse(userErrors.AUTHENTICATION_FAILED, {
      message: 'This link is not known, or was used before.',
    })
  return openSession(ctx, userId)
}

const openSession = async (ctx: Context, userId: string): Promise<NewlySignedIn> => {
  const session = newSession(ctx, userId)
  await writeOnce(platformContext(ctx), { result: null, writes: [session.write] })
  return { ...(await signedIn(ctx, userId)), token: session.token }
}

/** Of the session that calls; others of the person go on. */
export const signOut = async (ctx: Context): Promise<void> => {
  if (ctx.caller.kind !== 'user') return
  await writeOnce(platformContext(ctx), {
    result: null,
    writes: [deleteSession(ctx.caller.dashboardSessionId)],
    wake: ['environments'],
  })
}
