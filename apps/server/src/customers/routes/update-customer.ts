import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { customerErrors } from '../errors.ts'
import { Customer, CustomerParams, UpdateCustomerBody } from '../schemas.ts'
import { toCustomer } from '../to-customer.ts'
import { updateCustomer } from '../update-customer.ts'

export const updateCustomerRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/customers/{customer_id}',
  operationId: 'updateCustomer',
  tag: 'Customers',
  summary: 'Change a customer',
  description:
    'Writing `billing_address` or `shipping_address` takes the place of the saved default address of that role.',
  callers: ['merchant'],
  scope: 'customers.write',
  idempotency: 'optional',
  params: CustomerParams,
  body: UpdateCustomerBody,
  status: 200,
  data: Customer,
  errors: [
    customerErrors.CUSTOMER_NOT_FOUND,
    customerErrors.CUSTOMER_EMAIL_ALREADY_USED,
    customerErrors.INVALID_INVOICE_PAYMENT_TERM,
    versionErrors.VERSION_CONFLICT,
    httpErrors.NO_FIELDS_TO_UPDATE,
  ],
  run: ({ ctx, params, body }) => updateCustomer(ctx, params.customer_id, body),
  show: (customer) => answer(200, toCustomer(customer)),
})
