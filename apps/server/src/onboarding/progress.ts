import type { Context } from '../platform/context.ts'
import { getStanding } from '../verification/index.ts'
import { findInitialApiKeyModes } from './queries.ts'
import type { OnboardingProgress } from './session.ts'
import { stateOf } from './state.ts'
import { toStep } from './to-state.ts'

/** How far the merchant of this context is, for who signed up. */
export const progressOf = async (ctx: Context): Promise<OnboardingProgress> => {
  const [modes, standing] = await Promise.all([
    ctx.db.run(findInitialApiKeyModes(ctx.merchantId)),
    getStanding(ctx, ctx.merchantId),
  ])
  const canIssueApiKey = !modes.includes('test')
  const { status, pendingSteps } = stateOf({ canIssueApiKey, defaultSandboxId: null }, standing)
  const [next] = pendingSteps
  return { status, canIssueApiKey, nextStep: next ? toStep(next) : null }
}
