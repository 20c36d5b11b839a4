import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-commerce 4.8 and 17 (ORDER_RECEIPT_*). */
export const receiptErrors = defineErrors({
  ORDER_RECEIPT_NOT_AVAILABLE: [
    409,
    'There is a receipt once the order is paid.',
    'Wait until payment_status is paid, then ask again.',
    { nextActions: [{ action: 'pay_order', because: 'order_not_paid' }] },
  ],
  ORDER_RECEIPT_EMAIL_UNAVAILABLE: [
    409,
    'No e-mail address of the buyer is known.',
    'Send email with this request.',
  ],
  ORDER_RECEIPT_RESEND_RATE_LIMITED: [
    429,
    'This receipt was sent to this address within the last five minutes.',
    'Wait for the seconds that Retry-After names, then ask again.',
  ],
})
