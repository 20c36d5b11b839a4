import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { toDeletionRequest } from '../deletion-request.ts'
import { customerErrors } from '../errors.ts'
import { requestDeletion } from '../request-deletion.ts'
import { CustomerDeletionRequest, CustomerParams } from '../schemas.ts'

export const createCustomerDeletionRequestRoute = defineRoute({
  method: 'POST',
  path: '/v1/customers/{customer_id}/deletion-requests',
  operationId: 'createCustomerDeletionRequest',
  tag: 'Customers',
  summary: "Ask for a customer's personal data to be erased",
  description:
    'Done a moment later: `customer.deletion_completed` says when. Orders, payments and the ledger stay, without personal data.',
  callers: ['merchant'],
  scope: 'customers.write',
  idempotency: 'optional',
  params: CustomerParams,
  status: 201,
  data: CustomerDeletionRequest,
  errors: [customerErrors.CUSTOMER_NOT_FOUND, customerErrors.CUSTOMER_DELETION_PROCESSING],
  run: ({ ctx, params }) => requestDeletion(ctx, params.customer_id),
  show: (request) => answer(201, toDeletionRequest(request)),
})
