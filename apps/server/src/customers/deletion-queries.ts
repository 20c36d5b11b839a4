import type { Context } from '../platform/context.ts'
import { type ListQuery, equals } from '../platform/db/list-query.ts'
import { type Row, type Statement, findOne, write } from '../platform/db/statement.ts'
import type { DeletionRequest } from './deletion-request.ts'

/** Every statement on `customer_deletion_requests`. They are found after the customer was erased, too. */

const toStoredRequest = (row: Row): DeletionRequest => ({
  deletionRequestId: row['customer_deletion_request_id'],
  customerId: row['customer_id'],
  status: row['status'],
  requestedAt: row['requested_at'],
  resolvedAt: row['resolved_at'],
})

export const insertDeletionRequest = (ctx: Context, request: DeletionRequest): Statement<void> =>
  write(
    'insert_customer_deletion_request',
    `INSERT INTO customer_deletion_requests (environment_id, customer_deletion_request_id, customer_id, status, requested_at)
     VALUES ($1, $2, $3, $4, $5) RETURNING 1`,
    [ctx.environmentId, request.deletionRequestId, request.customerId, request.status, request.requestedAt],
  )

export const resolveDeletionRequest = (ctx: Context, request: DeletionRequest): Statement<void> =>
  write(
    'resolve_customer_deletion_request',
    `UPDATE customer_deletion_requests SET status = $3, resolved_at = $4
     WHERE environment_id = $1 AND customer_deletion_request_id = $2 AND status = 'pending_review' RETURNING 1`,
    [ctx.environmentId, request.deletionRequestId, request.status, request.resolvedAt],
  )

/** With its customer's row, which is locked first whenever a customer or a request is changed. */
export const lockDeletionRequest = (
  ctx: Context,
  deletionRequestId: string,
): Statement<DeletionRequest | null> =>
  findOne(
    'lock_customer_deletion_request',
    `SELECT r.* FROM customers c JOIN customer_deletion_requests r ON r.environment_id = $1 AND r.customer_id = c.customer_id
     WHERE c.environment_id = $1 AND r.customer_deletion_request_id = $2 FOR UPDATE OF c, r`,
    [ctx.environmentId, deletionRequestId],
    toStoredRequest,
  )

export const findDeletionRequest = (
  ctx: Context,
  customerId: string,
  deletionRequestId: string,
): Statement<DeletionRequest | null> =>
  findOne(
    'find_customer_deletion_request',
    `SELECT * FROM customer_deletion_requests
     WHERE environment_id = $1 AND customer_id = $2 AND customer_deletion_request_id = $3`,
    [ctx.environmentId, customerId, deletionRequestId],
    toStoredRequest,
  )

export const findDeletionRequestById = (
  ctx: Context,
  deletionRequestId: string,
): Statement<DeletionRequest | null> =>
  findOne(
    'find_customer_deletion_request_by_id',
    'SELECT * FROM customer_deletion_requests WHERE environment_id = $1 AND customer_deletion_request_id = $2',
    [ctx.environmentId, deletionRequestId],
    toStoredRequest,
  )

/** There is one at most. Whoever asks in order to write has locked the customer. */
export const findRunningDeletion = (ctx: Context, customerId: string): Statement<DeletionRequest | null> =>
  findOne(
    'find_running_customer_deletion',
    `SELECT * FROM customer_deletion_requests WHERE environment_id = $1 AND customer_id = $2 AND status = 'pending_review'`,
    [ctx.environmentId, customerId],
    toStoredRequest,
  )

export const deletionRequestList: ListQuery<DeletionRequest> = {
  operation: 'listCustomerDeletionRequests',
  table: 'customer_deletion_requests',
  columns: '*',
  idColumn: 'customer_deletion_request_id',
  filters: { customer_id: equals('customer_id'), status: equals('status') },
  map: toStoredRequest,
}

export const deletionRequestsOfCustomer = (customerId: string): ListQuery<DeletionRequest> => ({
  ...deletionRequestList,
  operation: `listDeletionRequestsOfCustomer ${customerId}`,
})
