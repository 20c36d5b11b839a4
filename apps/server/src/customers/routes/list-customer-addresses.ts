import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, pageQuery } from '../../platform/http/schema.ts'
import { addressList } from '../address-queries.ts'
import { customerErrors } from '../errors.ts'
import { findCustomer } from '../queries.ts'
import { CustomerAddress, CustomerParams } from '../schemas.ts'
import { toCustomerAddress } from '../to-customer.ts'
import { refuseUnknownCustomer } from '../update-customer.ts'

export const listCustomerAddressesRoute = defineRoute({
  method: 'GET',
  path: '/v1/customers/{customer_id}/addresses',
  operationId: 'listCustomerAddresses',
  tag: 'Customers',
  summary: "List a customer's saved addresses, newest first",
  callers: ['merchant'],
  scope: 'customers.read',
  idempotency: 'none',
  params: CustomerParams,
  query: body(pageQuery),
  status: 200,
  data: CustomerAddress,
  isList: true,
  errors: [customerErrors.CUSTOMER_NOT_FOUND],
  run: async ({ ctx, params: { customer_id: customerId }, query }) => {
    const customer = await ctx.db.run(findCustomer(ctx, customerId))
    if (!customer) throw refuseUnknownCustomer()
    const page = await listPage(ctx, addressList(customerId), { ...query, customer_id: customerId })
    return { customer, page }
  },
  show: ({ customer, page }) =>
    answer(
      200,
      page.items.map((saved) => toCustomerAddress(customer, saved)),
      { next_page_token: page.nextPageToken },
    ),
})
