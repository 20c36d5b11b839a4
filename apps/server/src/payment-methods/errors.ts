import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-commerce 7.2 and 17. */
export const paymentMethodErrors = defineErrors({
  PAYMENT_METHOD_NOT_FOUND: [
    404,
    'There is no payment method with this id.',
    "Check the id, and that the key belongs to the payment method's mode.",
  ],
  PAYMENT_METHOD_NOT_ACTIVE: [
    409,
    'Only an active payment method can be used.',
    "Use another of the customer's payment methods, or save the card again.",
  ],
  PAYMENT_METHOD_NOT_READY: [
    409,
    'Only a pending payment method can be confirmed.',
    'Read the payment method and act on its status.',
  ],
  PAYMENT_METHOD_CUSTOMER_MISMATCH: [
    409,
    'The payment method and what is paid must belong to the same customer.',
    "Use a payment method of that customer, or set the order's or the payment's customer_id.",
  ],
  INVALID_PAYMENT_METHOD_TYPE: [400, 'Only cards can be saved.', 'Send type card, or leave it out.'],
  PAYMENT_METHOD_ON_SESSION_ONLY: [
    409,
    'This payment method may be charged only while the buyer is there.',
    'Save the card with usage off_session to make it the default.',
  ],
})
