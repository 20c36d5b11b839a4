import type { DeclineCode, PaidWith } from './payment.ts'

/** What is said about one decline. */
export type Decline = {
  /** For the buyer: what happened. */
  message: string
  /** Whether trying again can help, with the same card or another one. */
  isRetryable: boolean
  /** Whether it can help with the same card or account. */
  mayRetrySameSource: boolean
  /** For the buyer: what to do now. */
  nextSteps: string
}

/** Every decline code, in the words of a card where it can happen to one. Source: contract, flint-platform 6.4 and flint-commerce 6.4. */
export const declines: Readonly<Record<DeclineCode, Decline>> = {
  card_declined: {
    message: 'The card was declined.',
    isRetryable: true,
    mayRetrySameSource: true,
    nextSteps: 'Use another card, or ask the bank that issued the card and try again later.',
  },
  insufficient_funds: {
    message: 'The card has insufficient funds.',
    isRetryable: true,
    mayRetrySameSource: false,
    nextSteps: 'Use another card.',
  },
  expired_card: {
    message: 'The card has expired.',
    isRetryable: false,
    mayRetrySameSource: false,
    nextSteps: 'Check the expiry date, or use another card.',
  },
  incorrect_cvc: {
    message: 'The security code is incorrect.',
    isRetryable: true,
    mayRetrySameSource: true,
    nextSteps: 'Check the security code and try again.',
  },
  processing_error: {
    message: 'Something went wrong while the card was processed.',
    isRetryable: true,
    mayRetrySameSource: true,
    nextSteps: 'Try again in a moment.',
  },
  authentication_required: {
    message: 'The bank needs you to confirm this payment.',
    isRetryable: true,
    mayRetrySameSource: true,
    nextSteps: 'Try again and complete the confirmation that the bank asks for, or use another card.',
  },
  payment_blocked: {
    message: 'The payment was blocked.',
    isRetryable: false,
    mayRetrySameSource: false,
    nextSteps: 'Contact the seller.',
  },
  payment_method_unavailable: {
    message: 'This payment method can no longer be used.',
    isRetryable: false,
    mayRetrySameSource: false,
    nextSteps: 'Use another payment method.',
  },
  payment_method_declined: {
    message: 'The payment method was declined.',
    isRetryable: true,
    mayRetrySameSource: false,
    nextSteps: 'Use another payment method.',
  },
  payment_method_temporarily_unavailable: {
    message: 'This payment method is not available right now.',
    isRetryable: true,
    mayRetrySameSource: true,
    nextSteps: 'Try again later, or use another payment method.',
  },
  payment_not_completed: {
    message: 'The payment was not completed.',
    isRetryable: true,
    mayRetrySameSource: true,
    nextSteps: 'Try again and complete every step.',
  },
  payment_action_expired: {
    message: 'The time to confirm this payment ran out.',
    isRetryable: true,
    mayRetrySameSource: true,
    nextSteps: 'Try again and confirm the payment in time.',
  },
  payment_failed: {
    message: 'The payment failed.',
    isRetryable: true,
    mayRetrySameSource: true,
    nextSteps: 'Try again, or use another payment method.',
  },
  bank_account_closed: {
    message: 'The bank account is closed.',
    isRetryable: false,
    mayRetrySameSource: false,
    nextSteps: 'Use another bank account or payment method.',
  },
  bank_account_not_found: {
    message: 'The bank account was not found.',
    isRetryable: false,
    mayRetrySameSource: false,
    nextSteps: 'Check the account details, or use another payment method.',
  },
  bank_debit_not_authorized: {
    message: 'The bank does not allow this debit.',
    isRetryable: false,
    mayRetrySameSource: false,
    nextSteps: 'Ask the bank to allow it, or use another payment method.',
  },
  bank_account_restricted: {
    message: 'The bank account is restricted.',
    isRetryable: false,
    mayRetrySameSource: false,
    nextSteps: 'Contact the bank, or use another payment method.',
  },
  bank_debit_limit_exceeded: {
    message: 'The amount is above the limit of the bank account.',
    isRetryable: true,
    mayRetrySameSource: true,
    nextSteps: 'Try again later, or use another payment method.',
  },
}

/** What a bank says of an account in other words than of a card. */
const ofBankAccounts: Partial<Record<DeclineCode, Decline>> = {
  insufficient_funds: {
    message: 'The bank account has insufficient funds.',
    isRetryable: true,
    mayRetrySameSource: false,
    nextSteps: 'Use another bank account or payment method.',
  },
}

/** What is said about a decline of this card or bank account. */
export const declineOf = (code: DeclineCode, source: PaidWith): Decline =>
  (source.bankAccount ? ofBankAccounts[code] : undefined) ?? declines[code]

/** The code as it is known, `payment_failed` for every other. Source: contract, flint-commerce 6.4. */
export const declineCodeOf = (code: string): DeclineCode =>
  Object.hasOwn(declines, code) ? (code as DeclineCode) : 'payment_failed'
