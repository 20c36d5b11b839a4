import type { Minor } from '@flint/money'
import type { Instant } from '../../platform/clock/clock.ts'
import type { BankAccountSummary, CardSummary, DeclineCode, RiskAssessment } from '../payment.ts'

/**
 * What a processor is asked. An answer that did not come is `unknown`, never a decline: the payment stays processing and
 * the worker asks again with `lookUp`. All amounts are minor units of `currency`.
 */
export type ProcessorCalls = {
  authorize(request: AuthorizeRequest): ProcessorAnswer
  /**
   * Called after the buyer finished, failed or left the challenge, and by the worker for an unknown result. Without a
   * `reference` nobody knows whether the processor ever heard of this try: it is told of it again, under the same
   * `chargeId`, so that a call that is still on its way and this one charge once.
   */
  lookUp(request: LookUpRequest): ProcessorAnswer
  /** Repeated with the same request it takes nothing twice, and answers as before; so also `void` and `refund`. */
  capture(request: CaptureRequest): CaptureAnswer
  /** Gives a hold back, or keeps a payment that waits for its buyer from going on. Voided is also what has ended without taking money. */
  void(request: VoidRequest): VoidAnswer
  /** Asks the bank whether a card may be kept, without taking money. Called again after the buyer's challenge. */
  setUp(request: SetUpRequest): SetUpAnswer
  refund(request: RefundRequest): RefundAnswer
  /** Looks for it first, however long ago it was asked for: only what is not there is asked for again. */
  lookUpRefund(request: RefundRequest): RefundAnswer
}

/** Answers in process, so that the decision and its record are one transaction. */
export type InProcessProcessor = { name: string; isRemote: false } & ProcessorCalls

/**
 * Is reached over the network: what will be asked is recorded and committed, then it is asked outside any transaction,
 * then the answer is recorded. A call that fails or times out answers `unknown`; it never rejects.
 */
export type RemoteProcessor = { name: string; isRemote: true } & {
  [Name in keyof ProcessorCalls]: (
    request: Parameters<ProcessorCalls[Name]>[0],
  ) => Promise<ReturnType<ProcessorCalls[Name]>>
} & {
  /**
   * What a buyer's browser needs to go on with a payment or a set-up that waits for them. Null when nothing waits.
   *
   * @throws SERVICE_UNAVAILABLE when the processor gives no answer.
   */
  browserAction(request: { whose: ChargedFor; reference: string }): Promise<BrowserAction | null>
}

/** Who may be asked to move money. One folder each. */
export type Processor = InProcessProcessor | RemoteProcessor

/** For the processor's own script on our page. */
export type BrowserAction = { publishableKey: string; clientSecret: string; account: string | null }

/** Whose money moves; a remote processor keeps it beside the payment, so that either side can be found from the other. */
export type ChargedFor = {
  environmentId: string
  merchantId: string
  /** The merchant's own account at the processor, where each has one. */
  processorAccountId: string | null
}

/** What is paid with: a token's stored part. `testCard` names the simulator's behaviour, never a number. */
export type PaymentSource = CardSource | BankAccountSource | ProcessorSource
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
/** What the processor's own form has made of a card: we learn which card it is from the answer. */
export type ProcessorSource = Omit<CardSource, 'card' | 'bankAccount'> & {
  card: null
  bankAccount?: null
  processorToken: string
}

export type AuthorizeRequest = {
  whose: ChargedFor
  paymentIntentId: string
  orderId: string | null
  /** Our attempt id: the processor's idempotency key. */
  chargeId: string
  amount: Minor
  currency: string
  capture: 'automatic' | 'manual'
  source: PaymentSource
  isOffSession: boolean
  /** The card shall be kept for later payments: the answer names it in `savedToken`. */
  cardToSave: 'on_session' | 'off_session' | null
  /** Where the processor sends a buyer who had to leave our page. */
  returnUrl: string
  now: Instant
}

export type LookUpRequest = AuthorizeRequest & {
  reference: string | null
  startedAt: Instant
  /** What the buyer did with the challenge, when there was one. */
  challenge: 'completed' | 'failed' | null
}

/** What the processor thinks of a payment. Left out where it does not say. */
export type Assessed = {
  risk?: Pick<RiskAssessment, 'level' | 'score'> | null
  /** Which card it was, where only the processor knew. */
  card?: CardSummary
  /** The processor's name for the card that it keeps, when it was asked to. */
  savedToken?: string
}

export type ProcessorAnswer =
  /** `captured`: where it is only a part, since somebody captured that much of a hold at the processor. */
  | ({ outcome: 'succeeded'; reference: string; captured?: Minor } & Assessed)
  | ({ outcome: 'authorized'; reference: string } & Assessed)
  | ({ outcome: 'declined'; reference: string; code: DeclineCode; message: string } & Assessed)
  | { outcome: 'requires_action'; reference: string }
  /** No final answer yet: ask again no sooner than `askAgainAt`. */
  | { outcome: 'unknown'; reference: string | null; askAgainAt: Instant }

export type CaptureRequest = {
  whose: ChargedFor
  reference: string
  chargeId: string
  amount: Minor
  currency: string
}
export type VoidRequest = Omit<CaptureRequest, 'amount' | 'currency'>

export type SetUpRequest = {
  whose: ChargedFor
  /** Our name for this try: the processor's idempotency key. */
  setUpId: string
  source: CardSource | ProcessorSource
  /** The processor's name for it, once it has answered. */
  reference: string | null
  isOffSession: boolean
  returnUrl: string
  /** What the buyer did with the challenge, when there was one. */
  challenge: 'completed' | 'failed' | null
}

export type SetUpAnswer =
  | { outcome: 'succeeded'; card?: CardSummary; savedToken?: string }
  | { outcome: 'declined'; code: DeclineCode; message: string }
  | { outcome: 'requires_action'; reference?: string }
  | { outcome: 'unknown' }

export type CaptureAnswer =
  { outcome: 'captured' } | { outcome: 'failed'; message: string } | { outcome: 'unknown' }
export type VoidAnswer =
  { outcome: 'voided' } | { outcome: 'failed'; message: string } | { outcome: 'unknown' }
export type RefundRequest = {
  whose: ChargedFor
  refundId: string
  paymentIntentId: string
  reference: string
  amount: Minor
  currency: string
  testCard: string | null
  /** The processor had it before us: it is never asked for. */
  isMadeThere?: true
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
