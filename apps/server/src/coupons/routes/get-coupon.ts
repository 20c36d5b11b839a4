import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { promotionErrors } from '../../promotions/errors.ts'
import { getCoupon } from '../get-coupon.ts'
import { Coupon, CouponParams } from '../schemas.ts'
import { toCoupon } from '../to-coupon.ts'

export const getCouponRoute = defineRoute({
  method: 'GET',
  path: '/v1/coupons/{coupon_id}',
  operationId: 'getCoupon',
  tag: 'Coupons',
  summary: 'Read a coupon',
  callers: ['merchant'],
  scope: 'commerce.promotions.read',
  idempotency: 'none',
  isExtension: true,
  params: CouponParams,
  status: 200,
  data: Coupon,
  errors: [promotionErrors.COUPON_NOT_FOUND],
  run: ({ ctx, params }) => getCoupon(ctx, params.coupon_id),
  show: (found, ctx) => answer(200, toCoupon(ctx, found)),
})
