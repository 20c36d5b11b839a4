import type { DeclineCode, PaymentIntent } from '../payments/payment.ts'
import type { RefundFailureReason } from '../payments/processors/processor.ts'
import type { Profile } from './flowlix-payment.ts'

/** Why a payment was declined, in Flowlix's words, and what to tell the payer. Source: contract, flowlix 11. */
export const declineSentences = {
  generic_decline: 'Your bank did not approve this card. Try another card.',
  insufficient_funds: 'There is not enough money available on this card. Try another.',
  expired_card: 'This card is out of date. Use a current card.',
  do_not_honor: 'Your bank refused the payment. Ask your bank or use another card.',
  issuer_declined: 'Your bank refused the payment.',
  invalid_number: 'Check the card number.',
  invalid_expiry: 'Check the expiry date.',
  invalid_amount: 'We could not take this payment. Contact us.',
  invalid_currency: 'We could not take this payment. Contact us.',
  not_permitted: 'This card cannot be used here. Try another.',
  cardholder_limit: "This card's limit is reached. Try another.",
  card_velocity_exceeded: 'This card was used too often. Try another.',
  // Nothing that tells a thief why.
  lost_card: 'Your bank did not approve this card. Try another card.',
  stolen_card: 'Your bank did not approve this card. Try another card.',
  suspect_fraud: 'Your bank did not approve this card. Try another card.',
  fraud_filter: 'Your bank did not approve this card. Try another card.',
  incorrect_cvc: 'Check the security code.',
  processing_error: 'Something went wrong. Try again shortly.',
  authentication_failed: 'The bank check was not completed. Try again or use another card.',
} as const

export type FlowlixDeclineCode = keyof typeof declineSentences
export type FlowlixDecline = { code: FlowlixDeclineCode; message: string }

/** The engine's codes; what is left out reads as `generic_decline`. */
const codes: Partial<Record<DeclineCode, FlowlixDeclineCode>> = {
  insufficient_funds: 'insufficient_funds',
  expired_card: 'expired_card',
  incorrect_cvc: 'incorrect_cvc',
  processing_error: 'processing_error',
  authentication_required: 'authentication_failed',
  payment_blocked: 'fraud_filter',
  payment_method_unavailable: 'not_permitted',
  payment_method_temporarily_unavailable: 'processing_error',
  payment_not_completed: 'authentication_failed',
  payment_action_expired: 'authentication_failed',
}

/** Names of the simulator's cards for which the engine knows one word only, and Flowlix several. */
const codesOfCards: Readonly<Record<string, FlowlixDeclineCode>> = {
  lost_card: 'lost_card',
  stolen_card: 'stolen_card',
  velocity_limit: 'card_velocity_exceeded',
}

/** What is kept with a payment whose number cannot be a card's: no behaviour has that name, so that it is declined. */
export const invalidNumber = 'invalid_number'

/** Of a payment that was declined, as the form that made it has it; that differs for one card. Source: contract, flowlix 12, Q16. */
export const declineOf = (
  { lastError, testCard, processor }: Pick<PaymentIntent, 'lastError' | 'testCard' | 'processor'>,
  profile: Profile,
): FlowlixDecline | null => {
  if (!lastError) return null
  const byCard =
    processor === 'simulator' && lastError.code === 'card_declined' ? ofCard(testCard, profile) : undefined
  const code = byCard ?? codes[lastError.code] ?? 'generic_decline'
  return { code, message: declineSentences[code] }
}

const ofCard = (testCard: string | null, profile: Profile): FlowlixDeclineCode | undefined => {
  if (testCard === invalidNumber) return 'invalid_number'
  if (testCard === 'card_declined') return profile === 'a' ? 'generic_decline' : 'do_not_honor'
  return codesOfCards[testCard ?? '']
}

const refundCodes: Partial<Record<RefundFailureReason, FlowlixDeclineCode>> = {
  expired_or_canceled_card: 'expired_card',
  lost_or_stolen_card: 'lost_card',
  insufficient_funds: 'insufficient_funds',
  insufficient_available_balance: 'insufficient_funds',
  declined: 'generic_decline',
  payment_disputed: 'not_permitted',
}

/** Why the money could not be given back. */
export const refundDeclineOf = (reason: RefundFailureReason): FlowlixDecline => {
  const code = refundCodes[reason] ?? 'processing_error'
  return { code, message: refundSentences[code] ?? 'The refund could not be made. Make a new one later.' }
}

const refundSentences: Partial<Record<FlowlixDeclineCode, string>> = {
  expired_card: 'The card that was paid with is out of date or was canceled.',
  lost_card: 'The card that was paid with can no longer take money.',
  insufficient_funds: 'There is not enough money to refund from.',
  generic_decline: "The payer's bank refused the refund.",
  not_permitted: 'The payment is disputed: it cannot be refunded.',
}
