import type { Context } from '../platform/context.ts'
import { type Started, startVerification, withCode } from './codes.ts'
import { expectGoodPassword, hashPassword } from './passwords.ts'
import { deleteOnboardingSessions, savePassword } from './queries.ts'
import type { CompletePasswordResetBody } from './schemas.ts'
import { deleteSessionsOfUser } from './session-queries.ts'
import { type NewlySignedIn, newSession, signedIn } from './sessions.ts'

export const resetPassword = (ctx: Context, email: string): Promise<Started> =>
  startVerification(ctx, { purpose: 'password_reset', email, details: {} })

/** Whoever else was signed in as this person no longer is: the old password may have been theirs. */
export const completePasswordReset = async (
  ctx: Context,
  input: CompletePasswordResetBody,
): Promise<NewlySignedIn> => {
  const passwordHash = await hashPassword(ctx, input.password)
  const { userId, token } = await withCode(
    ctx,
    { token: input.verification_token, code: input.verification_code, purposes: ['password_reset'] },
    () => ({}),
    ({ code, user }) => {
      expectGoodPassword(input.password, code.email)
      const { userId } = user!
      const session = newSession(ctx, userId)
      return {
        result: { userId, token: session.token },
        writes: [
          savePassword(userId, passwordHash, ctx.systemClock.now()),
          deleteSessionsOfUser(userId),
          deleteOnboardingSessions(userId),
          session.write,
        ],
        wake: ['environments'],
      }
    },
  )
  return { ...(await signedIn(ctx, userId)), token }
}
