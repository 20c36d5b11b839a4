import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-commerce 10 and 17. What a caller could see before asking is 400, what moved meanwhile 409. */
export const refundErrors = defineErrors({
  AMOUNT_EXCEEDS_REFUNDABLE: [
    400,
    'More than can still be refunded.',
    'Send at most maximum_money, or leave amount_money out to refund all that is left.',
    {
      nextActions: [
        { action: 'get_order', because: 'see_refunded_amount' },
        { action: 'get_payment_intent', because: 'see_refunded_amount' },
      ],
    },
  ],
  NOTHING_TO_REFUND: [
    400,
    'Nothing is left to refund.',
    'Read the order for what was refunded so far.',
    {
      nextActions: [
        { action: 'get_order', because: 'see_refunded_amount' },
        { action: 'get_payment_intent', because: 'see_refunded_amount' },
      ],
    },
  ],
  NO_PAYMENTS_FOR_ORDER: [
    409,
    'No money was collected that could be refunded.',
    'Refund after a payment of the order has succeeded.',
    { nextActions: [{ action: 'pay_order', because: 'order_not_paid' }] },
  ],
  PAYMENT_INTENT_NOT_REFUNDABLE: [
    409,
    'Only a payment that succeeded can be refunded.',
    'Cancel the payment intent instead, or wait until it has succeeded.',
    {
      nextActions: [
        { action: 'get_payment_intent', because: 'see_status' },
        { action: 'cancel_payment_intent', because: 'payment_not_succeeded' },
      ],
    },
  ],
  PAYMENT_INTENT_DISPUTED: [
    409,
    "The cardholder's bank disputes this payment, so it cannot be refunded.",
    'Wait until the dispute is won or its inquiry closed, or refund another payment of the order.',
  ],
  PAYMENT_INTENT_ORDER_MISMATCH: [
    409,
    'The payment intent does not belong to the order.',
    "Send one of the order's payment_intent_ids, or leave one of the two ids out.",
    { nextActions: [{ action: 'get_order', because: 'see_payment_intents' }] },
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
  INVALID_TAX_REFUND_MODE: [
    400,
    'The tax refund mode does not fit.',
    'Send automatic, or explicit together with tax_money.',
  ],
  INVALID_REFUND_ADJUSTMENT_TYPE: [
    400,
    'This adjustment type is not known.',
    'Send restocking_fee, withheld_amount, refund_adjustment or tax_adjustment.',
  ],
  INVALID_REFUND_ADJUSTMENT_APPLIES_TO: [
    400,
    'An adjustment cannot apply to that.',
    'Send subtotal, tax or total; tax for a tax_adjustment.',
  ],
  REFUND_ADJUSTMENT_REASON_REQUIRED: [400, 'This adjustment needs a reason.', 'Send reason.'],
  REFUND_LINE_ITEM_ADJUSTMENT_ID_REQUIRED: [
    400,
    'It must be said which adjustment is given back.',
    'Send refund_line_item_adjustment_id, as in the adjustments of the earlier refund.',
  ],
  REFUND_ADJUSTMENT_REFUND_AMOUNT_MONEY_REQUIRED: [
    400,
    'What is given back of an adjustment needs an amount.',
    'Send amount_money.',
  ],
  ORDER_REQUIRED_FOR_TAX_BREAKDOWN_REFUND: [
    400,
    'Taxes can be refunded only with their order.',
    'Send order_id.',
  ],
  TAX_BREAKDOWN_ID_REQUIRED: [400, 'A tax needs its id.', "Send tax_breakdown_id, as in the order's tax."],
  TAX_BREAKDOWN_REFUND_MONEY_REQUIRED: [400, 'A tax needs an amount.', 'Send amount_money.'],
  TAX_BREAKDOWN_NOT_ORDER_SCOPED_FLAT: [
    400,
    'This is not a flat tax of the order as a whole.',
    'Name other taxes under their line item, or refund the line or charge.',
  ],
  TAX_BREAKDOWN_TARGETS_EXCEED_REFUND_AMOUNT: [
    409,
    'The named taxes come to more than the amount.',
    'Send at least what they come to, or leave amount_money out.',
  ],
  DUPLICATE_TAX_BREAKDOWN_REFUND: [400, 'A tax is named twice.', 'Name each tax once.'],
  NOTHING_TO_REFUND_FOR_TAX_BREAKDOWN: [400, 'Nothing is left to refund of this tax.', 'Leave it out.'],
  FLAT_TAX_REFUND_MUST_BE_FULL: [400, 'A flat tax goes back whole.', 'Send maximum_money as its amount.'],
  FLAT_TAX_REFUND_STATE_INVALID: [
    400,
    'The order has no tax that was collected.',
    'Leave tax_breakdown_refunds out.',
  ],
  FLAT_TAX_PAYMENT_ATTRIBUTION_UNAVAILABLE: [
    409,
    'While the order is not paid whole, nobody knows whether its flat taxes were paid.',
    'Refund by amount.',
  ],
  REFUND_ADJUSTMENT_AMOUNT_MONEY_REQUIRED: [400, 'An adjustment needs an amount.', 'Send amount_money.'],
})
