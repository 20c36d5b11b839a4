/** What a card does. Without anything it is charged. Source: docs.stripe.com/testing. */
export type CardBehaviour = {
  /** As in `pm_card_visa`, without the beginning. */
  name: string
  number: string
  brand: string
  decline?: { code: string; declineCode: string }
  /** The bank asks the buyer: every time, or until the card was set up for use without them. */
  challenge?: 'always' | 'until_set_up'
  /** It can be kept, but not charged. */
  failsWhenCharged?: true
  risk?: 'elevated' | 'highest'
  refunds?: 'pending' | 'fail'
  dispute?: 'fraudulent' | 'inquiry'
  /** Stays `processing` until somebody lets it end. */
  isSlow?: true
}

const declined = (declineCode: string, code = 'card_declined') => ({ decline: { code, declineCode } })

const rows: readonly (readonly [string, string, string, Partial<CardBehaviour>?])[] = [
  ['visa', '4242424242424242', 'visa'],
  ['mastercard', '5555555555554444', 'mastercard'],
  ['amex', '378282246310005', 'amex'],
  ['discover', '6011111111111117', 'discover'],
  ['diners', '3056930009020004', 'diners'],
  ['jcb', '3566002020360505', 'jcb'],
  ['unionpay', '6200000000000005', 'unionpay'],
  ['visa_chargeDeclined', '4000000000000002', 'visa', declined('generic_decline')],
  ['visa_chargeDeclinedInsufficientFunds', '4000000000009995', 'visa', declined('insufficient_funds')],
  ['visa_chargeDeclinedLostCard', '4000000000009987', 'visa', declined('lost_card')],
  ['visa_chargeDeclinedStolenCard', '4000000000009979', 'visa', declined('stolen_card')],
  ['chargeDeclinedExpiredCard', '4000000000000069', 'visa', declined('expired_card', 'expired_card')],
  ['chargeDeclinedIncorrectCvc', '4000000000000127', 'visa', declined('incorrect_cvc', 'incorrect_cvc')],
  [
    'chargeDeclinedProcessingError',
    '4000000000000119',
    'visa',
    declined('processing_error', 'processing_error'),
  ],
  [
    'visa_chargeDeclinedVelocityLimitExceeded',
    '4000000000006975',
    'visa',
    declined('card_velocity_exceeded'),
  ],
  ['radarBlock', '4100000000000019', 'visa', { ...declined('fraudulent'), risk: 'highest' }],
  ['riskLevelElevated', '4000000000009235', 'visa', { risk: 'elevated' }],
  ['authenticationRequired', '4000002760003184', 'visa', { challenge: 'always' }],
  ['threeDSecure2Required', '4000000000003220', 'visa', { challenge: 'always' }],
  ['authenticationRequiredOnSetup', '4000002500003155', 'visa', { challenge: 'until_set_up' }],
  [
    'threeDSecureRequiredChargeDeclined',
    '4000008400001629',
    'visa',
    { challenge: 'always', ...declined('generic_decline') },
  ],
  [
    'chargeCustomerFail',
    '4000000000000341',
    'visa',
    { failsWhenCharged: true, ...declined('generic_decline') },
  ],
  ['createDispute', '4000000000000259', 'visa', { dispute: 'fraudulent' }],
  ['createDisputeInquiry', '4000000000001976', 'visa', { dispute: 'inquiry' }],
  ['pendingRefund', '4000000000007726', 'visa', { refunds: 'pending' }],
  ['refundFail', '4000000000005126', 'visa', { refunds: 'fail' }],
  // Not among Stripe's own: a payment whose end is not known at once.
  ['slow', '4000009900000012', 'visa', { isSlow: true }],
]

export const cards: readonly CardBehaviour[] = rows.map(([name, number, brand, behaviour = {}]) => ({
  name,
  number,
  brand,
  ...behaviour,
}))

const visa = cards[0]!

export const cardNamed = (name: string): CardBehaviour | undefined => cards.find((card) => card.name === name)

/** Any other number that is one is an ordinary card. */
export const cardNumbered = (number: string): CardBehaviour =>
  cards.find((card) => card.number === number) ?? { ...visa, number }
