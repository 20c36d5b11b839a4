import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-commerce 10 and 17. What a caller could see before asking is 400, what moved meanwhile 409. */
export const refundErrors = defineErrors({
  AMOUNT_EXCEEDS_REFUNDABLE: [
    400,
    'More than can still be refunded.',
    'Send at most maximum_money, or leave amount_money out to refund all that is left.',
  ],
  NOTHING_TO_REFUND: [400, 'Nothing is left to refund.', 'Read the order for what was refunded so far.'],
  NO_PAYMENTS_FOR_ORDER: [
    409,
    'No money was collected that could be refunded.',
    'Refund after a payment of the order has succeeded.',
  ],
  PAYMENT_INTENT_NOT_REFUNDABLE: [
    409,
    'Only a payment that succeeded can be refunded.',
    'Cancel the payment intent instead, or wait until it has succeeded.',
  ],
  PAYMENT_INTENT_ORDER_MISMATCH: [
    409,
    'The payment intent does not belong to the order.',
    "Send one of the order's payment_intent_ids, or leave one of the two ids out.",
  ],
  LINE_ITEM_REFUND_QUANTITY_EXCEEDS_REFUNDABLE: [
    400,
    'More units than are left to refund.',
    "Send at most the line item's quantity less its refunded_quantity.",
  ],
  LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE: [
    400,
    'More than is left to refund of this line item.',
    "Send at most the line item's total_money less what was refunded of it.",
  ],
  LINE_ITEM_REFUND_TARGET_AMBIGUOUS: [
    400,
    'A line item is refunded by quantity or by amount.',
    'Send quantity or amount_money, not both.',
  ],
  DUPLICATE_LINE_ITEM_TARGET: [400, 'A line item is named twice.', 'Name each line item once.'],
  CHARGE_REFUND_AMOUNT_EXCEEDS_REFUNDABLE: [
    400,
    'More than is left to refund of this charge.',
    "Send at most the charge's total_money less its refunded_money.",
  ],
  AMOUNT_REQUIRED_FOR_MIXED_REFUND_TARGETS: [
    400,
    'Line items and charges together need an amount each.',
    'Send amount_money with every line item and charge, or make two refunds.',
  ],
  ORDER_REQUIRED_FOR_LINE_ITEM_REFUND: [
    400,
    'Line items can be refunded only with their order.',
    'Send order_id.',
  ],
  ORDER_REQUIRED_FOR_CHARGE_REFUND: [400, 'Charges can be refunded only with their order.', 'Send order_id.'],
  INVALID_REFUND_REASON: [400, 'This refund reason is not known.', 'Send one of the documented reasons.'],
  INVALID_REFUND_METHOD: [400, 'This refund method is not known.', 'Send original_payment.'],
  INVALID_REFUND_STATUS: [400, 'This refund status is not known.', 'Send one of the documented statuses.'],
  INVALID_TAX_REFUND_MODE: [400, 'This tax refund mode is not offered.', 'Send automatic.'],
  INVALID_REFUND_ADJUSTMENT_TYPE: [
    400,
    'This adjustment type is not offered.',
    'Send restocking_fee or withheld_amount.',
  ],
  INVALID_REFUND_ADJUSTMENT_APPLIES_TO: [
    400,
    'An adjustment cannot apply to that.',
    'Send subtotal or total.',
  ],
  REFUND_ADJUSTMENT_AMOUNT_MONEY_REQUIRED: [400, 'An adjustment needs an amount.', 'Send amount_money.'],
})
