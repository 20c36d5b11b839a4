import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, pageQuery } from '../../platform/http/schema.ts'
import { deletionRequestsOfCustomer } from '../deletion-queries.ts'
import { toDeletionRequest } from '../deletion-request.ts'
import { customerErrors } from '../errors.ts'
import { hasCustomerEverBeen } from '../queries.ts'
import { CustomerDeletionRequest, CustomerParams } from '../schemas.ts'
import { refuseUnknownCustomer } from '../update-customer.ts'

export const listDeletionRequestsOfCustomerRoute = defineRoute({
  method: 'GET',
  path: '/v1/customers/{customer_id}/deletion-requests',
  operationId: 'listDeletionRequestsOfCustomer',
  tag: 'Customers',
  summary: "List a customer's deletion requests, newest first",
  description: 'Also after the customer was erased.',
  callers: ['merchant'],
  scope: 'customers.write',
  idempotency: 'none',
  isExtension: true,
  params: CustomerParams,
  query: body(pageQuery),
  status: 200,
  data: CustomerDeletionRequest,
  isList: true,
  errors: [customerErrors.CUSTOMER_NOT_FOUND],
  run: async ({ ctx, params: { customer_id: customerId }, query }) => {
    if (!(await ctx.db.run(hasCustomerEverBeen(ctx, customerId)))) throw refuseUnknownCustomer()
    return listPage(ctx, deletionRequestsOfCustomer(customerId), { ...query, customer_id: customerId })
  },
  show: (page) => answer(200, page.items.map(toDeletionRequest), { next_page_token: page.nextPageToken }),
})
