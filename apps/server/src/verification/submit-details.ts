import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import { changeAccount } from './change-account.ts'
import { type Seals, fieldsOf, withDetails } from './details.ts'
import { verificationErrors } from './errors.ts'
import { given } from './give.ts'
import { expectLiveMode, expectOwnMerchant } from './reach-account.ts'
import { settingOf } from './reviewers/registered.ts'
import type { SubmitVerificationBody } from './schemas.ts'
import type { Standing } from './standing.ts'

/**
 * Takes any part of what a merchant proves about itself; each part that is sent replaces what was there.
 *
 * Refuses ONBOARDING_PROFILE_PROVIDER_MANAGED where the processor asks for it in its own form.
 */
export const submitDetails = async (
  ctx: Context,
  merchantId: string,
  { expected_version: expected, ...input }: SubmitVerificationBody,
  callerAddress: string,
): Promise<Standing> => {
  expectOwnMerchant(ctx, merchantId)
  expectLiveMode(ctx)
  if (Object.keys(input).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  if (settingOf(ctx).isCollectedByProvider)
    throw refuse(verificationErrors.ONBOARDING_PROFILE_PROVIDER_MANAGED)
  const accepting = { by: callerName(ctx), ipAddress: callerAddress }
  const seals: Seals = ctx
  return changeAccount(ctx, merchantId, ({ account, now }) => {
    expectVersion(account.version - 1, expected)
    const after = withDetails(account, input, accepting, seals, now)
    return { account: given(account, after, fieldsOf(input, after), now) }
  })
}

/** Who is remembered for it. */
export const callerName = ({ caller }: Context): string => {
  if (caller.kind === 'api_key') return caller.apiKeyId
  return caller.kind === 'user' || caller.kind === 'onboarding' ? caller.userId : 'flint'
}
