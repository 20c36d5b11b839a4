import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-error-codes and flint-platform 15. */
export const paymentOptionErrors = defineErrors({
  INVALID_PAYMENT_OPTION_RESOLVE_REQUEST: [
    400,
    'The payment that is asked about is not described as it must be.',
    'Correct the named field.',
  ],
  INVALID_PAYMENT_OPTIONS: [
    400,
    'A payment option is not known.',
    'Send some of card, apple_pay, google_pay, affirm and ach_debit, or leave payment_options out.',
  ],
  PAYMENT_OPTIONS_REQUIRED: [
    400,
    'The list of payment options is empty.',
    'Name at least one, or leave payment_options out to ask about all.',
  ],
})
