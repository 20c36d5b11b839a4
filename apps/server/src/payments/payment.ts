import type { declineCodes } from './decline-codes.ts'
import type { Minor } from '@flint/money'
import type { CardToKeep } from '../payment-methods/index.ts'
import type { Metadata } from '../platform/http/metadata.ts'
import type { Instant } from '../platform/clock/clock.ts'

/** Where the payment began; an order carries the same word. Source: contract, flint-commerce 4.1. */
export type Origin = 'virtual_terminal' | 'payment_link' | 'checkout' | 'api' | 'subscription' | 'flowlix'

/** Source: contract, flint-commerce 6.3. */
export type PaymentIntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled'
  | 'expired'

export type CardBrand = 'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay'

/** What is shown of a card. The number and the security code are never part of any type that is stored. */
export type CardSummary = {
  brand: CardBrand
  last4: string
  expMonth: number
  expYear: number
  fingerprint: string
}

/** What is shown of a bank account. Its number is never part of any type that is stored. */
export type BankAccountSummary = {
  bankName: string
  last4: string
  accountType: 'checking' | 'savings'
  fingerprint: string
}

/** A payment is made with one of these; both are null before the first try. */
export type PaidWith = { card: CardSummary | null; bankAccount?: BankAccountSummary | null }

/** Source: contract, flint-commerce 6.1. */
export type PaymentOption = 'card' | 'apple_pay' | 'google_pay' | 'affirm' | 'ach_debit'

/** How likely a payment is not the cardholder's, and what came of it. Source: contract, flint-commerce 6.1, `risk`. */
export type RiskAssessment = {
  level: 'normal' | 'elevated' | 'highest'
  outcome: 'authorized' | 'blocked' | 'issuer_declined' | null
  /** 0 to 100, more is riskier. */
  score: number
  evaluatedAt: Instant
}

export type PaymentError = {
  code: DeclineCode
  message: string
  failedAt: Instant
  retryable: boolean
  nextSteps: string
}

/** Closed list. Source: contract, flint-platform 6.4. */
export type DeclineCode = (typeof declineCodes)[number]

/** What a cardholder's bank makes of a payment. Source: contract, flint-commerce 12. */
export type DisputeStatus =
  | 'warning_needs_response'
  | 'warning_under_review'
  | 'warning_closed'
  | 'needs_response'
  | 'under_review'
  | 'won'
  | 'lost'
  | 'prevented'

/** What the buyer must do before a payment can go on. Source: contract, flint-commerce 5.5. */
export type PaymentAction = { actionId: string; url: string; expiresAt: Instant }

/**
 * capture: take this much of a hold. void: give a hold back, or keep a payment that waits for its buyer from going
 * on; `becomes` is what the payment is then. Only one at a time. `isByTime`: nobody asked for it but the clock.
 */
export type PendingCommand =
  { kind: 'capture'; amount: Minor } | { kind: 'void'; becomes: VoidedAs; isByTime: boolean }
export type VoidedAs =
  | { status: 'canceled' | 'expired'; reason: string }
  | { status: 'failed'; code: 'payment_action_expired' | 'payment_not_completed' }

/** The plan to collect one amount. Amounts in minor units of `currency`. Source: contract, flint-commerce 6.1. */
export type PaymentIntent = {
  environmentId: string
  paymentIntentId: string
  merchantId: string
  orderId: string | null
  customerId: string | null
  currency: string
  amount: Minor
  tip: Minor
  status: PaymentIntentStatus
  captureMethod: 'automatic' | 'manual'
  paymentOptions: string[]
  /**
   * order: a leg made by the order route. pay: the leg that a one-shot pay made, used again by the next one after
   * a decline. api_order: made with `order_id` on the standalone route. standalone: no order.
   */
  ownership: 'order' | 'pay' | 'api_order' | 'standalone'
  /** The caller fixed the amount (a split leg); otherwise it follows the order's balance until confirmed. */
  isAmountFixed: boolean
  origin: Origin
  paymentFlow:
    | 'checkout'
    | 'payment_link'
    | 'invoice'
    | 'subscription_initial'
    | 'subscription_renewal'
    | 'virtual_terminal'
    | 'api'
  card: CardSummary | null
  bankAccount: BankAccountSummary | null
  authorized: Minor
  authorizedAt: Instant | null
  authorizationExpiresAt: Instant | null
  captured: Minor
  capturedAt: Instant | null
  released: Minor
  refunded: Minor
  refundedTip: Minor
  /** Of the dispute about it; absent while there was none. */
  disputeStatus?: DisputeStatus
  fee: Minor | null
  lastError: PaymentError | null
  /** Of the last try; null while nobody has assessed one, as for bank debits. */
  risk: RiskAssessment | null
  action: PaymentAction | null
  /** The processor's name for this payment, and what it needs to go on (never card data). */
  processor: string | null
  processorReference: string | null
  /** The processor's name for what is paid with, good for one payment or kept; absent where it needs none. */
  processorToken?: string | null
  /** How often a remote processor gave no answer to what is asked of it now; absent in process. */
  unanswered?: number
  /** What a remote processor is asked to do with the money: recorded before it is asked, gone once it has answered. */
  pendingCommand?: PendingCommand | null
  /** The processor attempt that runs now: our idempotency key towards it. */
  chargeId: string | null
  chargeStartedAt: Instant | null
  /** What the buyer did with the challenge of this attempt. */
  challenge: 'completed' | 'failed' | null
  testCard: string | null
  /** The saved card that it was paid with, or that was kept from it. */
  paymentMethodId: string | null
  /** The try that runs goes without the buyer: nobody is there to answer a challenge. */
  isOffSession: boolean
  /** The buyer asked that the card be kept once the payment is through; what they agreed to. */
  cardToSave: Pick<CardToKeep, 'usage' | 'savedWith'> | null
  cancellationReason: string | null
  receiptEmail: string | null
  returnUrl: string | null
  /** How long the buyer has for the bank's challenge, where it is not the usual time. */
  challengeMs?: number
  transactionPurpose: string | null
  externalReferenceId: string | null
  metadata: Metadata
  version: number
  createdAt: Instant
  updatedAt: Instant
}

/** Source: contract, flint-commerce 5.3. */
export type OrderPaymentAttemptStatus =
  | 'processing'
  | 'requires_action'
  | 'requires_capture'
  | 'partially_succeeded'
  | 'requires_retry'
  | 'finalizing'
  | 'succeeded'
  | 'failed'
  | 'expired'
  | 'canceled'

/** One try to collect money for an order, over one or several legs. */
export type OrderPaymentAttempt = {
  environmentId: string
  attemptId: string
  orderId: string
  status: OrderPaymentAttemptStatus
  expectedOutstanding: Minor
  currency: string
  /** Legs in the order in which they were given. */
  paymentIntentIds: string[]
  failureCode: string | null
  failureMessage: string | null
  /** The checkout session through which the buyer pays, if any. */
  checkoutSessionId: string | null
  startedAt: Instant
  completedAt: Instant | null
}
