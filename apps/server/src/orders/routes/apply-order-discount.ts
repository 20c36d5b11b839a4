import { httpErrors } from '../../platform/http/errors.ts'
import { body } from '../../platform/http/schema.ts'
import { promotionErrors } from '../../promotions/index.ts'
import { applyDiscount } from '../change-discounts.ts'
import { orderErrors } from '../errors.ts'
import { DiscountInput } from '../input-schemas.ts'
import { OrderParams } from './get-order.ts'
import { orderCommand } from './order-command.ts'

/** What can be wrong with a promotion that is asked for. */
export const offerErrors = [
  promotionErrors.PROMOTION_NOT_FOUND,
  promotionErrors.PROMOTION_DECLINED,
  promotionErrors.PROMOTION_NOT_REDEEMABLE,
  promotionErrors.PROMOTION_NO_ACTIVE_CODES,
  promotionErrors.COUPON_NOT_FOUND,
  promotionErrors.COUPON_EXPIRED,
  promotionErrors.COUPON_NOT_STACKABLE,
]

export const discountErrors = [
  orderErrors.DISCOUNT_REQUIRED,
  orderErrors.NO_DISCOUNTABLE_BALANCE,
  orderErrors.LINE_ITEM_DISCOUNT_REQUIRES_IDS,
  orderErrors.ORDER_DISCOUNT_NO_LINE_ITEM_IDS,
  orderErrors.ORDER_DISCOUNT_NO_CHARGE_IDS,
  orderErrors.SERVICE_CHARGE_DISCOUNT_NO_LINE_ITEM_IDS,
  orderErrors.ORDER_LINE_ITEM_NOT_FOUND,
  orderErrors.ORDER_CHARGE_NOT_FOUND,
  orderErrors.CHECKOUT_MANUAL_DISCOUNT_NOT_ALLOWED,
  promotionErrors.CHECKOUT_DISCOUNT_ID_NOT_ALLOWED,
  promotionErrors.PROMOTION_CODES_DISABLED,
  httpErrors.CURRENCY_MISMATCH,
  httpErrors.UNSUPPORTED_CURRENCY,
  ...offerErrors,
]

const required = { ...DiscountInput, 'x-flint-required': 'DISCOUNT_REQUIRED' }

export const applyOrderDiscountRoute = orderCommand({
  method: 'POST',
  path: '/v1/orders/{order_id}/discounts',
  operationId: 'applyOrderDiscount',
  summary: 'Apply a discount',
  callers: ['merchant', 'checkout'],
  params: OrderParams,
  body: body({ discount: required }),
  errors: discountErrors,
  run: (ctx, params, input) => applyDiscount(ctx, params.order_id, input.discount),
})
