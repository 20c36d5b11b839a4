import { type NextAction, nextActions } from '../platform/http/next-actions.ts'
import { type Step, accountSessionEndpoint, toProfile, toRequirements } from '../verification/index.ts'
import type { OnboardingStep } from './session.ts'
import type { OnboardingState } from './state.ts'

/** Source: contract, flint-platform 12.3. */
export const toOnboardingState = (state: OnboardingState) => {
  const { standing, pendingSteps } = state
  const { account, merchant, requirements, now } = standing
  const steps = pendingSteps.map(toStep)
  return {
    status: state.status,
    can_issue_api_key: state.canIssueApiKey,
    merchant_id: merchant.merchantId,
    default_sandbox_id: state.defaultSandboxId,
    country: account.country,
    profile: toProfile(account.profile),
    requested_capabilities: account.requestedCapabilities,
    requirements: toRequirements(requirements),
    next_step: steps[0] ?? null,
    pending_steps: steps,
    available_actions: actionsOf(state),
    capabilities_synced_at: account.provider?.observedAt ?? account.updatedAt ?? merchant.updatedAt,
    readiness_observed_at: now,
  }
}

export const toStep = (step: Step): OnboardingStep => ({
  code: step.code,
  owner: step.owner,
  machine_completable: step.isMachineCompletable,
  required_fields: [...step.requiredFields],
  submit_method: step.submitEndpoint ? 'POST' : null,
  submit_endpoint: step.submitEndpoint,
  launch: step.isLaunched
    ? {
        component: 'account_onboarding',
        endpoint: accountSessionEndpoint,
        method: 'POST',
        recommended_policy: { collection_strategy: 'upfront', future_requirements: 'include' },
        sandbox_id: null,
      }
    : null,
})

const actionsOf = ({ standing, pendingSteps, status }: OnboardingState): NextAction[] =>
  nextActions(
    [
      ...(pendingSteps.some(({ isLaunched }) => isLaunched)
        ? [{ action: 'create_merchant_account_session' as const, because: 'account_information_needed' }]
        : []),
      { action: 'review_merchant_readiness', because: status },
      { action: 'list_capabilities', because: status },
    ],
    { merchant_id: standing.merchant.merchantId },
  )
