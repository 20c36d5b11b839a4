/** What a declined buyer is told: what happened, then what helps. */
export interface DeclineWords {
  readonly title: string
  readonly advice: string
}

const anotherCard = 'Try another card, or contact your bank.'

/** One entry for each code of the closed list. Source: contract, flint-platform 6.4. */
const declineWords: Record<string, DeclineWords> = {
  card_declined: {
    title: 'Your bank declined this card',
    advice: `Your bank did not say why. ${anotherCard}`,
  },
  insufficient_funds: {
    title: 'There is not enough money on this card',
    advice: 'Try another card, or top this one up and pay again.',
  },
  expired_card: { title: 'This card has expired', advice: 'Check the expiry date, or use another card.' },
  incorrect_cvc: {
    title: 'The security code is not right',
    advice: 'Check the code on your card and enter it again.',
  },
  processing_error: {
    title: 'Your bank could not process the payment',
    advice: 'This is usually brief. Wait a moment and pay again with the same card.',
  },
  authentication_required: {
    title: 'Your bank could not confirm it was you',
    advice: 'Pay again and complete the confirmation when your bank asks for it, or use another card.',
  },
  payment_blocked: {
    title: 'This card cannot be used here',
    advice: 'The payment was stopped by a security check. Use another card.',
  },
  payment_method_unavailable: {
    title: 'This card can no longer be used',
    advice: 'Use another card.',
  },
  payment_method_declined: {
    title: 'This way of paying was declined',
    advice: 'Use another card.',
  },
  payment_method_temporarily_unavailable: {
    title: 'This card cannot be used at the moment',
    advice: 'Try again in a few minutes, or use another card.',
  },
  payment_not_completed: {
    title: 'The confirmation was not completed',
    advice: 'Pay again and confirm with your bank, or use another card.',
  },
  payment_action_expired: {
    title: 'The confirmation took too long',
    advice: 'Your bank stopped waiting. Pay again to get a new confirmation.',
  },
  payment_failed: {
    title: 'The payment did not go through',
    advice: `Check your card details and pay again. ${anotherCard}`,
  },
  bank_account_closed: { title: 'This bank account is closed', advice: 'Use another way to pay.' },
  bank_account_not_found: {
    title: 'We could not find this bank account',
    advice: 'Check the account details, or use another way to pay.',
  },
  bank_debit_not_authorized: {
    title: 'Your bank did not allow this debit',
    advice: 'Contact your bank, or use another way to pay.',
  },
  bank_account_restricted: {
    title: 'This bank account is restricted',
    advice: 'Contact your bank, or use another way to pay.',
  },
  bank_debit_limit_exceeded: {
    title: 'This payment is over your bank’s limit',
    advice: 'Try again later, or use another way to pay.',
  },
}

/** Attempt outcomes that are no declines but still leave the buyer with an unpaid order. Source: flint-commerce 5.4. */
const attemptWords: Record<string, DeclineWords> = {
  payment_attempt_canceled: {
    title: 'The payment was canceled',
    advice: 'You can pay again whenever you are ready.',
  },
  payment_attempt_expired: {
    title: 'The payment took too long',
    advice: 'It was stopped before it finished. You can pay again.',
  },
  order_changed_before_payment: {
    title: 'The order changed while you were paying',
    advice: 'Check the order and pay again.',
  },
  inventory_unavailable: {
    title: 'Something in this order is no longer available',
    advice: 'Contact the seller before you pay again.',
  },
  payment_link_capacity_claim_failed: {
    title: 'Somebody else was quicker',
    advice:
      'What this link sells was taken by other buyers while you were here. Go back to see what is left.',
  },
  invalid_payment_source: {
    title: 'These card details cannot be used',
    advice: 'Check the card details, or use another card.',
  },
}

const fallback: DeclineWords = {
  title: 'The payment did not go through',
  advice: `Check your card details and pay again. ${anotherCard}`,
}

/** What is said of a bank account in other words than of a card. */
const bankWords: Record<string, DeclineWords> = {
  insufficient_funds: {
    title: 'There is not enough money in this account',
    advice: 'Use another way to pay, or add money and pay again.',
  },
  payment_failed: {
    title: 'The payment did not go through',
    advice: 'Check the account details and pay again, or use another way to pay.',
  },
}

/** Words for a decline or failure code in any letter case; codes not listed get the catch-all. */
export const declineWordsOf = (code: string | null | undefined, isBankDebit = false): DeclineWords => {
  const key = (code ?? '').toLowerCase()
  if (isBankDebit && bankWords[key]) return bankWords[key]
  return declineWords[key] ?? attemptWords[key] ?? (isBankDebit ? bankWords['payment_failed']! : fallback)
}

/** The closed list, for tests and for whoever adds a code. */
export const declineCodes: readonly string[] = Object.keys(declineWords)

export type CardField = 'number' | 'expiry' | 'securityCode'

/** The field a buyer should look at first after this decline; null when none of them is at fault. */
export const fieldAtFault = (code: string | null | undefined): CardField | null => {
  switch ((code ?? '').toLowerCase()) {
    case 'incorrect_cvc':
      return 'securityCode'
    case 'expired_card':
      return 'expiry'
    default:
      return null
  }
}
