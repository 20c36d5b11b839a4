import type { Instant } from '../platform/clock/clock.ts'
import type { Account } from './account.ts'
import type { FieldName } from './field-names.ts'
import { otherInformation } from './field-names.ts'
import { type Place, fields, missingBasics } from './fields.ts'
import { axes } from './field-names.ts'
import { type Setting, isApproved } from './requirements.ts'

/** Source: contract, flint-platform 12.3, 12.4 and 28 row 7. */
export const stepCodes = [
  'verify_email',
  'create_api_key',
  'choose_country',
  'submit_profile',
  'request_capabilities',
  'submit_account_details',
  'complete_account_onboarding',
  'resolve_requirements',
  'await_review',
] as const
export type StepCode = (typeof stepCodes)[number]

export const onboardingStatuses = [
  'ready_for_api_key',
  'needs_input',
  'needs_external_action',
  'waiting_for_review',
  'complete',
] as const
export type OnboardingStatus = (typeof onboardingStatuses)[number]

export type Step = {
  code: StepCode
  owner: 'merchant' | 'integrator' | 'flint'
  /** A call can finish it; otherwise a person must, or nobody but us. */
  isMachineCompletable: boolean
  requiredFields: readonly string[]
  submitEndpoint: string | null
  /** A form of the processor's does it. */
  isLaunched: boolean
}

export const advanceEndpoint = '/v1/onboarding/advance'
export const apiKeyEndpoint = '/v1/onboarding/api-key'
export const accountSessionEndpoint = '/v1/merchant-account-sessions'

const endpointOf: Record<Place, (merchantId: string) => string> = {
  advance: () => advanceEndpoint,
  details: (merchantId) => `/v1/merchants/${merchantId}/verification`,
  documents: (merchantId) => `/v1/merchants/${merchantId}/verification/documents`,
}

const submitted = (
  code: StepCode,
  endpoint: string,
  requiredFields: readonly string[],
  owner: Step['owner'] = 'merchant',
): Step => ({
  code,
  owner,
  isMachineCompletable: true,
  requiredFields,
  submitEndpoint: endpoint,
  isLaunched: false,
})

const launched: Step = {
  code: 'complete_account_onboarding',
  owner: 'merchant',
  isMachineCompletable: false,
  requiredFields: [otherInformation],
  submitEndpoint: accountSessionEndpoint,
  isLaunched: true,
}

const awaited: Step = {
  code: 'await_review',
  owner: 'flint',
  isMachineCompletable: false,
  requiredFields: [],
  submitEndpoint: null,
  isLaunched: false,
}

/** The fields of each step of the first form, in the order in which they are asked for. */
const basicSteps: readonly [StepCode, (name: FieldName) => boolean][] = [
  ['choose_country', (name) => name === 'country'],
  ['submit_profile', (name) => fields[name].submittedAs[0]!.startsWith('profile.')],
  ['request_capabilities', (name) => name === 'requested_capabilities'],
  ['submit_account_details', (name) => fields[name].place !== 'advance'],
]

/** What is left to do, in order; the first is the next step. Empty when there is nothing, or nothing that would help. */
export const pendingStepsOf = (
  account: Account,
  now: Instant,
  setting: Setting,
  { canIssueApiKey }: { canIssueApiKey: boolean },
): Step[] => {
  const keys = canIssueApiKey ? [submitted('create_api_key', apiKeyEndpoint, ['name'], 'integrator')] : []
  if (account.review.state === 'rejected') return keys
  const missing = missingBasics(account, setting.isCollectedByProvider)
  const basics = basicSteps.flatMap(([code, isOf]) => {
    const names = missing.filter(isOf)
    return names.length === 0 ? [] : [stepFor(code, account, names)]
  })
  return [
    ...keys,
    ...basics,
    ...(needsForm(account, setting) ? [launched] : []),
    ...demandedSteps(account, now, missing),
    ...(isAwaited(account) ? [awaited] : []),
  ]
}

const stepFor = (code: StepCode, { merchantId }: Account, names: readonly FieldName[]): Step =>
  submitted(
    code,
    endpointOf[fields[names[0]!].place](merchantId),
    names.flatMap((name) => fields[name].submittedAs),
  )

const needsForm = ({ provider }: Account, { isCollectedByProvider }: Setting): boolean =>
  isCollectedByProvider && (!provider || provider.currentlyDue.length > 0 || provider.pastDue.length > 0)

/** One for each call that takes some of what is demanded. */
const demandedSteps = (account: Account, now: Instant, missing: readonly FieldName[]): Step[] => {
  const due = account.demands
    .filter(({ field, fromAt, isInReview }) => !isInReview && fromAt <= now && !missing.includes(field))
    .map(({ field }) => field)
  return (['advance', 'details', 'documents'] as const).flatMap((place) => {
    const names = due.filter((name) => fields[name].place === place)
    return names.length === 0 ? [] : [stepFor('resolve_requirements', account, names)]
  })
}

const isAwaited = (account: Account): boolean =>
  account.pause !== null ||
  account.review.state === 'in_review' ||
  !axes.every((axis) => isApproved(account, axis))

/** Where the machine of the contract stands. Source: contract, flint-platform 12.3. */
export const onboardingStatusOf = (
  account: Account,
  steps: readonly Step[],
  canIssueApiKey: boolean,
): OnboardingStatus => {
  if (canIssueApiKey) return 'ready_for_api_key'
  const [next] = steps
  // Turned down: only a person can ask why.
  if (!next) return account.review.state === 'rejected' ? 'needs_external_action' : 'complete'
  if (next.code === 'await_review') return 'waiting_for_review'
  return next.isMachineCompletable ? 'needs_input' : 'needs_external_action'
}

/** Source: contract, flint-platform 13.1, `onboarding_status`. */
export const onboardingProgressOf = (account: Account): 'not_started' | 'in_progress' | 'completed' => {
  if (account.startedAt === null) return 'not_started'
  return axes.every((axis) => isApproved(account, axis)) ? 'completed' : 'in_progress'
}
