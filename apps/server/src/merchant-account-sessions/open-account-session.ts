import { hourMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { writeOnce } from '../platform/db/transact.ts'
import {
  type FormComponent,
  ProviderUnavailable,
  type Standing,
  getStanding,
  liveContextOf,
  openForms,
} from '../verification/index.ts'
import type { AccountSession, CollectionPolicy } from './account-session.ts'
import { accountSessionErrors } from './errors.ts'
import { launchTokenOf, readLaunchToken } from './launch-token.ts'
import type { CreateAccountSessionBody } from './schemas.ts'

const launchMs = hourMs
const collecting: readonly FormComponent[] = ['account_onboarding', 'account_management']

/** Source: contract, flint-platform 12.8. */
export const createAccountSession = async (
  ctx: Context,
  input: CreateAccountSessionBody,
): Promise<AccountSession> => {
  if (input.sandbox_id !== undefined)
    throw refuse(accountSessionErrors.MERCHANT_ACCOUNT_SESSION_INELIGIBLE, { param: 'sandbox_id' })
  const components = [...new Set(input.components)]
  checkPolicy(input)
  const standing = await getStanding(ctx, ctx.merchantId)
  const targeted = [...new Set(input.targeted_requirement_ids ?? [])]
  checkTargets(targeted, standing)
  const policy: CollectionPolicy = {
    collectionStrategy: input.collection_strategy ?? 'upfront',
    futureRequirements: input.future_requirements ?? 'include',
    targeted,
  }
  return opened(ctx, standing, components, policy)
}

/** The same form once more, for who did not finish in time. */
export const refreshAccountSession = async (ctx: Context, launchToken: string): Promise<AccountSession> => {
  const { components, policy } = readLaunchToken(ctx, launchToken)
  return opened(ctx, await getStanding(ctx, ctx.merchantId), components, policy)
}

const checkPolicy = (input: CreateAccountSessionBody): void => {
  const { components, collection_strategy, future_requirements, targeted_requirement_ids } = input
  const named = Object.entries({ collection_strategy, future_requirements, targeted_requirement_ids })
  const [param] = named.find(([, value]) => value !== undefined) ?? []
  if (param && !components.some((each) => collecting.includes(each)))
    throw refuse(accountSessionErrors.MERCHANT_ACCOUNT_SESSION_POLICY_NOT_SUPPORTED_BY_COMPONENT, { param })
}

const checkTargets = (targeted: readonly string[], { requirements }: Standing): void => {
  const known = [
    ...requirements.pastDue,
    ...requirements.currentlyDue,
    ...requirements.eventuallyDue,
    ...requirements.pendingVerification,
  ]
  const at = targeted.findIndex((name) => !known.includes(name))
  if (at !== -1)
    throw refuse(accountSessionErrors.MERCHANT_ACCOUNT_SESSION_UNMAPPABLE_REQUIREMENT_ID, {
      param: `targeted_requirement_ids[${at}]`,
    })
}

const opened = async (
  ctx: Context,
  standing: Standing,
  components: readonly FormComponent[],
  policy: CollectionPolicy,
): Promise<AccountSession> => {
  const form = await formOf(ctx, standing, components)
  const launchTokenExpiresAt = plusMs(ctx.systemClock.now(), launchMs)
  const launchToken = launchTokenOf(ctx, {
    merchantId: ctx.merchantId,
    components,
    policy,
    expiresAt: launchTokenExpiresAt,
  })
  const session = { components, policy, launchToken, launchTokenExpiresAt, form, standing }
  return writeOnce(ctx, { result: session, writes: [] })
}

/** The processor's, where it asks for the details itself; else our own page, where a person signs in first. */
const formOf = async (
  ctx: Context,
  { account, setting }: Standing,
  components: readonly FormComponent[],
): Promise<AccountSession['form']> => {
  if (!setting.isCollectedByProvider) return { kind: 'hosted', url: await verificationPage(ctx) }
  if (ctx.mode === 'test') throw refuse(accountSessionErrors.MERCHANT_ACCOUNT_SESSION_INELIGIBLE)
  if (!account.provider) throw refuse(accountSessionErrors.MERCHANT_ACCOUNT_SESSION_ACCOUNT_SETUP_REQUIRED)
  try {
    const form = await openForms(ctx, account.provider.accountId, components)
    return { kind: 'embedded', publishableKey: ctx.config.stripe!.publishableKey, ...form }
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error
    ctx.log.warn('The processor did not open its form', { error })
    throw refuse(accountSessionErrors.MERCHANT_ACCOUNT_SESSION_UNAVAILABLE)
  }
}

const verificationPage = async (ctx: Context): Promise<string> => {
  const live = await liveContextOf(ctx, ctx.merchantId)
  return `${ctx.config.publicUrl}/dashboard/${live.environmentId}/verification`
}
