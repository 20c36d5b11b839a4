import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { toDeletionRequest } from '../deletion-request.ts'
import { customerErrors } from '../errors.ts'
import { resolveDeletion } from '../resolve-deletion.ts'
import { CustomerDeletionRequest, DeletionRequestParams, ResolveDeletionBody } from '../schemas.ts'

export const resolveCustomerDeletionRequestRoute = defineRoute({
  method: 'POST',
  path: '/v1/customer-deletion-requests/{customer_deletion_request_id}/resolve',
  operationId: 'resolveCustomerDeletionRequest',
  tag: 'Customers',
  summary: 'Complete a deletion request at once, or turn it down',
  callers: ['merchant'],
  scope: 'customers.write',
  idempotency: 'optional',
  params: DeletionRequestParams,
  body: ResolveDeletionBody,
  status: 200,
  data: CustomerDeletionRequest,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    httpErrors.FIELD_NOT_UPDATABLE,
    customerErrors.CUSTOMER_DELETION_BLOCKED,
  ],
  run: ({ ctx, params, body }) => resolveDeletion(ctx, params.customer_deletion_request_id, body.resolution),
  show: (request) => answer(200, toDeletionRequest(request)),
})
