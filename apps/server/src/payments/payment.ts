import type { Minor } from '@flint/money'
import type { Metadata } from '../platform/http/metadata.ts'
import type { Instant } from '../platform/clock/clock.ts'

/** Where the payment began; an order carries the same word. Source: contract, flint-commerce 4.1. */
export type Origin = 'virtual_terminal' | 'payment_link' | 'checkout' | 'api' | 'subscription'

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

export type PaymentError = {
  code: DeclineCode
  message: string
  failedAt: Instant
  retryable: boolean
  nextSteps: string
}

/** Closed list. Source: contract, flint-platform 6.4. */
export type DeclineCode =
  | 'card_declined'
  | 'insufficient_funds'
  | 'expired_card'
  | 'incorrect_cvc'
  | 'processing_error'
  | 'authentication_required'
  | 'payment_blocked'
  | 'payment_method_unavailable'
  | 'payment_method_declined'
  | 'payment_method_temporarily_unavailable'
  | 'payment_not_completed'
  | 'payment_action_expired'
  | 'payment_failed'
  | 'bank_account_closed'
  | 'bank_account_not_found'
  | 'bank_debit_not_authorized'
  | 'bank_account_restricted'
  | 'bank_debit_limit_exceeded'

/** What the buyer must do before a payment can go on. Source: contract, flint-commerce 5.5. */
export type PaymentAction = { actionId: string; url: string; expiresAt: Instant }

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
  authorized: Minor
  authorizedAt: Instant | null
  authorizationExpiresAt: Instant | null
  captured: Minor
  capturedAt: Instant | null
  released: Minor
  refunded: Minor
  refundedTip: Minor
  fee: Minor | null
  lastError: PaymentError | null
  action: PaymentAction | null
  /** The processor's name for this payment, and what it needs to go on (never card data). */
  processor: string | null
  processorReference: string | null
  /** The processor attempt that runs now: our idempotency key towards it. */
  chargeId: string | null
  chargeStartedAt: Instant | null
  /** What the buyer did with the challenge of this attempt. */
  challenge: 'completed' | 'failed' | null
  testCard: string | null
  cancellationReason: string | null
  receiptEmail: string | null
  returnUrl: string | null
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
