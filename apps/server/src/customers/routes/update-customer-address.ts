import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { updateCustomerAddress } from '../change-addresses.ts'
import { customerErrors } from '../errors.ts'
import { CustomerAddress, CustomerAddressParams, UpdateCustomerAddressBody } from '../schemas.ts'
import { toCustomerAddress } from '../to-customer.ts'

export const updateCustomerAddressRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/customers/{customer_id}/addresses/{customer_address_id}',
  operationId: 'updateCustomerAddress',
  tag: 'Customers',
  summary: 'Change a saved address',
  description: '`address` takes the place of the whole address.',
  callers: ['merchant'],
  scope: 'customers.write',
  idempotency: 'optional',
  params: CustomerAddressParams,
  body: UpdateCustomerAddressBody,
  status: 200,
  data: CustomerAddress,
  errors: [customerErrors.CUSTOMER_NOT_FOUND, httpErrors.RESOURCE_NOT_FOUND, httpErrors.NO_FIELDS_TO_UPDATE],
  run: ({ ctx, params, body }) =>
    updateCustomerAddress(ctx, params.customer_id, params.customer_address_id, body),
  show: ({ customer, saved }) => answer(200, toCustomerAddress(customer, saved)),
})
