import type { Context } from '../platform/context.ts'
import {
  type Filter,
  type ListQuery,
  anyOf,
  equals,
  freeText,
  from,
  timeFilters,
  upTo,
} from '../platform/db/list-query.ts'
import { type Row, type Statement, findMany, findOne, write, writeAny } from '../platform/db/statement.ts'
import { disputeStatusOf } from './dispute-status.ts'
import type { OrderPaymentAttempt, PaymentIntent } from './payment.ts'
import { riskLevelOf } from './risk.ts'
import { refundStatusOfAmounts } from './to-payment-intent.ts'

const toIntent = (row: Row): PaymentIntent => row['document']

export const eraseBuyerOfPayments = (ctx: Context, customerId: string): Statement<void> =>
  writeAny(
    'erase_buyer_of_payments',
    `UPDATE payment_intents SET receipt_email = NULL, document = document || '{"receiptEmail": null}'
     WHERE environment_id = $1 AND customer_id = $2`,
    [ctx.environmentId, customerId],
  )

/** One payment of the customer that is under way or held. */
export const findUnfinishedPayment = (
  ctx: Context,
  customerId: string,
): Statement<{ type: string; id: string } | null> =>
  findOne(
    'find_unfinished_payment',
    `SELECT payment_intent_id FROM payment_intents
     WHERE environment_id = $1 AND customer_id = $2 AND status IN ('processing', 'requires_capture') LIMIT 1`,
    [ctx.environmentId, customerId],
    (row) => ({ type: 'payment_intent', id: row['payment_intent_id'] }),
  )

/** All payments of an order as they are now, for whoever asks a processor about them before the order is locked. */
export const findIntentsOfOrder = (ctx: Context, orderId: string): Statement<PaymentIntent[]> =>
  findMany(
    'find_intents_of_order',
    'SELECT document FROM payment_intents WHERE environment_id = $1 AND order_id = $2 ORDER BY payment_intent_id',
    [ctx.environmentId, orderId],
    toIntent,
  )

/**
 * All payments of an order, locked, for a change made under the order's lock. The order's lock alone is not enough:
 * notes on a payment are written under the payment's own, and a change decided on an older reading would undo them.
 */
export const lockIntentsOfOrder = (ctx: Context, orderId: string): Statement<PaymentIntent[]> =>
  findMany(
    'lock_intents_of_order',
    `SELECT document FROM payment_intents WHERE environment_id = $1 AND order_id = $2
     ORDER BY payment_intent_id FOR UPDATE`,
    [ctx.environmentId, orderId],
    toIntent,
  )

export const findIntent = (ctx: Context, paymentIntentId: string): Statement<PaymentIntent | null> =>
  findOne(
    'find_intent',
    'SELECT document FROM payment_intents WHERE environment_id = $1 AND payment_intent_id = $2',
    [ctx.environmentId, paymentIntentId],
    toIntent,
  )

export const findIntents = (ctx: Context, paymentIntentIds: readonly string[]): Statement<PaymentIntent[]> =>
  findMany(
    'find_intents',
    'SELECT document FROM payment_intents WHERE environment_id = $1 AND payment_intent_id = ANY($2::text[])',
    [ctx.environmentId, paymentIntentIds],
    toIntent,
  )

export const lockIntent = (ctx: Context, paymentIntentId: string): Statement<PaymentIntent | null> =>
  findOne(
    'lock_intent',
    'SELECT document FROM payment_intents WHERE environment_id = $1 AND payment_intent_id = $2 FOR UPDATE',
    [ctx.environmentId, paymentIntentId],
    toIntent,
  )

/** Inserts new ones and replaces changed ones; whoever changes one holds its order's lock, or its own. */
export const saveIntents = (intents: readonly PaymentIntent[]): Statement<void> =>
  writeAny(
    'save_intents',
    `INSERT INTO payment_intents (environment_id, payment_intent_id, order_id, customer_id, external_reference_id, status, origin,
                                  payment_flow, currency, amount, captured, refunded, refund_status, dispute_status, risk_level, receipt_email, version,
                                  document, created_at, updated_at)
     SELECT i."environmentId", i."paymentIntentId", i."orderId", i."customerId", i."externalReferenceId", i.status, i.origin,
            i."paymentFlow", i.currency, i.amount, i.captured, i.refunded, i."refundStatus", i."disputeStatus", i."riskLevel", i."receiptEmail", i.version,
            i.document, i."createdAt", i."updatedAt"
     FROM jsonb_to_recordset($1::jsonb) AS i("environmentId" text, "paymentIntentId" text, "orderId" text, "customerId" text,
       "externalReferenceId" text, status text, origin text, "paymentFlow" text, currency text, amount bigint, captured bigint,
       refunded bigint, "refundStatus" text, "disputeStatus" text, "riskLevel" text, "receiptEmail" text, version bigint, document jsonb, "createdAt" timestamptz,
       "updatedAt" timestamptz)
     ON CONFLICT (environment_id, payment_intent_id) DO UPDATE SET
       customer_id = excluded.customer_id, external_reference_id = excluded.external_reference_id, status = excluded.status,
       amount = excluded.amount, captured = excluded.captured, refunded = excluded.refunded,
       refund_status = excluded.refund_status, dispute_status = excluded.dispute_status, risk_level = excluded.risk_level,
       receipt_email = excluded.receipt_email, version = excluded.version,
       document = excluded.document, updated_at = excluded.updated_at`,
    [JSON.stringify(intents.map(toRow))],
  )

const toRow = (intent: PaymentIntent) => ({
  environmentId: intent.environmentId,
  paymentIntentId: intent.paymentIntentId,
  orderId: intent.orderId,
  customerId: intent.customerId,
  externalReferenceId: intent.externalReferenceId,
  status: intent.status,
  origin: intent.origin,
  paymentFlow: intent.paymentFlow,
  currency: intent.currency,
  amount: intent.amount,
  captured: intent.captured,
  refunded: intent.refunded,
  refundStatus: refundStatusOfAmounts(intent.captured, intent.refunded),
  disputeStatus: disputeStatusOf(intent),
  riskLevel: riskLevelOf(intent),
  receiptEmail: intent.receiptEmail,
  version: intent.version,
  document: intent,
  createdAt: intent.createdAt,
  updatedAt: intent.updatedAt,
})

/** Payments belong to no invoice and no return yet. */
const ofNone: Filter = { sql: (parameter) => `${parameter}::text IS NULL` }

export const intentList: ListQuery<PaymentIntent> = {
  operation: 'listPaymentIntents',
  table: 'payment_intents',
  columns: 'document, payment_intent_id, amount, updated_at',
  idColumn: 'payment_intent_id',
  idPrefix: 'pi',
  sorts: {
    updated_at: { column: 'updated_at', cast: 'timestamptz', of: (row) => row['updated_at'] },
    amount: { column: 'amount', cast: 'bigint', of: (row) => row['amount'] },
  },
  filters: {
    order_id: equals('order_id'),
    customer_id: equals('customer_id'),
    status: equals('status'),
    origin: equals('origin'),
    payment_flow: anyOf('payment_flow'),
    external_reference_id: equals('external_reference_id'),
    refund_status: anyOf('refund_status'),
    dispute_status: anyOf('dispute_status'),
    risk_level: anyOf('risk_level'),
    invoice_id: ofNone,
    return_id: ofNone,
    return_resolution_id: ofNone,
    query: freeText(['external_reference_id', 'receipt_email'], { pi_: 'payment_intent_id' }),
    min_amount: from('amount'),
    max_amount: upTo('amount'),
    currency: equals('currency'),
    ...timeFilters,
  },
  map: toIntent,
}

const toStoredAttempt = (row: Row): OrderPaymentAttempt => row['document']

export const findAttempt = (
  ctx: Context,
  orderId: string,
  attemptId: string,
): Statement<OrderPaymentAttempt | null> =>
  findOne(
    'find_attempt',
    `SELECT document FROM order_payment_attempts WHERE environment_id = $1 AND order_id = $2 AND attempt_id = $3`,
    [ctx.environmentId, orderId, attemptId],
    toStoredAttempt,
  )

/**
 * The attempt that runs on an order now, whatever its id. Read under the order's lock. The order is asked first, by
 * itself: as a join this was planned over all attempts while there were few, and stayed so when there were many.
 */
export const findActiveAttempt = (ctx: Context, orderId: string): Statement<OrderPaymentAttempt | null> =>
  findOne(
    'find_active_attempt',
    `SELECT document FROM order_payment_attempts WHERE environment_id = $1
       AND attempt_id = (SELECT document ->> 'activeAttemptId' FROM orders WHERE environment_id = $1 AND order_id = $2)`,
    [ctx.environmentId, orderId],
    toStoredAttempt,
  )

export const saveAttempt = (attempt: OrderPaymentAttempt): Statement<void> =>
  write(
    'save_attempt',
    `INSERT INTO order_payment_attempts (environment_id, attempt_id, order_id, status, document, started_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (environment_id, attempt_id) DO UPDATE SET status = excluded.status, document = excluded.document RETURNING 1`,
    [
      attempt.environmentId,
      attempt.attemptId,
      attempt.orderId,
      attempt.status,
      JSON.stringify(attempt),
      attempt.startedAt,
    ],
  )

export const attemptList = (orderId: string): ListQuery<OrderPaymentAttempt> => ({
  operation: `listOrderPaymentAttempts ${orderId}`,
  table: 'order_payment_attempts',
  columns: 'document, attempt_id',
  idColumn: 'attempt_id',
  filters: { order_id: equals('order_id') },
  map: toStoredAttempt,
})
