import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { findAddress } from '../address-queries.ts'
import { refuseUnknownAddress } from '../change-addresses.ts'
import { customerErrors } from '../errors.ts'
import { findCustomer } from '../queries.ts'
import { CustomerAddress, CustomerAddressParams } from '../schemas.ts'
import { toCustomerAddress } from '../to-customer.ts'
import { refuseUnknownCustomer } from '../update-customer.ts'

export const getCustomerAddressRoute = defineRoute({
  method: 'GET',
  path: '/v1/customers/{customer_id}/addresses/{customer_address_id}',
  operationId: 'getCustomerAddress',
  tag: 'Customers',
  summary: 'Read a saved address',
  callers: ['merchant'],
  scope: 'customers.read',
  idempotency: 'none',
  params: CustomerAddressParams,
  status: 200,
  data: CustomerAddress,
  errors: [customerErrors.CUSTOMER_NOT_FOUND, httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params: { customer_id: customerId, customer_address_id: addressId } }) => {
    const [customer, saved] = await Promise.all([
      ctx.db.run(findCustomer(ctx, customerId)),
      ctx.db.run(findAddress(ctx, customerId, addressId)),
    ])
    if (!customer) throw refuseUnknownCustomer()
    if (!saved) throw refuseUnknownAddress()
    return { customer, saved }
  },
  show: ({ customer, saved }) => answer(200, toCustomerAddress(customer, saved)),
})
