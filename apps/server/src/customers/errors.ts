import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-commerce 13 and 17. */
export const customerErrors = defineErrors({
  CUSTOMER_NOT_FOUND: [
    404,
    'There is no customer with this id.',
    'Check the id, and that the key belongs to its mode. An erased customer is not found either.',
  ],
  CUSTOMER_EMAIL_ALREADY_USED: [
    409,
    'Another customer has this e-mail address.',
    'Find that customer with GET /v1/customers?email=…, or send another address.',
  ],
  CUSTOMER_DELETION_PROCESSING: [
    409,
    'Erasing this customer was requested before and is running.',
    'Read the deletion request until its status is completed.',
  ],
  CUSTOMER_DELETION_BLOCKED: [
    409,
    'Something of this customer is not finished yet.',
    'Finish what the details name, or wait: the request is looked at again every day. Or resolve it as rejected.',
  ],
  INVALID_INVOICE_PAYMENT_TERM: [
    400,
    'There is no such invoice payment term.',
    'Leave default_invoice_payment_term_id out.',
  ],
})
