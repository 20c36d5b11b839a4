import type { EventInput } from '../platform/events/events.ts'
import type { Customer } from './customer.ts'
import { type DeletionRequest, toDeletionRequest } from './deletion-request.ts'
import { toCustomer } from './to-customer.ts'

/** What customers announce. Source: contract, flint-platform 18.2. */
const customerEvent = (what: 'created' | 'updated', customer: Customer): EventInput => ({
  type: `customer.${what}`,
  resourceType: 'customer',
  resourceId: customer.customerId,
  resourceVersion: customer.version,
  data: toCustomer(customer),
})

export const customerCreated = (customer: Customer) => customerEvent('created', customer)
/** The payload is the customer after the change. */
export const customerUpdated = (customer: Customer) => customerEvent('updated', customer)

const deletionEvent = (
  what: 'requested' | 'completed' | 'rejected',
  request: DeletionRequest,
): EventInput => ({
  type: `customer.deletion_${what}`,
  resourceType: 'customer_deletion_request',
  resourceId: request.deletionRequestId,
  resourceVersion: what === 'requested' ? 1 : 2,
  data: toDeletionRequest(request),
})

export const deletionRequested = (request: DeletionRequest) => deletionEvent('requested', request)
export const deletionCompleted = (request: DeletionRequest) => deletionEvent('completed', request)
export const deletionRejected = (request: DeletionRequest) => deletionEvent('rejected', request)
