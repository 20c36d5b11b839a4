import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-commerce 8 and 17. */
export const checkoutErrors = defineErrors({
  CHECKOUT_SESSION_NOT_FOUND: [
    404,
    'There is no checkout session with this id.',
    "Check the id, and that the key belongs to the session's mode.",
  ],
  CHECKOUT_SESSION_NOT_OPEN: [
    409,
    'The checkout session has ended.',
    'Create a new checkout session for the order.',
    { nextActions: [{ action: 'get_checkout_session', because: 'checkout_ended' }] },
  ],
  CHECKOUT_SESSION_SOURCE_REQUIRED: [
    400,
    'A checkout session needs something to pay.',
    'Send exactly one of order_id and quick_pay_item.',
  ],
  CHECKOUT_SESSION_SOURCE_CONFLICT: [
    400,
    'A checkout session pays one thing only.',
    'Send exactly one of order_id and quick_pay_item.',
  ],
  CHECKOUT_REPLACEMENT_REQUIRES_ORDER: [
    400,
    'Only the session of an order can be replaced.',
    'Send order_id with replace_checkout_session_id.',
  ],
  CHECKOUT_SESSION_ALREADY_EXISTS: [
    409,
    'The order has an open checkout session.',
    'Use that session, close it, or send its id as replace_checkout_session_id.',
    {
      nextActions: [
        { action: 'get_checkout_session', because: 'checkout_open' },
        { action: 'close_checkout_session', because: 'checkout_open' },
      ],
    },
  ],
  CHECKOUT_SESSION_CURRENT_CHANGED: [
    409,
    "The session to replace is not the order's open one.",
    'Read the order, then replace the session that is open now.',
    {
      nextActions: [
        { action: 'get_checkout_session', because: 'see_current_checkout' },
        { action: 'get_order', because: 'see_current_checkout' },
      ],
    },
  ],
  CHECKOUT_PAYMENT_RESOLVING: [
    409,
    'A payment of this order is running.',
    'Wait for its result, or cancel the payment attempt.',
    { nextActions: [{ action: 'get_order', because: 'payment_running', delayMs: 1000 }] },
  ],
  CHECKOUT_TIP_NOT_ALLOWED: [
    400,
    "This checkout takes only the tips among the session's options.",
    'Send one of tip_percent_options, or null for no tip.',
  ],
  EMBEDDED_PAYMENT_RETURN_URL_REQUIRED: [
    400,
    'An embedded checkout needs an address to return to after a bank page.',
    'Send payments.payment_return_url.',
  ],
  INVALID_CHECKOUT_SURFACE: [400, 'This surface is not known.', 'Send hosted or embedded.'],
  INVALID_ORIGIN: [
    400,
    'page_origin must be an origin such as https://shop.example.',
    'Send scheme and host without a path.',
  ],
  SUBSCRIPTION_PLAN_NOT_FOUND: [
    404,
    'There is no subscription plan with this id.',
    'Send order_id or quick_pay_item.',
  ],
  FIELD_NOT_ALLOWED_FOR_CALLER: [
    403,
    'This caller cannot change the field.',
    'Merchants set metadata and external_reference_id, buyers their contact and time zone.',
  ],
})
