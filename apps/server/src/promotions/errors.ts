import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-commerce 15 and 17; flint-platform 6.1. */
export const promotionErrors = defineErrors({
  PROMOTION_NOT_FOUND: [404, 'There is no such promotion.', 'Check the promotion id or code.'],
  PROMOTION_DECLINED: [
    409,
    'The promotion does not apply to this order.',
    'Read reason, change the order accordingly, or leave the promotion out.',
  ],
  PROMOTION_NOT_REDEEMABLE: [
    409,
    'The promotion is archived.',
    'Use another promotion, or create a new one.',
  ],
  PROMOTION_NO_ACTIVE_CODES: [
    400,
    'The promotion is for codes, and none of its codes is active.',
    'Add a code, or make one active.',
  ],
  PROMOTION_CODES_DISABLED: [
    409,
    'Codes are not taken here.',
    'Leave the code out, or enable codes in the settings.',
    { source: 'merchant' },
  ],
  PROMOTION_CONFLICT: [
    409,
    'The promotion cannot be changed like this.',
    'Read it again; archived promotions do not change, and automatic ones have no codes.',
  ],
  PROMOTION_FILTER_TARGET_CONFLICT: [
    409,
    'discounted_item_rules choose among line items, and this promotion is not about single line items.',
    'Send discount_class line_item, or leave the rules out.',
  ],
  CHECKOUT_DISCOUNT_ID_NOT_ALLOWED: [
    400,
    'A buyer names a promotion by its code.',
    'Send promotion_code instead of the id.',
  ],
  INVALID_DISCOUNT_CLASS: [
    400,
    'This discount class is not possible here.',
    'Send order, line_item or service_charge; buy_x_get_y takes no service_charge.',
  ],
  APPLICATION_METHOD_REQUIRED: [
    400,
    'A promotion needs an application method.',
    'Send application_method with a type and its fields.',
  ],
  UNSUPPORTED_APPLICATION_TYPE: [
    400,
    'This type of promotion is not known.',
    'Send percent_off, amount_off or buy_x_get_y.',
  ],
  INVALID_APPLICATION_METHOD: [
    400,
    'The fields of the application method do not fit its type.',
    'Send the fields that the named type takes.',
  ],
  INVALID_ALLOCATION: [400, 'This allocation is not possible here.', 'Send each or across.'],
  INVALID_CALCULATION_BASIS: [
    400,
    'This calculation basis is not known.',
    'Send subtotal_pre_tax or subtotal_post_tax.',
  ],
  INVALID_REWARD_SELECTION: [
    400,
    'This reward selection is not known.',
    'Send cheapest, highest_price or first_added.',
  ],
  INVALID_REDEMPTION_TYPE: [
    400,
    'The redemption type does not fit.',
    'Send automatic, or code with the codes to give out.',
  ],
  INVALID_STACKING_MODE: [400, 'This stacking mode is not known.', 'Send continue or stop_after.'],
  INVALID_EXCLUSIVITY_SELECTION: [
    400,
    'This exclusivity selection is not known.',
    'Send best_of or highest_priority.',
  ],
  INVALID_RULE_GROUP: [
    400,
    'Rules are a list, or one group of all or any.',
    'Send a list of rules, {"all": […]} or {"any": […]}, nested at most three deep.',
  ],
  INVALID_RULE_OPERATOR: [
    400,
    'The operator does not go with the field.',
    'Send an operator that the field takes.',
  ],
  INVALID_RULE_VALUE: [
    400,
    'The field or value of a rule is not possible.',
    'Send a documented field with a value of its type.',
  ],
  INVALID_RANGE: [400, 'The end is not after the start.', 'Send ends_at after starts_at.'],
  INVALID_CODE: [
    400,
    'A code is made of printable characters without spaces.',
    'Send letters, digits and signs.',
  ],
  CODE_TOO_LONG: [400, 'A code has at most 100 characters.', 'Send a shorter code.'],
  DUPLICATE_CODE: [
    400,
    'This code is in use already. Upper and lower case are the same code.',
    'Send another code, or delete the one in use first.',
  ],
  // Coupons are the older view of the same store. Source: contract, flint-commerce 15.2.
  COUPON_NOT_FOUND: [404, 'There is no such coupon.', 'Check the coupon id or code.'],
  COUPON_EXPIRED: [409, 'The coupon has expired.', 'Use another coupon.'],
  COUPON_NOT_STACKABLE: [
    400,
    'The coupon cannot be combined with what is applied already.',
    'Remove the other discount first, or leave the coupon out.',
  ],
  INVALID_DISCOUNT_CALCULATION_BASIS: [
    400,
    'This calculation basis is not known.',
    'Send subtotal_pre_tax, subtotal_post_tax or total_with_shipping.',
  ],
})
