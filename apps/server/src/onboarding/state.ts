import type { Context } from '../platform/context.ts'
import {
  type OnboardingStatus,
  type Standing,
  type Step,
  getStanding,
  onboardingStatusOf,
  pendingStepsOf,
} from '../verification/index.ts'
import { findDefaultSandboxId, findInitialApiKeyModes } from './queries.ts'

/** How far a merchant is. Source: contract, flint-platform 12.3. */
export type OnboardingState = OnboardingFacts & {
  standing: Standing
  status: OnboardingStatus
  pendingSteps: readonly Step[]
}

/** What does not stand in the account. */
export type OnboardingFacts = { canIssueApiKey: boolean; defaultSandboxId: string | null }

export const getOnboardingState = async (ctx: Context): Promise<OnboardingState> => {
  const [facts, standing] = await Promise.all([factsOf(ctx), getStanding(ctx, ctx.merchantId)])
  return stateOf(facts, standing)
}

/** The first key is made by who signed up; any other caller has a key, or the dashboard to make one. */
export const factsOf = async (ctx: Context): Promise<OnboardingFacts> => {
  const [modes, defaultSandboxId] = await Promise.all([
    ctx.db.run(findInitialApiKeyModes(ctx.merchantId)),
    ctx.db.run(findDefaultSandboxId(ctx.merchantId)),
  ])
  return { canIssueApiKey: ctx.caller.kind === 'onboarding' && !modes.includes('test'), defaultSandboxId }
}

export const stateOf = (facts: OnboardingFacts, standing: Standing): OnboardingState => {
  const { account, now, setting } = standing
  const pendingSteps = pendingStepsOf(account, now, setting, facts)
  return {
    ...facts,
    standing,
    status: onboardingStatusOf(account, pendingSteps, facts.canIssueApiKey),
    pendingSteps,
  }
}
