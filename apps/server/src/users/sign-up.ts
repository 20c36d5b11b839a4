import { createMerchant } from '../merchants/create-merchant.ts'
import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { type Started, startVerification, withCode } from './codes.ts'
import { userErrors } from './errors.ts'
import { checkedPersonName, newMembership, newUser } from './new-user.ts'
import { expectGoodPassword, hashPassword } from './passwords.ts'
import { insertUser, saveMembership } from './queries.ts'
import type { SignUpBody, VerifyEmailBody } from './schemas.ts'
import { type NewlySignedIn, newSession, signedIn } from './sessions.ts'

/** Nobody is made yet: what was told waits, encrypted, for the code. */
export const signUp = async (ctx: Context, input: SignUpBody): Promise<Started> => {
  const firstName = checkedPersonName(input.first_name, 'first_name')
  const lastName = checkedPersonName(input.last_name, 'last_name')
  expectGoodPassword(input.password, input.email)
  const passwordHash = await hashPassword(ctx, input.password)
  return startVerification(ctx, {
    purpose: 'sign_up',
    email: input.email,
    details: { firstName, lastName, passwordHash },
  })
}

/** Makes the person, their merchant with its live environment and default sandbox, and signs them in. */
export const verifyEmail = async (ctx: Context, input: VerifyEmailBody): Promise<NewlySignedIn> => {
  const { userId, token } = await withCode(
    ctx,
    { token: input.verification_token, code: input.verification_code, purposes: ['sign_up'] },
    () => ({}),
    ({ code, user: known }) => {
      // By another code, a moment ago.
      if (known) throw refuse(userErrors.VERIFICATION_ALREADY_USED)
      const { firstName, lastName, passwordHash } = code.sealed
      const made = createMerchant(ctx, {
        businessName: input.business_name?.trim() || `${firstName} ${lastName}`,
      })
      const { merchantId } = made.merchant
      const user = newUser(ctx, {
        email: code.email,
        firstName: firstName!,
        lastName: lastName!,
        passwordHash: passwordHash!,
        defaultMerchantId: merchantId,
      })
      const session = newSession(ctx, user.userId)
      return {
        result: { userId: user.userId, token: session.token },
        writes: [
          ...made.writes,
          insertUser(user),
          saveMembership(newMembership(ctx, { merchantId, userId: user.userId, role: 'owner' })),
          session.write,
        ],
      }
    },
  )
  return { ...(await signedIn(ctx, userId)), token }
}
