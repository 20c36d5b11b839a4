/** What the payer is told of a decline. Source: contract, flowlix 11, "Say to the payer". */
const another = 'Your bank did not approve this card. Try another card.'
const ourTrouble = 'We could not take this payment. Contact the shop.'

const sentences: Readonly<Record<string, string>> = {
  generic_decline: another,
  insufficient_funds: 'There is not enough money available on this card. Try another.',
  expired_card: 'This card is out of date. Use a current card.',
  do_not_honor: 'Your bank refused the payment. Ask your bank or use another card.',
  issuer_declined: 'Your bank refused the payment.',
  invalid_number: 'The card number was not right. Check it.',
  invalid_expiry: 'The expiry date was not right. Check it.',
  invalid_amount: ourTrouble,
  invalid_currency: ourTrouble,
  not_permitted: 'This card cannot be used here. Try another.',
  cardholder_limit: 'This card’s limit is reached. Try another.',
  card_velocity_exceeded: 'This card was used too often. Try another.',
  incorrect_cvc: 'The security code was not right. Check it.',
  processing_error: 'Something went wrong. Try again shortly.',
  authentication_failed: 'The bank check was not completed. Try again or use another card.',
}

/** Why a payment failed. Of a lost or stolen card, and of suspected fraud, no more is said than of any other decline. */
export const declineSentence = (code: string | null): string =>
  code === null ? 'The payment was not completed.' : (sentences[code.toLowerCase()] ?? another)
