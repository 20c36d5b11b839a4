import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-commerce 9.1 to 9.4. */
export const paymentLinkErrors = defineErrors({
  PAYMENT_LINK_NOT_FOUND: [
    404,
    'There is no payment link with this id.',
    "Check the id, and that the key belongs to the link's mode.",
  ],
  PAYMENT_LINK_INACTIVE: [
    409,
    'This payment link takes no payments now.',
    'Ask the seller; they can make the link active again.',
    { source: 'merchant' },
  ],
  PAYMENT_LINK_MAX_COMPLETIONS_REACHED: [
    409,
    'This payment link was paid as often as it may be.',
    'Ask the seller for another link.',
    { source: 'merchant' },
  ],
  EVENT_SOLD_OUT: [
    409,
    'There are not as many tickets left.',
    'Read the public link again for remaining_quantity.',
    { source: 'merchant' },
  ],
  PAYMENT_LINK_CHANGED: [
    409,
    'The payment link has changed since it was shown.',
    'Read the public link again, show it, then resolve with its new resolution_context.',
  ],
  PAYMENT_LINK_RESOLUTION_CONTEXT_REQUIRED: [
    400,
    'Resolving needs what the public link said.',
    'Send the resolution_context of GET /v1/payment-links/{payment_link_id}/public.',
  ],
  PAYMENT_LINK_RESOLUTION_CONTEXT_INVALID: [
    400,
    'This resolution_context is not one of this link.',
    'Send the resolution_context of GET /v1/payment-links/{payment_link_id}/public as it came.',
  ],
  PAYMENT_LINK_RESOLUTION_CONTEXT_REFRESH_REQUIRED: [
    409,
    'This resolution_context is used up: its time is over, or it has made a checkout.',
    'Read the public link again and send its new resolution_context.',
  ],
  PAYMENT_LINK_FULFILLMENT_UNAVAILABLE: [
    409,
    'Delivery is not served for payment links.',
    'Leave delivery_method_ids and inventory_routing_source out.',
  ],
  INVALID_PAYMENT_LINK_TYPE: [
    400,
    'This type of payment link is not known.',
    'Send standard, donation or event.',
  ],
  INVALID_PAYMENT_LINK_CUSTOM_FIELD_TYPE: [
    400,
    'This type of custom field is not known.',
    'Send text, textarea, dropdown or checkbox.',
  ],
  TOO_MANY_CUSTOM_FIELDS: [400, 'A payment link has at most 20 custom fields.', 'Send fewer.'],
  DUPLICATE_LINE_ITEM_KEY: [400, 'Two line items have the same key.', 'Give each line item its own key.'],
  DONATION_LINE_ITEMS_NOT_ALLOWED: [
    400,
    'A donation has no line items.',
    'Leave line_items out, or choose another payment_link_type.',
  ],
  DONATION_PLAN_NOT_ALLOWED: [400, 'A donation has no subscription plan.', 'Leave subscription_plan_id out.'],
  DONATION_PROMOTIONS_NOT_ALLOWED: [400, 'Nothing is taken off a donation.', 'Leave promotion_config out.'],
  DONATION_TAX_NOT_ALLOWED: [400, 'A donation is not taxed.', 'Leave tax out.'],
  DONATION_TIP_NOT_ALLOWED: [400, 'A donation has no tip.', 'Leave tip out.'],
  DONATION_AMOUNT_REQUIRED: [
    400,
    'A donation needs the amount that the buyer gives.',
    'Send unit_price_overrides.donation.',
  ],
  INVALID_DONATION_AMOUNT: [
    400,
    'The amounts of a donation do not go together.',
    'Send a minimum that is not above the maximum, and suggestions between the two.',
  ],
  EVENT_LINE_ITEMS_REQUIRED: [400, 'An event needs its tickets as line items.', 'Send line_items.'],
  EVENT_PLAN_NOT_ALLOWED: [400, 'An event has no subscription plan.', 'Leave subscription_plan_id out.'],
  INVALID_EVENT_AT: [
    400,
    'The time of the event is not in RFC 3339.',
    'Send a time such as 2026-07-02T18:04:11Z.',
  ],
  QUANTITY_BELOW_MIN: [400, 'The quantity is below what the link sells.', 'Send at least min_quantity.'],
  QUANTITY_ABOVE_MAX: [400, 'The quantity is above what the link sells.', 'Send at most max_quantity.'],
  QUANTITY_NOT_ADJUSTABLE: [
    400,
    'The buyer cannot change this quantity.',
    'Leave the line out of quantity_overrides.',
  ],
  AMOUNT_BELOW_MIN: [400, 'The amount is below what the link takes.', 'Send at least the minimum.'],
  AMOUNT_ABOVE_MAX: [400, 'The amount is above what the link takes.', 'Send at most the maximum.'],
  AMOUNT_NOT_ADJUSTABLE: [
    400,
    'The buyer cannot change this amount.',
    'Leave the line out of unit_price_overrides.',
  ],
  REQUIRED_CUSTOM_FIELD_MISSING: [
    400,
    'A required custom field has no answer.',
    'Send the named field in custom_field_values.',
  ],
  UNKNOWN_CUSTOM_FIELD_KEY: [
    400,
    'The link has no custom field of this key.',
    'Send the keys of the public link only.',
  ],
  INVALID_DROPDOWN_VALUE: [
    400,
    'This is none of the options.',
    'Send one of the options of the custom field.',
  ],
})
