import { Type } from 'typebox'
import { Metadata, Timestamp, TotalMoney, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { NextAction } from '../platform/http/openapi-envelope.ts'
import { declineCodes } from './decline-codes.ts'
import { disputeStatuses } from './dispute-status.ts'

/** Source: contract, flint-commerce 5.3, 5.5, 6.1. */

export const PaymentError = named(
  'PaymentError',
  Type.Object({
    code: oneOf(declineCodes, { 'x-flint-enum': 'closed', description: 'The reason of the decline.' }),
    message: Type.String(),
    failed_at: Timestamp,
    remediation: Type.Object({
      retryable: Type.Boolean(),
      next_steps: Type.String(),
      next_actions: Type.Array(NextAction),
      missing_or_invalid_fields: Type.Array(Type.String()),
    }),
  }),
)

export const PendingAction = named(
  'PendingAction',
  Type.Object({
    pending_action_id: Type.String(),
    action_type: oneOf(['payment_authentication']),
    subject: Type.Object({ payment_intent: Type.Object({ payment_intent_id: Type.String() }) }),
    client_action: Type.Object({
      redirect: Type.Object({
        url: Type.String({ description: 'Send the buyer here, or show it in a frame.' }),
        return_url: nullable(Type.String()),
        expires_at: Timestamp,
      }),
    }),
  }),
)

export const paymentIntentStatuses = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'requires_capture',
  'succeeded',
  'canceled',
  'expired',
] as const
export const cardBrands = ['visa', 'mastercard', 'amex', 'discover', 'diners', 'jcb', 'unionpay'] as const
export const paymentFlows = [
  'checkout',
  'payment_link',
  'invoice',
  'subscription_initial',
  'subscription_renewal',
  'virtual_terminal',
  'api',
] as const

export const Card = named(
  'Card',
  Type.Object({
    brand: oneOf(cardBrands),
    last4: Type.String(),
    exp_month: Type.Integer(),
    exp_year: Type.Integer(),
  }),
)

export const BankAccount = named(
  'BankAccount',
  Type.Object({
    bank_name: Type.String(),
    last4: Type.String(),
    account_type: oneOf(['checking', 'savings']),
  }),
)

const cancellationReasons = [
  'requested_by_customer',
  'duplicate',
  'fraudulent',
  'abandoned',
  'authorization_expired',
  'invoice_payment_failed',
  'invoice_voided',
  'payment_canceled',
] as const

export const riskLevels = ['normal', 'elevated', 'highest', 'not_assessed'] as const

const Risk = named(
  'PaymentRisk',
  Type.Object({
    level: oneOf(riskLevels),
    outcome: nullable(oneOf(['authorized', 'manual_review', 'blocked', 'issuer_declined', 'invalid'])),
    outcome_reason: nullable(Type.String()),
    statement: nullable(Type.String()),
    evaluated_at: Timestamp,
    score: nullable(Type.Integer({ minimum: 0, maximum: 100 })),
    review_id: nullable(Type.String()),
    matched_risk_rule_id: nullable(Type.String()),
  }),
)

export const PaymentIntent = named(
  'PaymentIntent',
  Type.Object({
    payment_intent_id: id('pi', 'The payment intent'),
    merchant_id: Type.String(),
    order_id: nullable(Type.String()),
    invoice_id: nullable(Type.String()),
    customer_id: nullable(Type.String()),
    amount_money: TotalMoney,
    tip_money: TotalMoney,
    status: oneOf(paymentIntentStatuses),
    capture_method: oneOf(['automatic', 'manual']),
    payment_options: Type.Array(Type.String()),
    selected_payment_option: nullable(Type.String()),
    payment_source: nullable(
      Type.Object({
        type: oneOf(['card', 'ach_debit']),
        card: Type.Optional(
          Type.Object({ ...Card.properties, payment_method_id: Type.Optional(Type.String()) }),
        ),
        ach_debit: Type.Optional(BankAccount),
      }),
    ),
    origin: Type.String(),
    payment_flow: oneOf(paymentFlows),
    authorized_money: Type.Optional(TotalMoney),
    authorized_at: nullable(Timestamp),
    authorization_expires_at: nullable(Timestamp),
    capturable_money: TotalMoney,
    captured_money: TotalMoney,
    captured_at: nullable(Timestamp),
    released_money: TotalMoney,
    refunded_money: TotalMoney,
    refunded_tip_money: TotalMoney,
    refund_status: oneOf(['none', 'partially_refunded', 'refunded']),
    settlement_status: oneOf(['none', 'partially_refunded', 'refunded', 'disputed']),
    dispute_status: oneOf(disputeStatuses),
    last_payment_error: nullable(PaymentError),
    current_payment_action: nullable(PendingAction),
    cancellation_reason: nullable(oneOf(cancellationReasons)),
    processing_fee_money: nullable(TotalMoney),
    merchant_net_money: nullable(TotalMoney),
    add_on_fees: Type.Array(Type.Unknown()),
    fulfillment_hold: nullable(Type.Unknown()),
    risk: nullable(Risk),
    receipt_email: nullable(Type.String()),
    payment_return_url: nullable(Type.String()),
    support_reference: Type.String(),
    transaction_purpose: nullable(Type.String()),
    external_reference_id: nullable(Type.String()),
    metadata: Metadata,
    version: Type.Integer({ minimum: 1 }),
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)

export const attemptStatuses = [
  'processing',
  'requires_action',
  'requires_capture',
  'partially_succeeded',
  'requires_retry',
  'finalizing',
  'succeeded',
  'failed',
  'expired',
  'canceled',
] as const

export const Attempt = named(
  'OrderPaymentAttempt',
  Type.Object({
    order_payment_attempt_id: id('opat', 'The attempt'),
    payment_attempt_id: Type.String({ description: 'Older name of order_payment_attempt_id.' }),
    order_id: Type.String(),
    status: oneOf(attemptStatuses),
    mode: oneOf(['payment', 'setup', 'settlement']),
    is_resumable: Type.Boolean(),
    expected_outstanding_money: TotalMoney,
    payment_intents: Type.Array(
      Type.Object({
        payment_intent_id: Type.String(),
        amount_money: TotalMoney,
        tip_money: TotalMoney,
        status: oneOf(paymentIntentStatuses),
        capturable_money: Type.Optional(TotalMoney),
        authorization_expires_at: Type.Optional(Timestamp),
        last_payment_error: nullable(PaymentError),
      }),
    ),
    pending_actions: Type.Array(PendingAction),
    gift_card_redemptions: Type.Array(Type.Unknown()),
    failure_code: nullable(Type.String()),
    failure_message: nullable(Type.String()),
    started_at: Timestamp,
    completed_at: nullable(Timestamp),
  }),
)
