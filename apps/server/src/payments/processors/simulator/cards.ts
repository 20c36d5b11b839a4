import type { CardBrand, DeclineCode } from '../../payment.ts'
import { LATE_RESULT_MS, type TestBehaviour } from './behaviour.ts'

export type TestCard = TestBehaviour & {
  number: string
  brand: CardBrand
  /** Reusable test tokens that stand for this card. */
  tokens: readonly string[]
}

type CardRow = [name: string, number: string, brand: CardBrand, tokens: string[], summary: string]
type Behaviour = Partial<
  Pick<
    TestBehaviour,
    'result' | 'isChallenged' | 'offSession' | 'resultAfterMs' | 'refund' | 'risk' | 'dispute'
  >
>

const card = ([name, number, brand, tokens, summary]: CardRow, behaviour: Behaviour = {}): TestCard => ({
  name,
  number,
  brand,
  tokens,
  summary,
  result: 'succeeds',
  isChallenged: false,
  offSession: 'as_result',
  resultAfterMs: 0,
  refund: 'succeeds',
  risk: 'normal',
  dispute: null,
  ...behaviour,
})

/** Declines have two token spellings in public use, with and without the network; both are taken. */
const declineCard = (
  name: string,
  number: string,
  code: DeclineCode,
  token: string,
  alias: string,
): TestCard =>
  card(
    [
      name,
      number,
      'visa',
      [`tok_${token}`, `tok_visa_${token}`, `tok_declined_${alias}`],
      `Declined: ${code}.`,
    ],
    { result: code },
  )

/** A card whose bank insists on the buyer, so that it cannot be charged without one. */
const challengeCard = (row: CardRow, result: TestCard['result'] = 'succeeds'): TestCard =>
  card(row, { isChallenged: true, offSession: 'authentication_required', result })

/**
 * Every documented test card. The numbers are the processor's public ones, so that tests written against it
 * pass unchanged; the two late cards are our own.
 * Source: contract, flint-platform 25.
 */
export const testCards: readonly TestCard[] = [
  // The first row of each brand is what an undocumented number of that brand behaves like.
  card(['visa', '4242424242424242', 'visa', ['tok_visa'], 'Succeeds.']),
  card(['mastercard', '5555555555554444', 'mastercard', ['tok_mastercard'], 'Succeeds.']),
  card(['amex', '378282246310005', 'amex', ['tok_amex'], 'Succeeds.']),
  card(['discover', '6011111111111117', 'discover', ['tok_discover'], 'Succeeds.']),
  card(['diners', '3056930009020004', 'diners', ['tok_diners'], 'Succeeds.']),
  card(['jcb', '3566002020360505', 'jcb', ['tok_jcb'], 'Succeeds.']),
  card(['unionpay', '6200000000000005', 'unionpay', ['tok_unionpay'], 'Succeeds.']),

  card(['visa_debit', '4000056655665556', 'visa', ['tok_visa_debit'], 'Debit card. Succeeds.']),
  card([
    'mastercard_2_series',
    '2223003122003222',
    'mastercard',
    ['tok_mastercard_2_series'],
    'Number from 2. Succeeds.',
  ]),
  card([
    'mastercard_debit',
    '5200828282828210',
    'mastercard',
    ['tok_mastercard_debit'],
    'Debit card. Succeeds.',
  ]),
  card([
    'mastercard_prepaid',
    '5105105105105100',
    'mastercard',
    ['tok_mastercard_prepaid'],
    'Prepaid card. Succeeds.',
  ]),
  card(['amex_2', '371449635398431', 'amex', ['tok_amex_2'], 'Succeeds.']),
  card(['discover_2', '6011000990139424', 'discover', ['tok_discover_2'], 'Succeeds.']),
  card(['discover_debit', '6011981111111113', 'discover', ['tok_discover_debit'], 'Debit card. Succeeds.']),
  card(['diners_14_digits', '36227206271667', 'diners', ['tok_diners_14_digits'], '14 digits. Succeeds.']),
  card(['unionpay_debit', '6200000000000047', 'unionpay', ['tok_unionpay_debit'], 'Debit card. Succeeds.']),
  card([
    'unionpay_19_digits',
    '6205500000000000004',
    'unionpay',
    ['tok_unionpay_19_digits'],
    '19 digits. Succeeds.',
  ]),
  card(['bypass_pending', '4000000000000077', 'visa', ['tok_bypassPending'], 'Succeeds.']),

  declineCard('card_declined', '4000000000000002', 'card_declined', 'chargeDeclined', 'card_declined'),
  declineCard(
    'insufficient_funds',
    '4000000000009995',
    'insufficient_funds',
    'chargeDeclinedInsufficientFunds',
    'insufficient_funds',
  ),
  declineCard('lost_card', '4000000000009987', 'card_declined', 'chargeDeclinedLostCard', 'lost_card'),
  declineCard('stolen_card', '4000000000009979', 'card_declined', 'chargeDeclinedStolenCard', 'stolen_card'),
  declineCard(
    'expired_card',
    '4000000000000069',
    'expired_card',
    'chargeDeclinedExpiredCard',
    'expired_card',
  ),
  declineCard(
    'incorrect_cvc',
    '4000000000000127',
    'incorrect_cvc',
    'chargeDeclinedIncorrectCvc',
    'incorrect_cvc',
  ),
  declineCard(
    'processing_error',
    '4000000000000119',
    'processing_error',
    'chargeDeclinedProcessingError',
    'processing_error',
  ),
  declineCard(
    'velocity_limit',
    '4000000000006975',
    'card_declined',
    'chargeDeclinedVelocityLimitExceeded',
    'velocity_limit',
  ),
  card(
    [
      'saves_then_declines',
      '4000000000000341',
      'visa',
      ['tok_chargeCustomerFail'],
      'Can be saved; declined when charged later.',
    ],
    { offSession: 'card_declined' },
  ),
  card(['blocked', '4100000000000019', 'visa', ['tok_radarBlock'], 'Blocked as too risky.'], {
    result: 'payment_blocked',
    risk: 'highest',
  }),
  card(
    [
      'elevated_risk',
      '4000000000009235',
      'visa',
      ['tok_riskLevelElevated'],
      'Succeeds. Its risk is elevated.',
    ],
    { risk: 'elevated' },
  ),

  card(
    [
      'three_ds_unless_set_up',
      '4000002500003155',
      'visa',
      ['tok_authenticationRequiredOnSetup'],
      'Challenge; succeeds later without the buyer.',
    ],
    { isChallenged: true },
  ),
  card(
    [
      'three_ds_already_set_up',
      '4000003800000446',
      'visa',
      ['tok_authenticationRequiredSetupForOffSession'],
      'Challenge; succeeds without the buyer.',
    ],
    { isChallenged: true },
  ),
  challengeCard([
    'three_ds_always',
    '4000002760003184',
    'visa',
    ['tok_authenticationRequired'],
    'Challenge, every time.',
  ]),
  challengeCard([
    'three_ds_required',
    '4000000000003220',
    'visa',
    ['tok_threeDSecureRequired'],
    'Challenge, then succeeds.',
  ]),
  challengeCard(
    [
      'three_ds_then_declined',
      '4000008400001629',
      'visa',
      ['tok_threeDSecureRequiredChargeDeclined'],
      'Challenge, then declined: card_declined.',
    ],
    'card_declined',
  ),
  challengeCard(
    [
      'three_ds_then_insufficient_funds',
      '4000008260003178',
      'visa',
      ['tok_authenticationRequiredChargeDeclinedInsufficientFunds'],
      'Challenge, then declined: insufficient_funds.',
    ],
    'insufficient_funds',
  ),
  challengeCard(
    [
      'three_ds_then_error',
      '4000008400001280',
      'visa',
      ['tok_threeDSecureRequiredProcessingError'],
      'Challenge, then declined: processing_error.',
    ],
    'processing_error',
  ),
  card([
    'three_ds_optional',
    '4000000000003055',
    'visa',
    ['tok_threeDSecureOptional'],
    'Challenge possible, not asked for. Succeeds.',
  ]),

  card(
    [
      'late_success',
      '4000009900000012',
      'visa',
      ['tok_lateSuccess'],
      'Processing for five seconds, then succeeds.',
    ],
    {
      resultAfterMs: LATE_RESULT_MS,
    },
  ),
  card(
    [
      'late_decline',
      '4000009900000020',
      'visa',
      ['tok_lateDecline'],
      'Processing for five seconds, then declined: card_declined.',
    ],
    { resultAfterMs: LATE_RESULT_MS, result: 'card_declined' },
  ),

  card(
    [
      'refund_succeeds_later',
      '4000000000007726',
      'visa',
      ['tok_pendingRefund'],
      'Succeeds. Its refunds stay pending before they succeed.',
    ],
    {
      refund: 'succeeds_later',
    },
  ),
  card(
    [
      'refund_fails_later',
      '4000000000005126',
      'visa',
      ['tok_refundFail'],
      'Succeeds. Its refunds stay pending before they fail.',
    ],
    {
      refund: 'fails_later',
    },
  ),

  card(
    [
      'dispute_fraudulent',
      '4000000000000259',
      'visa',
      ['tok_createDispute'],
      'Succeeds, then disputed as fraudulent.',
    ],
    {
      dispute: 'fraudulent',
    },
  ),
  card(
    [
      'dispute_not_received',
      '4000000000002685',
      'visa',
      ['tok_createDisputeProductNotReceived'],
      'Succeeds, then disputed as not received.',
    ],
    { dispute: 'product_not_received' },
  ),
  card(
    [
      'dispute_inquiry',
      '4000000000001976',
      'visa',
      ['tok_createDisputeInquiry'],
      'Succeeds, then an inquiry.',
    ],
    {
      dispute: 'inquiry',
    },
  ),
]
