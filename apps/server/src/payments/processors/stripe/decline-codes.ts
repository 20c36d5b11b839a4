import type { DeclineCode } from '../../payment.ts'

/**
 * Why Stripe says that a bank said no, in our words. What tells a thief anything (lost, stolen, picked up) is a plain decline.
 * Source: docs.stripe.com/declines/codes.
 */
const byDeclineCode: Readonly<Record<string, DeclineCode>> = {
  approve_with_id: 'card_declined',
  authentication_not_handled: 'authentication_required',
  authentication_required: 'authentication_required',
  call_issuer: 'card_declined',
  card_not_supported: 'payment_method_unavailable',
  card_velocity_exceeded: 'card_declined',
  currency_not_supported: 'payment_method_unavailable',
  do_not_honor: 'card_declined',
  do_not_try_again: 'card_declined',
  duplicate_transaction: 'card_declined',
  expired_card: 'expired_card',
  fraudulent: 'payment_blocked',
  generic_decline: 'card_declined',
  highest_risk_level: 'payment_blocked',
  incorrect_address: 'card_declined',
  incorrect_cvc: 'incorrect_cvc',
  incorrect_number: 'card_declined',
  incorrect_pin: 'card_declined',
  incorrect_zip: 'card_declined',
  insufficient_funds: 'insufficient_funds',
  invalid_account: 'payment_method_unavailable',
  invalid_amount: 'card_declined',
  invalid_cvc: 'incorrect_cvc',
  invalid_expiry_month: 'expired_card',
  invalid_expiry_year: 'expired_card',
  invalid_number: 'card_declined',
  invalid_pin: 'card_declined',
  issuer_not_available: 'payment_method_temporarily_unavailable',
  live_mode_test_card: 'card_declined',
  lost_card: 'card_declined',
  merchant_blacklist: 'payment_blocked',
  mobile_device_authentication_required: 'authentication_required',
  new_account_information_available: 'payment_method_unavailable',
  no_action_taken: 'card_declined',
  not_permitted: 'card_declined',
  offline_pin_required: 'card_declined',
  online_or_offline_pin_required: 'card_declined',
  pickup_card: 'card_declined',
  pin_try_exceeded: 'card_declined',
  previously_declined_do_not_retry: 'payment_blocked',
  processing_error: 'processing_error',
  reenter_transaction: 'processing_error',
  restricted_card: 'card_declined',
  revocation_of_all_authorizations: 'card_declined',
  revocation_of_authorization: 'card_declined',
  security_violation: 'card_declined',
  service_not_allowed: 'card_declined',
  stolen_card: 'card_declined',
  stop_payment_order: 'card_declined',
  test_mode_live_card: 'card_declined',
  testmode_decline: 'card_declined',
  transaction_not_allowed: 'card_declined',
  try_again_later: 'payment_method_temporarily_unavailable',
  withdrawal_count_limit_exceeded: 'card_declined',
}

/** Where there is no bank's reason: Stripe's own. Source: docs.stripe.com/error-codes. */
const byErrorCode: Readonly<Record<string, DeclineCode>> = {
  account_closed: 'bank_account_closed',
  account_number_invalid: 'bank_account_not_found',
  authentication_required: 'authentication_required',
  bank_account_declined: 'payment_method_declined',
  bank_account_restricted: 'bank_account_restricted',
  bank_account_unusable: 'bank_account_restricted',
  card_decline_rate_limit_exceeded: 'payment_method_temporarily_unavailable',
  card_declined: 'card_declined',
  charge_exceeds_source_limit: 'bank_debit_limit_exceeded',
  charge_exceeds_transaction_limit: 'bank_debit_limit_exceeded',
  debit_not_authorized: 'bank_debit_not_authorized',
  expired_card: 'expired_card',
  expired_payment_method: 'expired_card',
  incorrect_cvc: 'incorrect_cvc',
  incorrect_number: 'card_declined',
  insufficient_funds: 'insufficient_funds',
  invalid_cvc: 'incorrect_cvc',
  invalid_expiry_month: 'expired_card',
  invalid_expiry_year: 'expired_card',
  no_account: 'bank_account_not_found',
  payment_intent_authentication_failure: 'authentication_required',
  payment_intent_mandate_invalid: 'bank_debit_not_authorized',
  payment_intent_payment_attempt_expired: 'payment_action_expired',
  payment_intent_payment_attempt_failed: 'payment_failed',
  payment_method_bank_account_blocked: 'bank_account_restricted',
  payment_method_customer_decline: 'payment_not_completed',
  payment_method_not_available: 'payment_method_temporarily_unavailable',
  payment_method_provider_decline: 'payment_method_declined',
  payment_method_provider_timeout: 'payment_method_temporarily_unavailable',
  payment_method_restricted: 'payment_method_unavailable',
  processing_error: 'processing_error',
  refer_to_customer: 'payment_method_declined',
  setup_attempt_failed: 'payment_failed',
  setup_intent_authentication_failure: 'authentication_required',
  setup_intent_setup_attempt_expired: 'payment_action_expired',
  three_d_secure_authentication_upstream_error: 'processing_error',
}

type StripeReason = { code?: string | undefined; decline_code?: string | undefined }

/** A reason that we do not know is the bank's plain no. */
export const declineCodeOf = ({ code, decline_code: declineCode }: StripeReason): DeclineCode =>
  known(byDeclineCode, declineCode) ?? known(byErrorCode, code) ?? 'card_declined'

const known = (
  table: Readonly<Record<string, DeclineCode>>,
  word: string | undefined,
): DeclineCode | undefined => (word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined)

/** The tables, for the test that walks through them. */
export const knownDeclineCodes = byDeclineCode
