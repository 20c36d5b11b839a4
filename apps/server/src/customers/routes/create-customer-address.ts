import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { createCustomerAddress } from '../change-addresses.ts'
import { customerErrors } from '../errors.ts'
import { CreateCustomerAddressBody, CustomerAddress, CustomerParams } from '../schemas.ts'
import { toCustomerAddress } from '../to-customer.ts'

export const createCustomerAddressRoute = defineRoute({
  method: 'POST',
  path: '/v1/customers/{customer_id}/addresses',
  operationId: 'createCustomerAddress',
  tag: 'Customers',
  summary: 'Save an address of a customer',
  description: 'The first one becomes the default for billing and for shipping.',
  callers: ['merchant'],
  scope: 'customers.write',
  idempotency: 'optional',
  params: CustomerParams,
  body: CreateCustomerAddressBody,
  status: 201,
  data: CustomerAddress,
  errors: [customerErrors.CUSTOMER_NOT_FOUND],
  run: ({ ctx, params, body }) => createCustomerAddress(ctx, params.customer_id, body),
  show: ({ customer, saved }) => answer(201, toCustomerAddress(customer, saved)),
})
