import { defineErrors } from '../platform/http/errors.ts'

const ofMerchant = { source: 'merchant' } as const

/** Source: contract, flint-platform 12.5, 13.1 and flint-error-codes. */
export const verificationErrors = defineErrors({
  COUNTRY_NOT_SUPPORTED: [400, 'Merchants of this country cannot be served yet.', 'Send US.'],
  CAPABILITY_SET_UNSUPPORTED: [
    400,
    'These capabilities cannot be asked for together.',
    'Ask for accept_card_payments and receive_payouts together; accept_ach_debit_payments can come with them.',
  ],
  INVALID_WEBSITE_URL: [400, 'The website is not an http or https address.', 'Send its whole address.'],
  ONBOARDING_UNAVAILABLE: [
    503,
    'The processor that verifies merchants did not answer.',
    'Send the same request again in a moment.',
  ],
  ONBOARDING_PROFILE_PROVIDER_MANAGED: [
    400,
    'The processor collects this itself.',
    'Create a merchant account session and give it in the form that opens.',
    ofMerchant,
  ],
  MERCHANT_ACCOUNT_NOT_READY: [
    409,
    'The account of this merchant is not at the point for this.',
    'Read its verification first.',
    ofMerchant,
  ],
  DEVELOPER_MANAGEMENT_REQUIRES_LIVE_KEY: [
    403,
    'What a merchant proves about itself is given and read in live mode only.',
    "Use one of the merchant's live keys, an onboarding session, or the dashboard in live mode.",
  ],
})
