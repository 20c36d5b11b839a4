import { formComponents, toRequirements } from '../verification/index.ts'
import type { AccountSession } from './account-session.ts'

export const toAccountSession = (session: AccountSession) => ({
  components: session.components,
  effective_policy: {
    collection_strategy: session.policy.collectionStrategy,
    future_requirements: session.policy.futureRequirements,
    targeting: targetingOf(session),
    targeted_requirement_ids: session.policy.targeted,
  },
  external_action: toAction(session),
  requirements: toRequirements(session.standing.requirements),
})

const targetingOf = ({ policy, components }: AccountSession) => {
  if (policy.targeted.length > 0) return 'targeted'
  if (!components.includes('account_onboarding') && !components.includes('account_management')) return 'none'
  return policy.futureRequirements === 'include' ? 'all' : 'all_due'
}

const toAction = ({ form, components, launchToken, launchTokenExpiresAt }: AccountSession) => ({
  kind: form.kind,
  url: form.kind === 'hosted' ? form.url : null,
  launch_token: launchToken,
  launch_token_expires_at: launchTokenExpiresAt,
  provider_session_expires_at: form.kind === 'embedded' ? form.expiresAt : null,
  stripe:
    form.kind === 'embedded'
      ? {
          client_secret: form.clientSecret,
          publishable_key: form.publishableKey,
          components: components.map((name) => formComponents[name]),
        }
      : null,
})
