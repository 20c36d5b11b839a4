import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { expandPaths } from '../../platform/http/expand.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, expandQuery } from '../../platform/http/schema.ts'
import { customerErrors } from '../errors.ts'
import { findCustomer } from '../queries.ts'
import { Customer, CustomerParams } from '../schemas.ts'
import { toCustomer } from '../to-customer.ts'
import { refuseUnknownCustomer } from '../update-customer.ts'

/** The parameter is taken, but what it could show of a customer is not there yet. */
export const customerExpansions: Record<string, string> = {}

export const getCustomerRoute = defineRoute({
  method: 'GET',
  path: '/v1/customers/{customer_id}',
  operationId: 'getCustomer',
  tag: 'Customers',
  summary: 'Read a customer',
  callers: ['merchant'],
  scope: 'customers.read',
  idempotency: 'none',
  params: CustomerParams,
  query: body(expandQuery),
  status: 200,
  data: Customer,
  errors: [customerErrors.CUSTOMER_NOT_FOUND, httpErrors.INVALID_EXPAND],
  run: async ({ ctx, params, query }) => {
    expandPaths(ctx, query.expand, customerExpansions)
    const customer = await ctx.db.run(findCustomer(ctx, params.customer_id))
    if (!customer) throw refuseUnknownCustomer()
    return customer
  },
  show: (customer) => answer(200, toCustomer(customer)),
})
