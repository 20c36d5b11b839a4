import { dayMs, plusMs } from '../platform/clock/clock.ts'
import { type Services, platformEnvironment, systemContext } from '../platform/context.ts'
import { writeOnce } from '../platform/db/transact.ts'
import { newMembership, newUser } from './new-user.ts'
import { newToken, tokenDigest, tokenStarts } from './one-time-tokens.ts'
import { findUserByEmail, insertUser, saveMembership } from './queries.ts'
import { deleteSignInLinks, insertSignInLink } from './session-queries.ts'

export type SeededOwner = { userId: string; /** Signs in once. */ signInUrl: string }

const email = 'developer@flint.localhost'

/**
 * On a laptop there is somebody from the start: an owner of the first merchant, who reviews accounts, too. Whoever sees
 * what the start prints can be them. Elsewhere people sign up.
 */
export const seedOwner = async (services: Services, merchantId: string): Promise<SeededOwner | null> => {
  if (!services.config.makesLiveKey) return null
  const ctx = systemContext(services, platformEnvironment)
  const found = await ctx.db.run(findUserByEmail(email))
  const user = found ?? {
    ...newUser(ctx, {
      email,
      firstName: 'Local',
      lastName: 'Developer',
      passwordHash: null,
      defaultMerchantId: merchantId,
    }),
    isOperator: true,
  }
  const token = newToken(ctx, tokenStarts.signInLink)
  const membership = newMembership(ctx, { merchantId, userId: user.userId, role: 'owner' })
  await writeOnce(ctx, {
    result: null,
    writes: [
      ...(found ? [] : [insertUser(user), saveMembership(membership)]),
      // Of an earlier start: what it printed may be seen by others meanwhile.
      deleteSignInLinks(user.userId),
      insertSignInLink(tokenDigest(ctx, token), user.userId, plusMs(ctx.now, dayMs)),
    ],
  })
  return {
    userId: user.userId,
    signInUrl: `${ctx.config.publicUrl}/dashboard/sign-in-link#token=${token}`,
  }
}
