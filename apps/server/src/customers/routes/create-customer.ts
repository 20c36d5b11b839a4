import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { createCustomer } from '../create-customer.ts'
import { customerErrors } from '../errors.ts'
import { CreateCustomerBody, Customer } from '../schemas.ts'
import { toCustomer } from '../to-customer.ts'

export const createCustomerRoute = defineRoute({
  method: 'POST',
  path: '/v1/customers',
  operationId: 'createCustomer',
  tag: 'Customers',
  summary: 'Create a customer',
  description:
    'One customer has an e-mail address; letter case does not matter. Repeating a call whose customer was erased since is answered CUSTOMER_NOT_FOUND.',
  callers: ['merchant'],
  scope: 'customers.write',
  idempotency: 'optional',
  body: CreateCustomerBody,
  status: 201,
  data: Customer,
  errors: [
    customerErrors.CUSTOMER_EMAIL_ALREADY_USED,
    customerErrors.INVALID_INVOICE_PAYMENT_TERM,
    customerErrors.CUSTOMER_NOT_FOUND,
  ],
  run: ({ ctx, body }) => createCustomer(ctx, body),
  show: (customer) => answer(201, toCustomer(customer)),
})
