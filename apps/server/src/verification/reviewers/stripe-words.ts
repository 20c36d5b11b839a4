import type { Instant } from '../../platform/clock/clock.ts'
import type { DisabledReason, ProviderFacts } from '../account.ts'
import { type FieldName, otherInformation } from '../field-names.ts'

/** What we read of an account at Stripe. Times are seconds. */
export type StripeAccount = {
  id: string
  charges_enabled?: boolean
  payouts_enabled?: boolean
  requirements?: {
    currently_due?: string[] | null
    past_due?: string[] | null
    eventually_due?: string[] | null
    pending_verification?: string[] | null
    current_deadline?: number | null
    disabled_reason?: string | null
  } | null
}

/** The first that fits. People are `person_…`, `individual`, `representative`, `owners`. */
const names: readonly [RegExp, FieldName][] = [
  [/verification\.(document|additional_document|proof_of_liveness)/, 'identity_document'],
  [/^(documents\.|company\.verification)/, 'business_registration_document'],
  [/^external_account/, 'bank_account'],
  [/^tos_acceptance/, 'terms_acceptance'],
  [/^business_type$/, 'business_type'],
  [/^business_profile\.(url)$/, 'business_website'],
  [/^business_profile\.(mcc|product_description)/, 'business_description'],
  [/^business_profile\.name$|^company\.name$/, 'business_name'],
  [/^company\.tax_id|^company\.vat_id/, 'business_tax_id'],
  [/^company\.address/, 'business_address'],
  [/^company\.phone|^business_profile\.support_phone/, 'business_phone'],
  [/^(company\.owners_provided|company\.directors_provided|owners\b|directors\b)/, 'owners'],
  [/^(individual|representative|person_\w+)\.(first_name|last_name)/, 'representative_name'],
  [/^(individual|representative|person_\w+)\.dob/, 'representative_birth_date'],
  [/^(individual|representative|person_\w+)\.address/, 'representative_address'],
  [/^(individual|representative|person_\w+)\.email/, 'representative_email'],
  [/^(individual|representative|person_\w+)\.(ssn_last_4|id_number)/, 'representative_ssn_last_4'],
]

/** Stripe's name for a requirement in our public words. Source: contract, flint-platform 12.4. */
export const publicNameOf = (requirement: string): string =>
  names.find(([pattern]) => pattern.test(requirement))?.[1] ?? otherInformation

const disabledReasons: readonly [RegExp, DisabledReason][] = [
  [/^rejected\./, 'account_rejected'],
  [/^platform_paused$/, 'account_paused'],
  [/^requirements\.past_due$/, 'requirements_past_due'],
  [/^requirements\.pending_verification$/, 'requirements_pending_verification'],
  [/^(under_review|listed)$/, 'account_under_review'],
  [/^action_required\./, 'account_requirements_due'],
]

const disabledReasonOf = (reason: string | null | undefined): DisabledReason | null =>
  reason
    ? (disabledReasons.find(([pattern]) => pattern.test(reason))?.[1] ?? 'account_attention_required')
    : null

/** Pure. Source: Stripe's public API reference, "Accounts". */
export const factsOf = (account: StripeAccount, observedAt: Instant): ProviderFacts => {
  const requirements = account.requirements ?? {}
  const named = (list: string[] | null | undefined) => [...new Set((list ?? []).map(publicNameOf))]
  const pastDue = named(requirements.past_due)
  return {
    accountId: account.id,
    observedAt,
    isChargesEnabled: account.charges_enabled ?? false,
    isPayoutsEnabled: account.payouts_enabled ?? false,
    // What is past due stands in Stripe's list of what is currently due, too.
    currentlyDue: named(requirements.currently_due).filter((name) => !pastDue.includes(name)),
    pastDue,
    eventuallyDue: named(requirements.eventually_due).filter(
      (name) => !named(requirements.currently_due).includes(name),
    ),
    pendingVerification: named(requirements.pending_verification),
    deadlineAt: requirements.current_deadline
      ? new Date(requirements.current_deadline * 1000).toISOString()
      : null,
    disabledReason: disabledReasonOf(requirements.disabled_reason),
  }
}
