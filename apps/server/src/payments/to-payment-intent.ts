import type { Minor } from '@flint/money'
import type { Context } from '../platform/context.ts'
import { disputeStatusOf, isTakenBack } from './dispute-status.ts'
import type {
  BankAccountSummary,
  CardSummary,
  OrderPaymentAttempt,
  PaymentAction,
  PaymentIntent,
  RiskAssessment,
} from './payment.ts'
import { toPaymentError } from './to-payment-error.ts'

export const money = (amount: Minor, currency: string) => ({ amount, currency })

export const refundStatusOfAmounts = (captured: Minor, refunded: Minor) =>
  refunded === 0 ? 'none' : refunded < captured ? 'partially_refunded' : 'refunded'

/** The intent in the contract's words. Source: contract, flint-commerce 6.1. */
export const toPaymentIntent = (intent: PaymentIntent) => {
  const { currency } = intent
  const refundStatus = refundStatusOfAmounts(intent.captured, intent.refunded)
  return {
    payment_intent_id: intent.paymentIntentId,
    merchant_id: intent.merchantId,
    order_id: intent.orderId,
    invoice_id: null,
    customer_id: intent.customerId,
    amount_money: money(intent.amount, currency),
    tip_money: money(intent.tip, currency),
    status: intent.status,
    capture_method: intent.captureMethod,
    payment_options: intent.paymentOptions,
    selected_payment_option: intent.bankAccount ? 'ach_debit' : intent.card ? 'card' : null,
    payment_source: toPaymentSource(intent),
    origin: intent.origin,
    payment_flow: intent.paymentFlow,
    ...(intent.authorizedAt ? { authorized_money: money(intent.authorized, currency) } : {}),
    authorized_at: intent.authorizedAt,
    authorization_expires_at: intent.authorizationExpiresAt,
    capturable_money: money(capturableOf(intent), currency),
    captured_money: money(intent.captured, currency),
    captured_at: intent.capturedAt,
    released_money: money(intent.released, currency),
    refunded_money: money(intent.refunded, currency),
    refunded_tip_money: money(intent.refundedTip, currency),
    refund_status: refundStatus,
    settlement_status: isTakenBack(intent) ? ('disputed' as const) : refundStatus,
    dispute_status: disputeStatusOf(intent),
    last_payment_error: toPaymentError(intent),
    current_payment_action: intent.action ? toPendingAction(intent, intent.action) : null,
    cancellation_reason: intent.cancellationReason,
    processing_fee_money: intent.fee === null ? null : money(intent.fee, currency),
    fulfillment_hold: null,
    merchant_net_money:
      intent.fee === null ? null : money(Math.max(0, intent.captured - intent.fee), currency),
    add_on_fees: [],
    risk: intent.risk ? toRisk(intent.risk) : null,
    receipt_email: intent.receiptEmail,
    payment_return_url: intent.returnUrl,
    support_reference: intent.paymentIntentId.slice(-8),
    transaction_purpose: intent.transactionPurpose,
    external_reference_id: intent.externalReferenceId,
    metadata: intent.metadata,
    version: intent.version,
    created_at: intent.createdAt,
    updated_at: intent.updatedAt,
  }
}

const toPaymentSource = ({ card, bankAccount, paymentMethodId }: PaymentIntent) => {
  if (bankAccount) return { type: 'ach_debit' as const, ach_debit: toBankAccount(bankAccount) }
  const saved = paymentMethodId ? { payment_method_id: paymentMethodId } : {}
  return card ? { type: 'card' as const, card: { ...toCard(card), ...saved } } : null
}

const toRisk = ({ level, outcome, score, evaluatedAt }: RiskAssessment) => ({
  level,
  outcome,
  outcome_reason: null,
  statement: null,
  evaluated_at: evaluatedAt,
  score,
  review_id: null,
  matched_risk_rule_id: null,
})

export const toCard = ({ brand, last4, expMonth, expYear }: CardSummary) => ({
  brand,
  last4,
  exp_month: expMonth,
  exp_year: expYear,
})

export const toBankAccount = ({ bankName, last4, accountType }: BankAccountSummary) => ({
  bank_name: bankName,
  last4,
  account_type: accountType,
})

/** What a manual-capture leg still holds. */
export const capturableOf = (intent: PaymentIntent): Minor =>
  intent.status === 'requires_capture' ? intent.authorized : 0

export const toPendingAction = (intent: PaymentIntent, action: PaymentAction) => ({
  pending_action_id: action.actionId,
  action_type: 'payment_authentication' as const,
  subject: { payment_intent: { payment_intent_id: intent.paymentIntentId } },
  client_action: {
    redirect: { url: action.url, return_url: intent.returnUrl, expires_at: action.expiresAt },
  },
})

const resumable: ReadonlySet<string> = new Set(['requires_action', 'processing'])

/** Source: contract, flint-commerce 5.3. `intents` are the attempt's legs, in its order. */
export const toAttempt = (_ctx: Context, attempt: OrderPaymentAttempt, intents: readonly PaymentIntent[]) => {
  const legs = attempt.paymentIntentIds
    .map((id) => intents.find((intent) => intent.paymentIntentId === id))
    .filter((intent) => intent !== undefined)
  return {
    order_payment_attempt_id: attempt.attemptId,
    payment_attempt_id: attempt.attemptId,
    order_id: attempt.orderId,
    status: attempt.status,
    mode: 'payment' as const,
    is_resumable: resumable.has(attempt.status),
    expected_outstanding_money: money(attempt.expectedOutstanding, attempt.currency),
    payment_intents: legs.map((intent) => ({
      payment_intent_id: intent.paymentIntentId,
      amount_money: money(intent.amount, intent.currency),
      tip_money: money(intent.tip, intent.currency),
      status: intent.status,
      ...(intent.status === 'requires_capture' && intent.authorizationExpiresAt
        ? {
            capturable_money: money(capturableOf(intent), intent.currency),
            authorization_expires_at: intent.authorizationExpiresAt,
          }
        : {}),
      last_payment_error: toPaymentError(intent),
    })),
    pending_actions: legs.flatMap((intent) =>
      intent.action ? [toPendingAction(intent, intent.action)] : [],
    ),
    gift_card_redemptions: [],
    failure_code: attempt.failureCode,
    failure_message: attempt.failureMessage,
    started_at: attempt.startedAt,
    completed_at: attempt.completedAt,
  }
}
