import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-platform 13.1 and flint-error-codes. */
export const merchantErrors = defineErrors({
  PROFILE_WRITE_LIVE_MODE_REQUIRED: [
    403,
    'What a merchant is in live mode is changed with a live key.',
    "Use one of the merchant's live keys; a test key can read it.",
  ],
  MERCHANT_CHANGED: [
    409,
    'The merchant has changed since you read it.',
    'Read it again, then repeat with its version.',
  ],
})
