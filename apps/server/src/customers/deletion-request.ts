import type { Instant } from '../platform/clock/clock.ts'

/**
 * Somebody asked that a customer's personal data be erased.
 *
 *   pending_review --a second later, the worker--> completed
 *
 * Nothing turns one down yet. Source: contract, flint-platform 18.2, `customer.deletion_*`.
 */
export type DeletionRequest = {
  deletionRequestId: string
  customerId: string
  status: 'pending_review' | 'completed' | 'rejected'
  requestedAt: Instant
  resolvedAt: Instant | null
}

export const toDeletionRequest = (request: DeletionRequest) => ({
  customer_deletion_request_id: request.deletionRequestId,
  customer_id: request.customerId,
  status: request.status,
  retention_policy: 'retain_required_commerce_records' as const,
  requested_at: request.requestedAt,
  resolved_at: request.resolvedAt,
})
