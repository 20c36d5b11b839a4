import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-platform 12 and flint-error-codes. */
export const onboardingErrors = defineErrors({
  MERCHANT_SELECTION_REQUIRED: [
    409,
    'This person acts for several merchants.',
    'Send the merchant_id of one of them, with the same code.',
  ],
  ONBOARDING_DIRECT_OWNER_REQUIRED: [
    403,
    'Only an owner or an admin of the merchant may do this.',
    'Ask an owner of the merchant to do it.',
    { source: 'merchant' },
  ],
  INVALID_BOOTSTRAP_SCOPES: [
    400,
    'The first key cannot have these scopes.',
    'Name scopes that the guide on API keys lists, each once, or leave the list out.',
  ],
  INITIAL_API_KEY_ALREADY_CREATED: [
    409,
    'The first key was made before.',
    'Make more with POST /v1/api-keys, by the first key or in the dashboard.',
  ],
})
