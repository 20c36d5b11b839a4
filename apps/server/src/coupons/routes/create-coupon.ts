import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { promotionErrors } from '../../promotions/errors.ts'
import { createCoupon } from '../create-coupon.ts'
import { Coupon, CreateCouponBody } from '../schemas.ts'
import { toCoupon } from '../to-coupon.ts'

/** What the terms of a coupon can be refused for. */
export const couponTermsErrors = [
  httpErrors.EXACTLY_ONE_REQUIRED,
  promotionErrors.INVALID_APPLICATION_METHOD,
  promotionErrors.INVALID_DISCOUNT_CALCULATION_BASIS,
]

export const createCouponRoute = defineRoute({
  method: 'POST',
  path: '/v1/coupons',
  operationId: 'createCoupon',
  tag: 'Coupons',
  summary: 'Create a coupon',
  description: 'It is a promotion with one code, and is listed among promotions, too.',
  callers: ['merchant'],
  scope: 'commerce.promotions.write',
  idempotency: 'optional',
  isExtension: true,
  body: CreateCouponBody,
  status: 201,
  data: Coupon,
  errors: [
    ...couponTermsErrors,
    promotionErrors.INVALID_CODE,
    promotionErrors.CODE_TOO_LONG,
    promotionErrors.DUPLICATE_CODE,
  ],
  run: ({ ctx, body }) => createCoupon(ctx, body),
  show: (created, ctx) => answer(201, toCoupon(ctx, created)),
})
