import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-platform 12.8 and flint-error-codes. */
export const accountSessionErrors = defineErrors({
  MERCHANT_ACCOUNT_SESSION_INELIGIBLE: [
    400,
    'A sandbox has no account at the processor, so there is no form for it.',
    "Use one of the merchant's live keys, or an onboarding session.",
  ],
  MERCHANT_ACCOUNT_SESSION_INVALID_COMPONENT: [
    400,
    'A component is not known.',
    'Send 1 to 6 of the documented components, each once.',
  ],
  MERCHANT_ACCOUNT_SESSION_POLICY_NOT_SUPPORTED_BY_COMPONENT: [
    400,
    'Only account_onboarding and account_management collect anything.',
    'Add one of the two, or leave out what says how to collect.',
  ],
  MERCHANT_ACCOUNT_SESSION_UNMAPPABLE_REQUIREMENT_ID: [
    400,
    'A requirement is none of those that the merchant has.',
    'Send names out of the requirements of GET /v1/onboarding/state.',
  ],
  MERCHANT_ACCOUNT_SESSION_ACCOUNT_SETUP_REQUIRED: [
    400,
    'The merchant has no account at the processor yet.',
    'Give country, profile and requested_capabilities with POST /v1/onboarding/advance first.',
    {
      source: 'merchant',
      nextActions: [{ action: 'review_onboarding_state', because: 'account_setup_required' }],
    },
  ],
  MERCHANT_ACCOUNT_SESSION_INVALID_LAUNCH_TOKEN: [
    400,
    'This launch token is not one of ours, or has expired.',
    'Create a new merchant account session.',
  ],
  MERCHANT_ACCOUNT_SESSION_LAUNCH_TOKEN_SCOPE_MISMATCH: [
    409,
    'This launch token belongs to another merchant.',
    'Create a merchant account session with the same credential.',
  ],
  MERCHANT_ACCOUNT_SESSION_UNAVAILABLE: [
    503,
    'The processor did not open its form.',
    'Send the same request again in a moment.',
  ],
})
