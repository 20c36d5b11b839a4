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
import { type Row, type Statement, findMany, findOne, write } from '../platform/db/statement.ts'
import type { Refund } from './refund.ts'

const toStoredRefund = (row: Row): Refund => row['document']

export const insertRefund = (refund: Refund): Statement<void> =>
  write(
    'insert_refund',
    `INSERT INTO refunds (environment_id, refund_id, order_id, payment_intent_ids, customer_id, external_reference_id, status, reason,
                          refund_method, currency, amount, version, document, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING 1`,
    [
      refund.environmentId,
      refund.refundId,
      refund.orderId,
      refund.legs.map((leg) => leg.paymentIntentId),
      refund.customerId,
      refund.externalReferenceId,
      refund.status,
      refund.reason,
      refund.refundMethod,
      refund.currency,
      refund.amount,
      refund.version,
      JSON.stringify(refund),
      refund.createdAt,
      refund.updatedAt,
    ],
  )

/** The row must still be at the version before: its lock says so, and this proves it. */
export const saveRefund = (refund: Refund): Statement<void> =>
  write(
    'save_refund',
    `UPDATE refunds SET external_reference_id = $3, status = $4, version = $5, document = $6, updated_at = $7
     WHERE environment_id = $1 AND refund_id = $2 AND version = $5 - 1 RETURNING 1`,
    [
      refund.environmentId,
      refund.refundId,
      refund.externalReferenceId,
      refund.status,
      refund.version,
      JSON.stringify(refund),
      refund.updatedAt,
    ],
  )

export const findRefund = (ctx: Context, refundId: string): Statement<Refund | null> =>
  findOne(
    'find_refund',
    'SELECT document FROM refunds WHERE environment_id = $1 AND refund_id = $2',
    [ctx.environmentId, refundId],
    toStoredRefund,
  )

/** All refunds of an order, read under its lock. */
export const findRefundsOfOrder = (ctx: Context, orderId: string): Statement<Refund[]> =>
  findMany(
    'find_refunds_of_order',
    'SELECT document FROM refunds WHERE environment_id = $1 AND order_id = $2 ORDER BY refund_id',
    [ctx.environmentId, orderId],
    toStoredRefund,
  )

/** One of the payment that still waits for its processor. */
export const findPendingRefund = (ctx: Context, paymentIntentId: string): Statement<Refund | null> =>
  findOne(
    'find_pending_refund',
    `SELECT document FROM refunds
     WHERE environment_id = $1 AND payment_intent_ids @> ARRAY[$2::text] AND status = 'pending' LIMIT 1`,
    [ctx.environmentId, paymentIntentId],
    toStoredRefund,
  )

/** Where the order or payment is locked too, it comes first. */
export const lockRefund = (ctx: Context, refundId: string): Statement<Refund | null> =>
  findOne(
    'lock_refund',
    'SELECT document FROM refunds WHERE environment_id = $1 AND refund_id = $2 FOR UPDATE',
    [ctx.environmentId, refundId],
    toStoredRefund,
  )

/** Returns are not offered yet, so that no refund belongs to one. */
const ofNoReturn: Filter = { sql: (parameter) => `${parameter}::text IS NULL` }

export const refundList: ListQuery<Refund> = {
  operation: 'listRefunds',
  table: 'refunds',
  columns: 'document, refund_id, amount, updated_at',
  idColumn: 'refund_id',
  idPrefix: 'ref',
  sorts: {
    updated_at: { column: 'updated_at', cast: 'timestamptz', of: (row) => row['updated_at'] },
    amount: { column: 'amount', cast: 'bigint', of: (row) => row['amount'] },
  },
  filters: {
    order_id: equals('order_id'),
    payment_intent_id: { sql: (parameter) => `payment_intent_ids @> ARRAY[${parameter}::text]` },
    customer_id: equals('customer_id'),
    status: equals('status'),
    reason: anyOf('reason'),
    refund_method: equals('refund_method'),
    external_reference_id: equals('external_reference_id'),
    return_id: ofNoReturn,
    return_resolution_id: ofNoReturn,
    query: freeText(['external_reference_id'], { ref_: 'refund_id', ord_: 'order_id', cus_: 'customer_id' }),
    min_amount: from('amount'),
    max_amount: upTo('amount'),
    currency: equals('currency'),
    ...timeFilters,
  },
  map: toStoredRefund,
}
