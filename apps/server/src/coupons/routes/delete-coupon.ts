import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { ExpectedVersion, versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { promotionErrors } from '../../promotions/errors.ts'
import { Coupon, CouponParams } from '../schemas.ts'
import { toCoupon } from '../to-coupon.ts'
import { deleteCoupon } from '../update-coupon.ts'

export const deleteCouponRoute = defineRoute({
  method: 'DELETE',
  path: '/v1/coupons/{coupon_id}',
  operationId: 'deleteCoupon',
  tag: 'Coupons',
  summary: 'Delete a coupon',
  description: 'For good. Its code can be given out anew; orders that have it keep it.',
  callers: ['merchant'],
  scope: 'commerce.promotions.write',
  idempotency: 'optional',
  isExtension: true,
  params: CouponParams,
  query: body({ expected_version: Type.Optional(ExpectedVersion) }),
  status: 200,
  data: Coupon,
  errors: [
    promotionErrors.COUPON_NOT_FOUND,
    promotionErrors.PROMOTION_CONFLICT,
    versionErrors.VERSION_CONFLICT,
  ],
  run: ({ ctx, params, query }) => deleteCoupon(ctx, params.coupon_id, query.expected_version),
  show: (deleted, ctx) => answer(200, toCoupon(ctx, deleted)),
})
