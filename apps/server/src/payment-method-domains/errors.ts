import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-error-codes and flint-commerce 7.2. */
export const domainErrors = defineErrors({
  PAYMENT_METHOD_DOMAIN_NOT_FOUND: [
    404,
    'There is no payment method domain with this id.',
    "Check the id, and that the key belongs to the domain's mode.",
  ],
  PAYMENT_METHOD_DOMAIN_ALREADY_EXISTS: [
    409,
    'This domain is registered.',
    'Use the one there is; an inactive one can be made active again.',
  ],
  INVALID_DOMAIN_NAME: [
    400,
    'This is not the name of a host.',
    'Send a name such as shop.example.com, without scheme, port or path.',
  ],
})
