import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { findDeletionRequest } from '../deletion-queries.ts'
import { toDeletionRequest } from '../deletion-request.ts'
import { CustomerDeletionRequest, CustomerDeletionRequestParams } from '../schemas.ts'

export const getCustomerDeletionRequestRoute = defineRoute({
  method: 'GET',
  path: '/v1/customers/{customer_id}/deletion-requests/{customer_deletion_request_id}',
  operationId: 'getCustomerDeletionRequest',
  tag: 'Customers',
  summary: 'Read a deletion request',
  description: 'Also after the customer was erased.',
  callers: ['merchant'],
  scope: 'customers.write',
  idempotency: 'none',
  params: CustomerDeletionRequestParams,
  status: 200,
  data: CustomerDeletionRequest,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const { customer_id: customerId, customer_deletion_request_id: requestId } = params
    const request = await ctx.db.run(findDeletionRequest(ctx, customerId, requestId))
    if (!request)
      throw refuse(httpErrors.RESOURCE_NOT_FOUND, {
        param: 'customer_deletion_request_id',
        message: 'The customer has no deletion request with this id.',
      })
    return request
  },
  show: (request) => answer(200, toDeletionRequest(request)),
})
