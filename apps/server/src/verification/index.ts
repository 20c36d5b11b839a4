export {
  type Account,
  type RequestedCapability,
  businessTypes,
  disabledReasons,
  requestedCapabilities,
} from './account.ts'
export { refreshAccount, syncAccount } from './ask-provider.ts'
export {
  type Capability,
  type CapabilityDomain,
  type CapabilityRow as CapabilityState,
  capabilities,
  capabilityDomains,
  noRequirements,
  sandboxCapabilityRows,
} from './capability-rows.ts'
export { type Changed, type Loaded, changeAccount, getStanding, liveContextOf } from './change-account.ts'
export { checkWebsite } from './details.ts'
export { verificationErrors } from './errors.ts'
export type { FieldName } from './field-names.ts'
export { given } from './give.ts'
export {
  type OnboardingStatus,
  type Step,
  accountSessionEndpoint,
  onboardingProgressOf,
  onboardingStatusOf,
  pendingStepsOf,
} from './next-step.ts'
export { findMerchantOfProcessorAccount } from './queries.ts'
export { expectLiveMode, expectOwnMerchant } from './reach-account.ts'
export { ProviderUnavailable } from './reviewers/reviewer.ts'
export { type FormComponent, formComponents, openForms } from './reviewers/stripe-accounts.ts'
export { type StatusReason, sandboxAxes } from './readiness.ts'
export {
  AccountProfile,
  Axis,
  CapabilityRow,
  E164,
  Email,
  NextAction,
  Requirements,
  WebsiteUrl,
} from './schemas.ts'
export type { Standing } from './standing.ts'
export { observed, toAxis, toCapability, toRequirements } from './wire.ts'
export { toProfile } from './to-verification.ts'
