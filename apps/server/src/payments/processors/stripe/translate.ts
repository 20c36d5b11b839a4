import type { Minor } from '@flint/money'
import type Stripe from 'stripe'
import { type Instant, hourMs, minuteMs, plusMs } from '../../../platform/clock/clock.ts'
import { declineOf } from '../../declines.ts'
import type { CardBrand, CardSummary, DeclineCode, RiskAssessment } from '../../payment.ts'
import type {
  Assessed,
  BrowserAction,
  CaptureAnswer,
  ProcessorAnswer,
  RefundAnswer,
  RefundFailureReason,
  SetUpAnswer,
} from '../processor.ts'
import { fromStripeAmount, fromStripeCurrency } from './amounts.ts'
import { declineCodeOf } from './decline-codes.ts'

/** As asked for in full with every payment. */
export const expandedIntent = ['latest_charge', 'payment_method']

type Intent = Stripe.PaymentIntent
type Method = Stripe.PaymentMethod

const brands: Readonly<Record<string, CardBrand>> = {
  amex: 'amex',
  cartes_bancaires: 'visa',
  diners: 'diners',
  discover: 'discover',
  eftpos_au: 'visa',
  jcb: 'jcb',
  mastercard: 'mastercard',
  unionpay: 'unionpay',
  visa: 'visa',
}

type StripeCard = {
  brand: string | null
  last4: string | null
  exp_month: number
  exp_year: number
  fingerprint?: string | null
}

/** Null for a card whose network we have no word for. */
export const cardOf = (card: StripeCard | null | undefined): CardSummary | null => {
  const brand = card?.brand && Object.hasOwn(brands, card.brand) ? brands[card.brand] : undefined
  if (!card || !brand || !card.last4) return null
  return {
    brand,
    last4: card.last4,
    expMonth: card.exp_month,
    expYear: card.exp_year,
    fingerprint: card.fingerprint ?? '',
  }
}

const expanded = <T extends { id: string }>(value: string | T | null | undefined): T | null =>
  value && typeof value === 'object' ? value : null
const idOf = (value: string | { id: string } | null | undefined): string | null =>
  typeof value === 'string' ? value : (value?.id ?? null)

/** The lowest score of each level, for accounts that are told the level only. Source: docs.stripe.com/radar/risk-evaluation. */
const lowestScores = { normal: 0, elevated: 65, highest: 75 } as const

export const riskOf = (charge: Stripe.Charge | null): Pick<RiskAssessment, 'level' | 'score'> | null => {
  const { risk_level: level, risk_score: score } = charge?.outcome ?? {}
  if (level !== 'normal' && level !== 'elevated' && level !== 'highest') return null
  return { level, score: score ?? lowestScores[level] }
}

const assessed = (card: CardSummary | null, risk: Assessed['risk']): Assessed => ({
  ...(card ? { card } : {}),
  ...(risk ? { risk } : {}),
})

const cardOfIntent = (intent: Intent, failed: Method | null | undefined): CardSummary | null => {
  const charge = expanded<Stripe.Charge>(intent.latest_charge)
  return (
    cardOf(charge?.payment_method_details?.card as StripeCard | undefined) ??
    cardOf(expanded<Method>(intent.payment_method)?.card) ??
    cardOf(failed?.card)
  )
}

const declined = (reference: string, code: DeclineCode, more: Assessed = {}): ProcessorAnswer => ({
  outcome: 'declined',
  reference,
  code,
  message: declineOf(code, { card: null }).message,
  ...more,
})

export const declinedWithoutTrace = (reference: string, code: DeclineCode = 'processing_error') =>
  declined(reference, code)

/** Such a payment could still be confirmed by whoever holds its secret: it must be canceled before it counts as declined. */
export const isLeftOpen = ({ status }: Pick<Intent, 'status'>): boolean =>
  status === 'requires_payment_method' || status === 'requires_confirmation'

/** A payment as Stripe shows it, with `expandedIntent`. Source: docs.stripe.com/payments/paymentintents/lifecycle. */
export const answerOfIntent = (
  intent: Intent,
  { now, isSaved }: { now: Instant; isSaved: boolean },
): ProcessorAnswer => {
  const reference = intent.id
  const charge = expanded<Stripe.Charge>(intent.latest_charge)
  const error = intent.last_payment_error
  const more = assessed(cardOfIntent(intent, error?.payment_method), riskOf(charge))
  const savedToken = isSaved ? idOf(intent.payment_method) : null
  const saved = savedToken ? { savedToken } : {}
  switch (intent.status) {
    case 'succeeded':
      return { outcome: 'succeeded', reference, ...partOf(intent), ...more, ...saved }
    case 'requires_capture':
      return { outcome: 'authorized', reference, ...more, ...saved }
    case 'requires_action':
      return { outcome: 'requires_action', reference }
    case 'requires_payment_method':
    case 'requires_confirmation':
    case 'canceled':
      return declined(reference, reasonOf(error, charge), more)
    default:
      return { outcome: 'unknown', reference, askAgainAt: plusMs(now, pollingMs(intent)) }
  }
}

/** A hold of which somebody captured a part, in Stripe's dashboard for instance. */
const partOf = ({ amount, amount_received: received, currency }: Intent): { captured?: Minor } => {
  const captured = received < amount ? fromStripeAmount(received, fromStripeCurrency(currency)) : null
  return captured === null ? {} : { captured }
}

/** A card's end is a matter of seconds, a bank debit's of days; news come by themselves in between. */
const pollingMs = ({ payment_method_types: types }: Intent) =>
  types.every((type) => type === 'card') ? minuteMs : 6 * hourMs

/** A payment that was given up without an error was left by its buyer. */
const reasonOf = (
  error: { code?: string; decline_code?: string } | null,
  charge: Stripe.Charge | null,
): DeclineCode => {
  if (charge?.outcome?.type === 'blocked') return 'payment_blocked'
  return error ? declineCodeOf(error) : 'payment_not_completed'
}

/** What a 402 says: there is a payment at Stripe, or there never was one. */
export const answerOfDecline = (error: Stripe.errors.StripeError, chargeId: string): ProcessorAnswer => {
  const intent = error.payment_intent
  const charge = intent ? expanded<Stripe.Charge>(intent.latest_charge) : null
  const card = intent ? cardOfIntent(intent, error.payment_method) : cardOf(error.payment_method?.card)
  return declined(
    intent?.id ?? error.charge ?? chargeId,
    reasonOf(error, charge),
    assessed(card, riskOf(charge)),
  )
}

/** What a payment that was to be captured has become; null while it still waits. */
export const captureAnswerOf = (intent: Intent, amount: number): CaptureAnswer | null => {
  if (intent.status === 'requires_capture') return null
  if (intent.status === 'succeeded')
    return intent.amount_received === amount
      ? { outcome: 'captured' }
      : { outcome: 'failed', message: 'Another amount was captured at the processor.' }
  if (intent.status === 'canceled')
    return { outcome: 'failed', message: 'The hold has lapsed, or was released at the processor.' }
  return { outcome: 'failed', message: 'There is nothing to capture.' }
}

/** Source: docs.stripe.com/api/refunds/object, `failure_reason`. */
const refundFailures: Readonly<Record<string, RefundFailureReason>> = {
  charge_for_pending_refund_disputed: 'payment_disputed',
  declined: 'declined',
  expired_or_canceled_card: 'expired_or_canceled_card',
  insufficient_funds: 'insufficient_funds',
  lost_or_stolen_card: 'lost_or_stolen_card',
  merchant_request: 'merchant_request',
}

export const answerOfRefund = (refund: Stripe.Refund): RefundAnswer => {
  if (refund.status === 'succeeded') return { outcome: 'succeeded' }
  if (refund.status === 'failed')
    return { outcome: 'failed', reason: refundFailures[refund.failure_reason ?? ''] ?? 'refund_failed' }
  if (refund.status === 'canceled') return { outcome: 'failed', reason: 'merchant_request' }
  return { outcome: 'pending' }
}

/** What a refusal of a refund means. */
export const refusedRefundReason = (code: string | null): RefundFailureReason => {
  if (code === 'charge_disputed' || code === 'refund_disputed_payment') return 'payment_disputed'
  if (code === 'balance_insufficient' || code === 'insufficient_funds')
    return 'insufficient_available_balance'
  if (code === 'charge_already_refunded') return 'payment_refund_not_attempted'
  return 'refund_failed'
}

const declinedSetUp = (code: DeclineCode): SetUpAnswer => ({
  outcome: 'declined',
  code,
  message: declineOf(code, { card: null }).message,
})

export const answerOfSetUp = (intent: Stripe.SetupIntent, isOffSession: boolean): SetUpAnswer => {
  switch (intent.status) {
    case 'succeeded': {
      const card = cardOf(expanded<Method>(intent.payment_method)?.card)
      const savedToken = idOf(intent.payment_method)
      return { outcome: 'succeeded', ...(card ? { card } : {}), ...(savedToken ? { savedToken } : {}) }
    }
    case 'requires_action':
      return isOffSession
        ? declinedSetUp('authentication_required')
        : { outcome: 'requires_action', reference: intent.id }
    case 'requires_payment_method':
    case 'requires_confirmation':
    case 'canceled':
      return declinedSetUp(reasonOf(intent.last_setup_error, null))
    default:
      return { outcome: 'unknown' }
  }
}

export const answerOfDeclinedSetUp = (error: Stripe.errors.StripeError): SetUpAnswer =>
  declinedSetUp(declineCodeOf(error))
export const refusedSetUp = (code: DeclineCode): SetUpAnswer => declinedSetUp(code)

/** What a page needs while its buyer is asked something. The secret goes to the buyer, and is kept nowhere. */
export const browserActionOf = (
  intent: Pick<Intent, 'status' | 'client_secret'>,
  publishableKey: string,
  account: string | null,
): BrowserAction | null =>
  intent.status === 'requires_action' && intent.client_secret
    ? { publishableKey, clientSecret: intent.client_secret, account }
    : null
