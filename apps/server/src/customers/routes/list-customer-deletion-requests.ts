import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, oneOf, pageQuery } from '../../platform/http/schema.ts'
import { deletionRequestList } from '../deletion-queries.ts'
import { deletionStatuses, toDeletionRequest } from '../deletion-request.ts'
import { CustomerDeletionRequest } from '../schemas.ts'

export const listCustomerDeletionRequestsRoute = defineRoute({
  method: 'GET',
  path: '/v1/customer-deletion-requests',
  operationId: 'listCustomerDeletionRequests',
  tag: 'Customers',
  summary: 'List deletion requests, newest first',
  description: 'Also those of customers who were erased.',
  callers: ['merchant'],
  scope: 'customers.write',
  idempotency: 'none',
  query: body({
    status: Type.Optional(oneOf(deletionStatuses)),
    customer_id: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    ...pageQuery,
  }),
  status: 200,
  data: CustomerDeletionRequest,
  isList: true,
  errors: [],
  run: ({ ctx, query }) => listPage(ctx, deletionRequestList, query),
  show: (page) => answer(200, page.items.map(toDeletionRequest), { next_page_token: page.nextPageToken }),
})
