import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-commerce 4 and 17. */
export const orderErrors = defineErrors({
  ORDER_NOT_FOUND: [
    404,
    'There is no order with this id.',
    "Check the id, and that the key belongs to the order's mode.",
  ],
  ORDER_CLOSED: [409, 'The order is closed.', 'Create a new order. Refunds stay possible.'],
  ORDER_ALREADY_CLOSED: [409, 'The order was closed before.', 'Nothing more is needed.'],
  ORDER_ALREADY_PAID: [
    409,
    'Nothing is left to pay on this order.',
    'Read the order: its outstanding amount is zero.',
  ],
  ORDER_HAS_NO_LINE_ITEMS: [409, 'The order has no line items.', 'Add a line item first.'],
  ORDER_CHANGED_REFRESH_REQUIRED: [
    409,
    'The order has changed since you read it.',
    'Read the order again, then repeat with its order_revision.',
  ],
  ORDER_COLLECTION_IN_PROGRESS: [
    409,
    'A payment of this order is running.',
    'Wait for its result, or cancel the payment attempt.',
  ],
  ORDER_PAYMENT_ATTEMPT_ACTIVE: [
    409,
    'A payment attempt of this order is running.',
    'Resume, finish or cancel the attempt first.',
  ],
  ORDER_TOTAL_BELOW_NET_COLLECTED: [
    409,
    'The new total would be less than what was collected.',
    'Refund the difference first, or keep the total.',
  ],
  ORDER_LINE_ITEM_NOT_FOUND: [
    404,
    'The order has no line item with this id.',
    'Read the order for the ids of its line items.',
  ],
  ORDER_LINE_ITEM_VERSION_CONFLICT: [
    409,
    'The line item has changed since you read it.',
    "Read the order again, then repeat with the line's version.",
  ],
  EXPECTED_VERSION_REQUIRED: [
    400,
    'This change needs the version that you read last.',
    "Send expected_version with the line's version.",
  ],
  MISSING_LINE_ITEMS: [400, 'At least one line item is needed.', 'Send line_items with one entry or more.'],
  TOO_MANY_LINE_ITEMS: [
    400,
    'An order has at most 1000 line items.',
    'Split the order, or raise quantities instead.',
  ],
  LINE_ITEM_NAME_REQUIRED: [400, 'A line item needs a name.', 'Send name.'],
  LINE_ITEM_NAME_TOO_LONG: [400, "A line item's name has 1 to 255 characters.", 'Shorten the name.'],
  LINE_ITEM_UNIT_PRICE_REQUIRED: [400, 'A line item needs a price.', 'Send unit_price_money.'],
  LINE_ITEM_NEGATIVE_PRICE: [
    400,
    "A line item's price cannot be negative.",
    'Send zero or more; use a discount to take money off.',
  ],
  LINE_ITEM_INVALID_QUANTITY: [
    400,
    'A quantity is a whole number from 1 up.',
    'Send a whole number from 1 to 9999.',
  ],
  LINE_ITEM_QUANTITY_TOO_LARGE: [
    400,
    'A quantity is at most 9999.',
    'Send several line items, or a smaller quantity.',
  ],
  LINE_ITEM_SOURCE_CONFLICT: [
    400,
    'A line item comes from one source.',
    'Send variant_id, or bundle_id, or a name and unit_price_money.',
  ],
  CATALOG_LINE_ITEM_FIELDS_READ_ONLY: [
    400,
    'This field belongs to the catalogue and is copied from it.',
    'Leave the field out, or use a line item with a name and price of your own.',
  ],
  PAID_LINE_ITEM_MODIFIER_CHANGE_FORBIDDEN: [
    409,
    'Money was collected for this line item; its modifiers are fixed.',
    'Refund it, or add another line item.',
  ],
  PAID_LINE_ITEM_PRICE_CHANGE_FORBIDDEN: [
    409,
    'Money was collected for this line item; its price is fixed.',
    'Refund it, or add another line item.',
  ],
  PAID_LINE_ITEM_TAX_CHANGE_FORBIDDEN: [
    409,
    'Money was collected for this line item; its tax is fixed.',
    'Refund it, or add another line item.',
  ],
  PAID_LINE_ITEM_QUANTITY_DECREASE_FORBIDDEN: [
    409,
    'Money was collected for this line item; its quantity cannot fall.',
    'Refund the units instead.',
  ],
  PAID_LINE_ITEM_REMOVAL_FORBIDDEN: [
    409,
    'Money was collected for this line item; it cannot be removed.',
    'Refund it instead.',
  ],
  CHARGE_NAME_REQUIRED: [400, 'A charge needs a name.', 'Send name.'],
  CHARGE_TYPE_REQUIRED: [400, 'A charge needs a type.', 'Send type.'],
  CHARGE_VALUE_REQUIRED: [
    400,
    'A charge needs an amount or a percentage.',
    'Send exactly one of amount_money and percent.',
  ],
  INVALID_CHARGE_TYPE: [400, 'This charge type is not known.', 'Send one of the documented types.'],
  INVALID_CHARGE_VALUE: [
    400,
    'A charge has an amount or a percentage, not both.',
    'Send exactly one of amount_money and percent.',
  ],
  INVALID_CHARGE_AMOUNT: [400, "A charge's amount is a whole number from 0 up.", 'Send minor units.'],
  INVALID_CHARGE_PERCENT: [
    400,
    "A charge's percentage is above 0 and at most 100, with at most four decimals.",
    'Send such a percentage.',
  ],
  CALCULATION_BASIS_REQUIRED: [400, 'A percentage needs a basis.', 'Send calculation_basis.'],
  CALCULATION_BASIS_FORBIDDEN: [400, 'A fixed amount has no basis.', 'Leave calculation_basis out.'],
  ORDER_CHARGE_NOT_FOUND: [
    404,
    'The order has no charge with this id.',
    'Read the order for the ids of its charges.',
  ],
  DISCOUNT_REQUIRED: [400, 'A discount is needed.', 'Send exactly one of manual, promotion and coupon.'],
  DISCOUNT_NOT_FOUND: [
    404,
    'The order has no such discount.',
    'Read the order for the ids of its discounts.',
  ],
  DISCOUNT_IDS_REQUIRED: [
    400,
    'Ids of discounts are needed.',
    'Send order_discount_ids with one id or more.',
  ],
  DISCOUNT_AMOUNT_INVALID: [
    400,
    "A discount's amount is a whole number from 1 up.",
    'Send minor units, at least 1.',
  ],
  NO_DISCOUNTABLE_BALANCE: [
    400,
    'Nothing is left to discount.',
    'Add items first, or leave the discount out.',
  ],
  LINE_ITEM_DISCOUNT_REQUIRES_IDS: [
    400,
    'A discount on line items needs their ids.',
    'Send order_line_item_ids.',
  ],
  ORDER_DISCOUNT_NO_LINE_ITEM_IDS: [
    400,
    'A discount on the order takes no line item ids.',
    'Leave order_line_item_ids out, or send discount_class line_item.',
  ],
  ORDER_DISCOUNT_NO_CHARGE_IDS: [
    400,
    'A discount on goods takes no charge ids.',
    'Leave order_charge_ids out, or send discount_class service_charge.',
  ],
  SERVICE_CHARGE_DISCOUNT_NO_LINE_ITEM_IDS: [
    400,
    'A discount on charges takes no line item ids.',
    'Leave order_line_item_ids out.',
  ],
  CREATE_ORDER_LINE_ITEM_DISCOUNT_UNSUPPORTED: [
    400,
    'A new order has no line item ids to discount yet.',
    'Create the order, then apply the discount.',
  ],
  ORDER_CUSTOMER_ALREADY_SET: [
    409,
    'The order belongs to another customer.',
    'Create an order for the other customer, or leave customer_id out.',
  ],
  ORDER_CUSTOMER_NOT_CLEARABLE: [
    409,
    "An order's customer cannot be taken away.",
    'Leave customer_id out, or create an order without a customer.',
  ],
  ORDER_CUSTOMER_CHECKOUT_ACTIVE: [
    409,
    'A checkout session of this order is open.',
    'Close the session first, then set the customer.',
  ],
  ORDER_CUSTOMER_NOT_UPDATABLE_AFTER_PAYMENT: [
    400,
    'Money was collected on this order; its customer is fixed.',
    'Leave customer_id out.',
  ],
  CHECKOUT_MANUAL_DISCOUNT_NOT_ALLOWED: [
    400,
    'A buyer can apply a promotion code only.',
    'Send promotion with promotion_code.',
  ],
  CHECKOUT_DISCOUNT_NOT_REMOVABLE: [
    409,
    'A buyer can take away only what a promotion code has brought.',
    'Name discounts that have a promotion_code, on a checkout that takes codes.',
  ],
  CHECKOUT_ORDER_UPDATE_FIELD_NOT_ALLOWED: [
    400,
    'A buyer cannot change this field.',
    'Send requested_tip, buyer_note or tax.location only.',
  ],
  CHECKOUT_TIPPING_DISABLED: [400, 'This checkout takes no tip.', 'Leave requested_tip out.'],
  INVALID_TIP: [400, 'A tip has an amount or a percentage.', 'Send exactly one of amount_money and percent.'],
  INVALID_TIP_AMOUNT: [400, 'A tip is at least 1 minor unit.', 'Send a larger amount, or null for no tip.'],
  INVALID_TIP_PERCENT: [
    400,
    "A tip's percentage is from 1 to 100, with at most four decimals.",
    'Send such a percentage.',
  ],
  TIP_LIMIT_EXCEEDED: [400, 'The tip is larger than this order allows.', 'Send a smaller tip.'],
  AMOUNT_TOO_LARGE: [
    400,
    'The amounts of this order add up to more than can be counted.',
    'Lower prices or quantities.',
  ],
})
