import type { Minor } from '@flint/money'
import type { Instant } from '../../platform/clock/clock.ts'
import type { BankAccountSummary, CardSummary, DeclineCode, RiskAssessment } from '../payment.ts'

/**
 * Who is asked to move money. One folder each. It answers in process, so that the decision and its record are one
 * transaction. An answer that did not come is `unknown`, never a decline: the payment stays processing and the
 * worker asks again with `lookUp`.
 * All amounts are minor units of `currency`.
 */
export type Processor = {
  name: string
  authorize(request: AuthorizeRequest): ProcessorAnswer
  /** Called after the buyer finished, failed or left the challenge, and by the worker for an unknown result. */
  lookUp(request: LookUpRequest): ProcessorAnswer
  capture(request: { reference: string; chargeId: string; amount: Minor; currency: string }): CaptureAnswer
  void(request: { reference: string; chargeId: string }): VoidAnswer
  /** Asks the bank whether a card may be kept, without taking money. Called again after the buyer's challenge. */
  setUp(request: SetUpRequest): SetUpAnswer
  refund(request: RefundRequest): RefundAnswer
  lookUpRefund(request: RefundRequest): RefundAnswer
}

/** What is paid with: a token's stored part. `testCard` names the simulator's behaviour, never a number. */
export type PaymentSource = CardSource | BankAccountSource
export type CardSource = {
  card: CardSummary
  bankAccount?: null
  testCard: string | null
  processorToken: string | null
  /** Where it is a saved card. */
  paymentMethodId?: string | null
  /** The buyer is not there. */
  isOffSession?: boolean
}
export type BankAccountSource = Omit<CardSource, 'card' | 'bankAccount'> & {
  card: null
  bankAccount: BankAccountSummary
}

export type AuthorizeRequest = {
  /** Our attempt id: the processor's idempotency key. */
  chargeId: string
  amount: Minor
  currency: string
  capture: 'automatic' | 'manual'
  source: PaymentSource
  isOffSession: boolean
  now: Instant
}

export type LookUpRequest = AuthorizeRequest & {
  reference: string | null
  startedAt: Instant
  /** What the buyer did with the challenge, when there was one. */
  challenge: 'completed' | 'failed' | null
}

/** What the processor thinks of a payment. Left out where it does not say. */
export type Assessed = { risk?: Pick<RiskAssessment, 'level' | 'score'> | null }

export type ProcessorAnswer =
  | ({ outcome: 'succeeded'; reference: string } & Assessed)
  | ({ outcome: 'authorized'; reference: string } & Assessed)
  | ({ outcome: 'declined'; reference: string; code: DeclineCode; message: string } & Assessed)
  | { outcome: 'requires_action'; reference: string }
  /** No final answer yet: ask again no sooner than `askAgainAt`. */
  | { outcome: 'unknown'; reference: string | null; askAgainAt: Instant }

export type SetUpRequest = {
  /** Our name for this try: the processor's idempotency key. */
  setUpId: string
  source: CardSource
  /** What the buyer did with the challenge, when there was one. */
  challenge: 'completed' | 'failed' | null
}

export type SetUpAnswer =
  | { outcome: 'succeeded' }
  | { outcome: 'declined'; code: DeclineCode; message: string }
  | { outcome: 'requires_action' }

export type CaptureAnswer =
  { outcome: 'captured' } | { outcome: 'failed'; message: string } | { outcome: 'unknown' }
export type VoidAnswer =
  { outcome: 'voided' } | { outcome: 'failed'; message: string } | { outcome: 'unknown' }
export type RefundRequest = {
  refundId: string
  reference: string
  amount: Minor
  currency: string
  testCard: string | null
}
export type RefundAnswer =
  | { outcome: 'succeeded' }
  | { outcome: 'failed'; reason: RefundFailureReason }
  | { outcome: 'pending'; askAgainAt?: Instant }
  | { outcome: 'unknown' }

/** Source: contract, flint-commerce 10.3. */
export type RefundFailureReason =
  | 'expired_or_canceled_card'
  | 'lost_or_stolen_card'
  | 'insufficient_funds'
  | 'insufficient_available_balance'
  | 'declined'
  | 'merchant_request'
  | 'payment_disputed'
  | 'payment_refund_failed'
  | 'payment_refund_not_attempted'
  | 'refund_failed'
