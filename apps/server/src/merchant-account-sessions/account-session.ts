import type { Instant } from '../platform/clock/clock.ts'
import type { FormComponent, Standing } from '../verification/index.ts'

export const collectionStrategies = ['upfront', 'incremental'] as const
export const futureRequirements = ['omit', 'include'] as const

/** What the form is to ask for. Source: contract, flint-platform 12.8. */
export type CollectionPolicy = {
  collectionStrategy: (typeof collectionStrategies)[number]
  futureRequirements: (typeof futureRequirements)[number]
  /** Public names of requirements; empty: all of them. */
  targeted: readonly string[]
}

/** Where a person goes on: Stripe's form in the caller's page, or our own page. It is not kept: the token says all of it. */
export type AccountSession = {
  components: readonly FormComponent[]
  policy: CollectionPolicy
  launchToken: string
  launchTokenExpiresAt: Instant
  form:
    | { kind: 'embedded'; clientSecret: string; publishableKey: string; expiresAt: Instant }
    | { kind: 'hosted'; url: string }
  standing: Standing
}
