import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { promotionErrors } from '../../promotions/errors.ts'
import { Coupon, CouponParams, ReplaceItemLimitsBody } from '../schemas.ts'
import { toCoupon } from '../to-coupon.ts'
import { replaceItemLimits } from '../update-coupon.ts'

export const replaceCouponItemLimitsRoute = defineRoute({
  method: 'POST',
  path: '/v1/coupons/{coupon_id}/limit-to-items/replace',
  operationId: 'replaceCouponItemLimits',
  tag: 'Coupons',
  summary: 'Replace the items that a coupon is limited to',
  description: 'An empty list makes it count for all items.',
  callers: ['merchant'],
  scope: 'commerce.promotions.write',
  idempotency: 'optional',
  isExtension: true,
  params: CouponParams,
  body: ReplaceItemLimitsBody,
  status: 200,
  data: Coupon,
  errors: [promotionErrors.COUPON_NOT_FOUND, promotionErrors.PROMOTION_CONFLICT],
  run: ({ ctx, params, body }) => replaceItemLimits(ctx, params.coupon_id, body.limit_to_item_ids),
  show: (changed, ctx) => answer(200, toCoupon(ctx, changed)),
})
