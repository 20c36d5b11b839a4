import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { setDefaultCustomerAddress } from '../change-addresses.ts'
import { customerErrors } from '../errors.ts'
import { CustomerAddress, CustomerAddressParams, SetDefaultCustomerAddressBody } from '../schemas.ts'
import { toCustomerAddress } from '../to-customer.ts'

export const setDefaultCustomerAddressRoute = defineRoute({
  method: 'POST',
  path: '/v1/customers/{customer_id}/addresses/{customer_address_id}/set-default',
  operationId: 'setDefaultCustomerAddress',
  tag: 'Customers',
  summary: 'Make a saved address the default',
  callers: ['merchant'],
  scope: 'customers.write',
  idempotency: 'optional',
  params: CustomerAddressParams,
  body: SetDefaultCustomerAddressBody,
  status: 200,
  data: CustomerAddress,
  errors: [customerErrors.CUSTOMER_NOT_FOUND, httpErrors.RESOURCE_NOT_FOUND],
  run: ({ ctx, params, body }) =>
    setDefaultCustomerAddress(ctx, params.customer_id, params.customer_address_id, body.default_for),
  show: ({ customer, saved }) => answer(200, toCustomerAddress(customer, saved)),
})
