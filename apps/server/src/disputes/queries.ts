import type { Context } from '../platform/context.ts'
import { type ListQuery, equals, from, timeFilters, upTo } from '../platform/db/list-query.ts'
import { type Row, type Statement, findMany, findOne, write } from '../platform/db/statement.ts'
import type { Dispute } from './dispute.ts'
import { endedStatuses } from './states.ts'

const toStoredDispute = (row: Row): Dispute => row['document']

export const insertDispute = (dispute: Dispute): Statement<void> =>
  write(
    'insert_dispute',
    `INSERT INTO disputes (environment_id, dispute_id, payment_intent_id, order_id, customer_id, status, reason, case_type, currency,
                           amount, evidence_due_at, version, document, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING 1`,
    [
      dispute.environmentId,
      dispute.disputeId,
      dispute.paymentIntentId,
      dispute.orderId,
      dispute.customerId,
      dispute.status,
      dispute.reason,
      dispute.caseType,
      dispute.currency,
      dispute.amount,
      dispute.evidenceDueAt,
      dispute.version,
      JSON.stringify(dispute),
      dispute.createdAt,
      dispute.updatedAt,
    ],
  )

/** The row must still be at the version before: its lock says so, and this proves it. */
export const saveDispute = (dispute: Dispute): Statement<void> =>
  write(
    'save_dispute',
    `UPDATE disputes SET status = $3, case_type = $4, evidence_due_at = $5, version = $6, document = $7, updated_at = $8
     WHERE environment_id = $1 AND dispute_id = $2 AND version = $6 - 1 RETURNING 1`,
    [
      dispute.environmentId,
      dispute.disputeId,
      dispute.status,
      dispute.caseType,
      dispute.evidenceDueAt,
      dispute.version,
      JSON.stringify(dispute),
      dispute.updatedAt,
    ],
  )

export const findDispute = (ctx: Context, disputeId: string): Statement<Dispute | null> =>
  findOne(
    'find_dispute',
    'SELECT document FROM disputes WHERE environment_id = $1 AND dispute_id = $2',
    [ctx.environmentId, disputeId],
    toStoredDispute,
  )

/** Locked last: order and payment come first. */
export const lockDispute = (ctx: Context, disputeId: string): Statement<Dispute | null> =>
  findOne(
    'lock_dispute',
    'SELECT document FROM disputes WHERE environment_id = $1 AND dispute_id = $2 FOR UPDATE',
    [ctx.environmentId, disputeId],
    toStoredDispute,
  )

/** Of one payment, of which there are seldom two; locked as one is. */
export const lockDisputesOfPayment = (ctx: Context, paymentIntentId: string): Statement<Dispute[]> =>
  findMany(
    'lock_disputes_of_payment',
    'SELECT document FROM disputes WHERE environment_id = $1 AND payment_intent_id = $2 ORDER BY dispute_id FOR UPDATE',
    [ctx.environmentId, paymentIntentId],
    toStoredDispute,
  )

/** One dispute of the customer that has not ended. */
export const findOpenDispute = (
  ctx: Context,
  customerId: string,
): Statement<{ type: string; id: string } | null> =>
  findOne(
    'find_open_dispute',
    `SELECT dispute_id FROM disputes
     WHERE environment_id = $1 AND customer_id = $2 AND NOT status = ANY($3::text[]) LIMIT 1`,
    [ctx.environmentId, customerId, endedStatuses],
    (row) => ({ type: 'dispute', id: row['dispute_id'] }),
  )

export const disputeList: ListQuery<Dispute> = {
  operation: 'listDisputes',
  table: 'disputes',
  columns: 'document, dispute_id',
  idColumn: 'dispute_id',
  filters: {
    payment_intent_id: equals('payment_intent_id'),
    order_id: equals('order_id'),
    customer_id: equals('customer_id'),
    status: equals('status'),
    reason: equals('reason'),
    case_type: equals('case_type'),
    evidence_due_after: from('evidence_due_at'),
    evidence_due_before: upTo('evidence_due_at'),
    created_after: timeFilters.created_after,
    created_before: timeFilters.created_before,
  },
  map: toStoredDispute,
}
