import type { Instant } from '../platform/clock/clock.ts'

export const deletionStatuses = ['pending_review', 'completed', 'rejected'] as const
export type DeletionStatus = (typeof deletionStatuses)[number]

/** How a request can be resolved. */
export const deletionResolutions = ['completed', 'rejected'] as const
export type DeletionResolution = (typeof deletionResolutions)[number]

/**
 * Somebody asked that a customer's personal data be erased.
 *
 *   pending_review --a second later, the worker; or resolved as completed--> completed
 *                  --resolved as rejected--> rejected
 *
 * What is in the way (money that is still under way, an open dispute) keeps it at pending_review: the worker looks again
 * every day. Source: contract, flint-platform 18.2, `customer.deletion_*`.
 */
export type DeletionRequest = {
  deletionRequestId: string
  customerId: string
  status: DeletionStatus
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
