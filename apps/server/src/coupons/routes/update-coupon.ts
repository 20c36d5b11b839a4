import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { promotionErrors } from '../../promotions/errors.ts'
import { Coupon, CouponParams, UpdateCouponBody } from '../schemas.ts'
import { toCoupon } from '../to-coupon.ts'
import { updateCoupon } from '../update-coupon.ts'
import { couponTermsErrors } from './create-coupon.ts'

export const updateCouponRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/coupons/{coupon_id}',
  operationId: 'updateCoupon',
  tag: 'Coupons',
  summary: 'Change a coupon',
  description: 'Orders that have it keep the terms they got, until their discounts are repriced.',
  callers: ['merchant'],
  scope: 'commerce.promotions.write',
  idempotency: 'optional',
  isExtension: true,
  params: CouponParams,
  body: UpdateCouponBody,
  status: 200,
  data: Coupon,
  errors: [
    promotionErrors.COUPON_NOT_FOUND,
    promotionErrors.PROMOTION_CONFLICT,
    versionErrors.VERSION_CONFLICT,
    httpErrors.NO_FIELDS_TO_UPDATE,
    ...couponTermsErrors,
  ],
  run: ({ ctx, params, body }) => updateCoupon(ctx, params.coupon_id, body),
  show: (changed, ctx) => answer(200, toCoupon(ctx, changed)),
})
