import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-commerce 5, 6 and 17. */
export const paymentErrors = defineErrors({
  PAYMENT_INTENT_NOT_FOUND: [
    404,
    'There is no payment intent with this id.',
    "Check the id, and that the key belongs to the payment's mode.",
  ],
  PAYMENT_INTENT_NOT_PART_OF_ORDER: [
    409,
    'The payment intent does not belong to this order.',
    "Use one of the order's payment_intent_ids.",
    { nextActions: [{ action: 'get_order', because: 'see_payment_intents' }] },
  ],
  PAYMENT_INTENT_CANNOT_BE_UPDATED: [
    409,
    'The payment intent can no longer be changed that way.',
    'Only metadata and external_reference_id can change now.',
    { nextActions: [{ action: 'get_payment_intent', because: 'see_status' }] },
  ],
  PAYMENT_INTENT_NOT_CANCELABLE: [
    409,
    'The payment intent cannot be canceled in its status.',
    'Wait for its result, or refund it.',
    { nextActions: [{ action: 'get_payment_intent', because: 'see_status' }] },
  ],
  CANNOT_CANCEL_SUCCEEDED_PAYMENT: [
    409,
    'A payment that succeeded cannot be canceled.',
    'Refund it instead.',
    { nextActions: [{ action: 'create_refund', because: 'payment_succeeded', needsPerson: true }] },
  ],
  PAYMENT_ALREADY_CANCELED: [
    409,
    'The payment was canceled.',
    'Create a new payment intent.',
    { nextActions: [{ action: 'get_payment_intent', because: 'payment_canceled' }] },
  ],
  PAYMENT_ALREADY_SUCCEEDED: [
    409,
    'The payment has succeeded.',
    'Nothing more is needed.',
    { nextActions: [{ action: 'get_payment_intent', because: 'payment_succeeded' }] },
  ],
  PAYMENT_INTENT_LIMIT_REACHED: [
    409,
    'The order has too many payment intents.',
    'Cancel some that are not needed.',
    { nextActions: [{ action: 'get_order', because: 'see_payment_intents' }] },
  ],
  VALIDATION_ERROR: [
    400,
    'The amount is smaller than can be charged.',
    'Charge at least required_money and at most maximum_money: the least is 50 minor units in USD, the rest is in the settings.',
  ],
  PAYMENT_AMOUNT_CHANGED: [
    409,
    'The amount to pay is another by now.',
    'Read the order, show the new amount, and ask again.',
    {
      nextActions: [
        { action: 'get_order', because: 'see_outstanding_amount' },
        {
          action: 'pay_order',
          because: 'amount_changed',
          requiredFields: ['action', 'expected_outstanding_money'],
        },
      ],
    },
  ],
  PAYMENT_SOURCE_REQUIRED: [
    400,
    'Something to pay with is needed.',
    'Send exactly one of token, payment_method_id and confirmation_token.',
  ],
  PAYMENT_SOURCE_CONFLICT: [
    409,
    'More than one source was sent.',
    'Send exactly one of token, payment_method_id and confirmation_token.',
  ],
  PAYMENT_SOURCE_UNAVAILABLE: [
    409,
    'This token is unknown, used or expired.',
    'Collect the card details again for a new token.',
  ],
  PAYMENT_NOT_REQUIRED: [409, 'Nothing is to be paid.', 'Leave payment_source out.'],
  PAYMENT_CONFIRMATION_STATE_CHANGED: [
    409,
    'The payment intent cannot be confirmed in its status.',
    'Read the payment intent and act on its status.',
    { nextActions: [{ action: 'get_payment_intent', because: 'see_status' }] },
  ],
  PAYMENT_OPTION_NOT_ALLOWED: [
    400,
    'This payment option is not offered here.',
    "Use one of the payment's payment_options.",
  ],
  PAYMENT_OPTION_UNAVAILABLE: [
    400,
    'This payment option cannot be used for this payment.',
    'Use another option; POST /v1/payment-options/resolve says which are available.',
  ],
  PAYMENT_CAPTURE_METHOD_NOT_ALLOWED: [
    400,
    'A buyer pays at once: a payment of a checkout is captured automatically.',
    'Leave capture_method out.',
  ],
  INVALID_STATUS_FOR_CAPTURE: [
    409,
    'Only a payment that requires capture can be captured.',
    'Read the payment intent and act on its status.',
    { nextActions: [{ action: 'get_payment_intent', because: 'see_status' }] },
  ],
  INVALID_CAPTURE_AMOUNT: [
    400,
    'The amount to capture must be at least 1 minor unit.',
    'Send a larger amount, or cancel the payment.',
  ],
  CAPTURE_AMOUNT_EXCEEDS_CAPTURABLE: [
    400,
    'More than is held cannot be captured.',
    'Send at most the capturable amount.',
    { nextActions: [{ action: 'get_payment_intent', because: 'see_capturable_amount' }] },
  ],
  CAPTURE_CURRENCY_MISMATCH: [
    400,
    'The capture must be in the currency of the payment.',
    "Send the payment's currency.",
  ],
  PAYMENT_AUTHORIZATION_NOT_CAPTURABLE: [
    409,
    'The processor no longer lets this hold be captured.',
    'Cancel it, and collect the payment again.',
    {
      nextActions: [
        { action: 'cancel_order_payment', because: 'hold_not_capturable' },
        { action: 'cancel_payment_intent', because: 'hold_not_capturable' },
      ],
    },
  ],
  PAYMENT_AUTHORIZATION_EXPIRED: [
    409,
    'The hold has lapsed.',
    'Collect the payment again.',
    {
      nextActions: [
        { action: 'pay_order', because: 'hold_lapsed' },
        { action: 'get_payment_intent', because: 'hold_lapsed' },
      ],
    },
  ],
  ORDER_PAYMENT_FLOW_REQUIRED: [
    400,
    'This payment belongs to an order and goes through the order.',
    'Use the routes under /v1/orders/{order_id}.',
    {
      nextActions: [
        { action: 'pay_order', because: 'payment_of_an_order' },
        { action: 'capture_order_payment', because: 'payment_of_an_order' },
        { action: 'cancel_order_payment', because: 'payment_of_an_order' },
      ],
    },
  ],
  ORDER_DELAYED_CAPTURE_SPLIT_PAYMENT_UNSUPPORTED: [
    400,
    'A payment with delayed capture cannot be split.',
    'Use one leg, or automatic capture.',
  ],
  PAYMENT_ATTEMPT_NOT_FOUND: [
    404,
    'The order has no payment attempt with this id.',
    "List the order's payment attempts.",
    { nextActions: [{ action: 'get_order', because: 'see_payment_attempt' }] },
  ],
  PAYMENT_ATTEMPT_ID_REQUIRED: [
    400,
    'The attempt must be named.',
    "Send order_payment_attempt_id: the order's active_payment_attempt.",
    { nextActions: [{ action: 'get_order', because: 'see_payment_attempt' }] },
  ],
  PAYMENT_ATTEMPT_MISMATCH: [
    409,
    'Another attempt runs on this order.',
    "Resume the order's active_payment_attempt.",
    { nextActions: [{ action: 'get_order', because: 'see_payment_attempt' }] },
  ],
  PAYMENT_ATTEMPT_NOT_RESUMABLE: [
    409,
    'The attempt has ended.',
    'Start a new payment if money is still due.',
    { nextActions: [{ action: 'pay_order', because: 'payment_ended' }] },
  ],
  PAYMENT_ATTEMPT_IN_PROGRESS: [
    409,
    'The attempt still waits for the buyer.',
    'Let the buyer finish the pending action, then resume.',
    { nextActions: [{ action: 'get_order', because: 'buyer_action_pending', delayMs: 1000 }] },
  ],
  PAYMENT_OPERATION_IN_PROGRESS: [
    409,
    'The processor is being asked for something else about this payment.',
    'Wait for its answer, then read the payment intent and act on its status.',
    {
      isRetryable: true,
      nextActions: [{ action: 'get_payment_intent', because: 'payment_processing', delayMs: 1000 }],
    },
  ],
  PAYMENT_ATTEMPT_NOT_CANCELABLE: [
    409,
    'The attempt has ended.',
    'Nothing more is needed.',
    { nextActions: [{ action: 'get_order', because: 'payment_ended' }] },
  ],
  PAYMENT_ATTEMPT_STILL_PROCESSING: [
    409,
    'The outcome of the attempt is not known yet.',
    'Wait for its result.',
    { nextActions: [{ action: 'get_order', because: 'payment_processing', delayMs: 1000 }] },
  ],
  PAYMENT_ATTEMPT_REQUIRES_CAPTURE: [
    409,
    'The attempt holds money.',
    'Cancel or capture its payment intents.',
    {
      nextActions: [
        { action: 'capture_order_payment', because: 'money_held' },
        { action: 'cancel_order_payment', because: 'money_held' },
      ],
    },
  ],
  PAYMENT_START_SHAPE_CONFLICT: [
    409,
    'These fields do not go together.',
    'Send only the fields of the chosen action.',
  ],
  PAYMENT_RETURN_URL_INVALID: [
    400,
    'payment_return_url must be an http or https address.',
    'Send a full address.',
  ],
  TOKEN_CARD_INVALID: [400, 'The card details are not valid.', 'Ask the buyer to correct the named field.'],
  TOKEN_TEST_CARD_REQUIRED: [
    400,
    'A sandbox takes test cards only.',
    'Use a documented test card such as 4242 4242 4242 4242.',
  ],
  TOKEN_BANK_ACCOUNT_INVALID: [
    400,
    'The bank account details are not valid.',
    'Ask the buyer to correct the named field.',
  ],
  TOKEN_TEST_BANK_ACCOUNT_REQUIRED: [
    400,
    'A sandbox takes test bank accounts only.',
    'Use a documented test account such as 110000000 with 000123456789.',
  ],
  MERCHANT_ONBOARDING_REQUIRED: [
    409,
    'Live payments are not ready: no card processor is configured.',
    'Check the readiness of the account, or use a sandbox key.',
    {
      source: 'merchant',
      nextActions: [{ action: 'review_merchant_readiness', because: 'no_processor_configured' }],
    },
  ],
})
