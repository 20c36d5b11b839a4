import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { sandboxErrors } from '../sandboxes/index.ts'
import { findSandbox } from '../sandboxes/queries.ts'
import {
  type Account,
  type FieldName,
  type RequestedCapability,
  changeAccount,
  checkWebsite,
  expectLiveMode,
  given,
  refreshAccount,
  requestedCapabilities,
  verificationErrors,
} from '../verification/index.ts'
import type { AdvanceOnboardingBody } from './state-schemas.ts'
import { type OnboardingState, factsOf, stateOf } from './state.ts'

/**
 * Takes what the caller has and says what is left. An empty body only looks again, at the provider too where there is one:
 * that a test key may do, but what it could give would be the live account's.
 * Source: contract, flint-platform 12.5.
 */
export const advanceOnboarding = async (
  ctx: Context,
  input: AdvanceOnboardingBody,
): Promise<OnboardingState> => {
  await expectSandbox(ctx, input.sandbox_id)
  const { country, profile, requested_capabilities, capability_requests } = input
  const isGiving = [country, profile, requested_capabilities, capability_requests].some(
    (part) => part !== undefined,
  )
  if (isGiving) expectLiveMode(ctx)
  // First it is kept, then the provider is asked; the answer belongs to what came of both.
  if (isGiving)
    await changeAccount({ ...ctx, idempotency: null }, ctx.merchantId, ({ account, now }) => {
      const after = withInput(account, input)
      return { account: given(account, after, sentFields(input), now) }
    })
  const facts = await factsOf(ctx)
  return refreshAccount(ctx, ctx.merchantId, (standing) => stateOf(facts, standing))
}

const expectSandbox = async (ctx: Context, sandboxId: string | undefined): Promise<void> => {
  if (sandboxId === undefined) return
  if (!(await ctx.db.run(findSandbox(ctx, sandboxId))))
    throw refuse(sandboxErrors.SANDBOX_NOT_FOUND, { param: 'sandbox_id' })
}

const served = 'US'

const withInput = (account: Account, input: AdvanceOnboardingBody): Account => ({
  ...account,
  country: input.country === undefined ? account.country : checkCountry(input.country),
  profile: withProfile(account.profile, input.profile ?? {}),
  requestedCapabilities: checkSet(wantedOf(account.requestedCapabilities, input), input),
})

const checkCountry = (country: string): string => {
  if (country !== served) throw refuse(verificationErrors.COUNTRY_NOT_SUPPORTED, { param: 'country' })
  return country
}

const withProfile = (
  profile: Account['profile'],
  input: NonNullable<AdvanceOnboardingBody['profile']>,
): Account['profile'] => {
  const sent = <T>(value: T | undefined, before: T): T => (value === undefined ? before : value)
  const url = (value: string | null | undefined, before: string | null, param: string) =>
    value ? checkWebsite(value, param) : sent(value, before)
  return {
    email: sent(input.email, profile.email),
    supportEmail: sent(input.support_email, profile.supportEmail),
    supportPhone: sent(input.support_phone, profile.supportPhone),
    supportUrl: url(input.support_url, profile.supportUrl, 'profile.support_url'),
    websiteUrl: url(input.website_url, profile.websiteUrl, 'profile.website_url'),
  }
}

/** The older era switches them one by one. */
const wantedOf = (
  before: readonly RequestedCapability[],
  { requested_capabilities: all, capability_requests: single = [] }: AdvanceOnboardingBody,
): RequestedCapability[] => {
  const wanted = new Set<RequestedCapability>(all ?? before)
  for (const { capability, requested } of single) {
    if (requested) wanted.add(capability)
    else wanted.delete(capability)
  }
  return requestedCapabilities.filter((each) => wanted.has(each))
}

/** Who takes cards is paid out, and the reverse. */
const checkSet = (wanted: RequestedCapability[], input: AdvanceOnboardingBody): RequestedCapability[] => {
  const isSent = input.requested_capabilities !== undefined || input.capability_requests !== undefined
  const isWhole = wanted.includes('accept_card_payments') && wanted.includes('receive_payouts')
  if (isSent && !isWhole)
    throw refuse(verificationErrors.CAPABILITY_SET_UNSUPPORTED, {
      param: input.requested_capabilities ? 'requested_capabilities' : 'capability_requests',
    })
  return wanted
}

const sentFields = ({
  country,
  profile,
  requested_capabilities: all,
  capability_requests: single,
}: AdvanceOnboardingBody): FieldName[] => [
  ...(country === undefined ? [] : (['country'] as const)),
  ...(profile?.email === undefined ? [] : (['business_email'] as const)),
  ...(profile?.website_url === undefined ? [] : (['business_website'] as const)),
  ...(all === undefined && single === undefined ? [] : (['requested_capabilities'] as const)),
]
