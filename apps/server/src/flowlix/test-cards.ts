/**
 * The card numbers that do something in test mode, and the simulator's card that each one behaves like. Every other number is
 * declined. Source: contract, flowlix 12.
 */
export const testCardNames: Readonly<Record<string, string>> = {
  '4242424242424242': 'visa',
  '5555555555554444': 'mastercard',
  '4111111111111111': 'visa',
  '378282246310005': 'amex',
  '4000000000000002': 'card_declined',
  '4000000000009995': 'insufficient_funds',
  '4000000000000069': 'expired_card',
  '4000000000000127': 'incorrect_cvc',
  '4000000000000119': 'processing_error',
  '4000000000009987': 'lost_card',
  '4000000000009979': 'stolen_card',
  '4000000000006975': 'velocity_limit',
  '4635440000002223': 'three_ds_required',
  // Not in the contract: what comes after a payment, or late, can be tried in this form of the API too.
  '4000009900000012': 'late_success',
  '4000009900000020': 'late_decline',
  '4000000000007726': 'refund_succeeds_later',
  '4000000000005126': 'refund_fails_later',
  '4000000000000259': 'dispute_fraudulent',
}
