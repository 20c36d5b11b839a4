import { type Context, platformContext } from '../platform/context.ts'
import { isUniqueViolation } from '../platform/db/database.ts'
import { writeOnce } from '../platform/db/transact.ts'
import type { Statement } from '../platform/db/statement.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { userErrors } from './errors.ts'
import { type OpenInvitation, deleteInvitation, findInvitationByToken } from './invitation-queries.ts'
import { newMembership, newUser } from './new-user.ts'
import { tokenDigest } from './one-time-tokens.ts'
import { expectGoodPassword, hashPassword, isPassword, passwordLength } from './passwords.ts'
import { findMemberships, findUserByEmail, insertUser, saveMembership } from './queries.ts'
import type { AcceptInvitationBody } from './schemas.ts'
import { type NewlySignedIn, newSession, signedIn } from './sessions.ts'
import type { User } from './user.ts'

/**
 * Whoever has the link has the mail, so the address is theirs. Somebody new makes their account here; somebody known must be
 * signed in, or give their password: a forwarded mail must not open an account that is there already.
 */
export const acceptInvitation = async (ctx: Context, input: AcceptInvitationBody): Promise<NewlySignedIn> => {
  const invitation = await openInvitation(ctx, input.invitation_token)
  const known = await ctx.db.run(findUserByEmail(invitation.email))
  if (known) await expectSame(ctx, known, input)
  const user = known ?? (await personOf(ctx, invitation, input))
  const memberships = known ? await ctx.db.run(findMemberships(known.userId)) : []
  const { merchantId } = invitation
  // Who became a member in another way meanwhile keeps that role.
  const isMember = memberships.some((each) => each.merchantId === merchantId)
  const session = newSession(ctx, user.userId)
  const writes: Statement<void>[] = [
    deleteInvitation(invitation),
    ...(known ? [] : [insertUser(user)]),
    ...(isMember
      ? []
      : [saveMembership(newMembership(ctx, { merchantId, userId: user.userId, role: invitation.role }))]),
    session.write,
  ]
  try {
    await writeOnce(platformContext(ctx), { result: null, writes, wake: ['environments'] })
  } catch (error) {
    // Accepted a moment ago, by a second press of the button; or the address was taken meanwhile.
    const isGone = (error as { code?: string }).code === '22012'
    if (isGone || isUniqueViolation(error, 'one_user_of_email')) throw refuseLink()
    throw error
  }
  return { ...(await signedIn(ctx, user.userId)), token: session.token }
}

export const openInvitation = async (ctx: Context, token: string): Promise<OpenInvitation> => {
  const found = await ctx.db.run(findInvitationByToken(ctx, tokenDigest(ctx, token), ctx.systemClock.now()))
  if (!found) throw refuseLink()
  return found
}

const refuseLink = () =>
  refuse(userErrors.INVALID_VERIFICATION, {
    param: 'invitation_token',
    message: 'This invitation was accepted, taken back or is too old. Ask for another one.',
  })

const expectSame = async (ctx: Context, known: User, { password }: AcceptInvitationBody): Promise<void> => {
  if (ctx.caller.kind === 'user' && ctx.caller.userId === known.userId) return
  const isRight = password !== undefined && (await isPassword(password, known.passwordHash))
  if (!isRight || known.status !== 'active')
    throw refuse(userErrors.AUTHENTICATION_FAILED, {
      param: 'password',
      message: `${known.email} has an account: sign in to it, or give its password.`,
    })
}

const personOf = async (
  ctx: Context,
  { email, merchantId }: OpenInvitation,
  input: AcceptInvitationBody,
): Promise<User> => {
  const { password = '' } = input
  if (password === '') throw refuse(httpErrors.FIELD_REQUIRED, { param: 'password' })
  if (password.length < passwordLength.minimum)
    throw refuse(httpErrors.INVALID_REQUEST, {
      param: 'password',
      message: `A password has at least ${passwordLength.minimum} characters.`,
    })
  expectGoodPassword(password, email)
  const names = { firstName: input.first_name ?? '', lastName: input.last_name ?? '' }
  const user = newUser(ctx, { ...names, email, passwordHash: null, defaultMerchantId: merchantId })
  return { ...user, passwordHash: await hashPassword(ctx, password) }
}
