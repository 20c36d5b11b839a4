import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { expandPaths } from '../../platform/http/expand.ts'
import { defineRoute } from '../../platform/http/route.ts'
import {
  ExternalReferenceId,
  body,
  createdQuery,
  expandQuery,
  pageQuery,
  sortQuery,
  textQuery,
  updatedQuery,
} from '../../platform/http/schema.ts'
import { customerList } from '../queries.ts'
import { Customer } from '../schemas.ts'
import { toCustomer } from '../to-customer.ts'
import { customerExpansions } from './get-customer.ts'

export const listCustomersRoute = defineRoute({
  method: 'GET',
  path: '/v1/customers',
  operationId: 'listCustomers',
  tag: 'Customers',
  summary: 'List customers, newest first',
  description: 'To find a customer by e-mail address, send `email`.',
  callers: ['merchant'],
  scope: 'customers.read',
  idempotency: 'none',
  query: body({
    email: Type.Optional(
      Type.String({ minLength: 1, maxLength: 254, description: 'The whole address, in any letter case.' }),
    ),
    external_reference_id: Type.Optional(ExternalReferenceId),
    ...textQuery,
    ...createdQuery,
    ...updatedQuery,
    ...sortQuery(['created_at', 'updated_at']),
    ...expandQuery,
    ...pageQuery,
  }),
  status: 200,
  data: Customer,
  isList: true,
  errors: [httpErrors.INVALID_EXPAND],
  run: ({ ctx, query }) => {
    expandPaths(ctx, query.expand, customerExpansions)
    return listPage(ctx, customerList, query)
  },
  show: (page) => answer(200, page.items.map(toCustomer), { next_page_token: page.nextPageToken }),
})
