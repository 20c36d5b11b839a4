import { createMerchant } from '../merchants/create-merchant.ts'
import { type ShownMerchant, getMerchant } from '../merchants/get-merchant.ts'
import { findLiveEnvironment } from '../platform/auth/queries.ts'
import { type Context, systemContext } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import {
  type Membership,
  type User,
  findMemberships,
  findUser,
  insertUser,
  newMembership,
  newUser,
  saveMembership,
  userErrors,
  withCode,
} from '../users/index.ts'
import { onboardingErrors } from './errors.ts'
import { progressOf } from './progress.ts'
import { findDefaultSandboxId } from './queries.ts'
import type { VerifyOnboardingEmailBody } from './schemas.ts'
import { type OnboardingProgress, newOnboardingSession } from './session.ts'

export type VerifiedOnboarding = {
  token: string
  merchantCreated: boolean
  defaultSandboxId: string
  progress: OnboardingProgress
  merchant: ShownMerchant
  user: User
}

/** Finds or makes the person and their merchant, and opens a session of 24 hours for setting it up. */
export const verifyOnboardingEmail = async (
  ctx: Context,
  input: VerifyOnboardingEmailBody,
): Promise<VerifiedOnboarding> => {
  const opened = await withCode<{ memberships: Membership[] }, Opened>(
    ctx,
    { token: input.verification_token, code: input.verification_code, purposes: ['onboarding'] },
    ({ userId }) => ({ memberships: findMemberships(userId ?? '') }),
    ({ code, user, memberships }) => {
      if (user && user.status !== 'active') throw refuse(userErrors.EMAIL_ALREADY_LINKED)
      const chosen = user ? chooseMerchant(memberships, input.merchant_id) : null
      if (!chosen && input.merchant_id !== undefined) throw refuseMerchant()
      const made = chosen ? null : createMerchant(ctx, { businessName: nameOf(user, code.sealed) })
      const merchantId = chosen ?? made!.merchant.merchantId
      const person =
        user ??
        newUser(ctx, {
          email: code.email,
          firstName: code.sealed.firstName!,
          lastName: code.sealed.lastName!,
          passwordHash: null,
          defaultMerchantId: merchantId,
        })
      const { userId } = person
      const session = newOnboardingSession(ctx, { userId, merchantId })
      const writes: Statement<void>[] = [
        ...(made?.writes ?? []),
        ...(user ? [] : [insertUser(person)]),
        ...(made ? [saveMembership(newMembership(ctx, { merchantId, userId, role: 'owner' }))] : []),
        session.write,
      ]
      return {
        result: { token: session.token, merchantId, userId, merchantCreated: made !== null },
        writes,
        wake: ['environments'],
      }
    },
  )
  return describe(ctx, opened)
}

type Opened = { token: string; merchantId: string; userId: string; merchantCreated: boolean }

/** Null for somebody who acts for none yet. */
const chooseMerchant = (memberships: readonly Membership[], named: string | undefined): string | null => {
  if (named === undefined) {
    if (memberships.length > 1)
      throw refuse(onboardingErrors.MERCHANT_SELECTION_REQUIRED, { param: 'merchant_id' })
    return memberships[0]?.merchantId ?? null
  }
  if (!memberships.some(({ merchantId }) => merchantId === named)) throw refuseMerchant()
  return named
}

const refuseMerchant = () => refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'merchant_id' })

const nameOf = (user: User | null, told: { firstName?: string; lastName?: string }): string =>
  user ? `${user.firstName} ${user.lastName}` : `${told.firstName} ${told.lastName}`

const describe = async (
  ctx: Context,
  { token, merchantId, userId, merchantCreated }: Opened,
): Promise<VerifiedOnboarding> => {
  const [environment, user, defaultSandboxId] = await Promise.all([
    ctx.db.run(findLiveEnvironment(merchantId)),
    ctx.db.run(findUser(userId)),
    ctx.db.run(findDefaultSandboxId(merchantId)),
  ])
  const own = { ...systemContext(ctx, environment!), version: ctx.version }
  const [progress, merchant] = await Promise.all([progressOf(own), getMerchant(own, merchantId)])
  return {
    token,
    merchantCreated,
    defaultSandboxId: defaultSandboxId!,
    progress,
    merchant,
    user: user!,
  }
}
