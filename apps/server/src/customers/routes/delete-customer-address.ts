import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { deleteCustomerAddress } from '../change-addresses.ts'
import { customerErrors } from '../errors.ts'
import { CustomerAddressParams, DeletedCustomerAddress } from '../schemas.ts'

export const deleteCustomerAddressRoute = defineRoute({
  method: 'DELETE',
  path: '/v1/customers/{customer_id}/addresses/{customer_address_id}',
  operationId: 'deleteCustomerAddress',
  tag: 'Customers',
  summary: 'Delete a saved address',
  description: 'What it was the default for goes to the newest address that remains.',
  callers: ['merchant'],
  scope: 'customers.write',
  idempotency: 'optional',
  params: CustomerAddressParams,
  status: 200,
  data: DeletedCustomerAddress,
  errors: [customerErrors.CUSTOMER_NOT_FOUND, httpErrors.RESOURCE_NOT_FOUND],
  run: ({ ctx, params }) => deleteCustomerAddress(ctx, params.customer_id, params.customer_address_id),
  show: ({ saved }) => answer(200, { customer_address_id: saved.addressId, deleted: true }),
})
