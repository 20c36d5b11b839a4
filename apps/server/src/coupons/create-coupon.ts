import type { Context } from '../platform/context.ts'
import { storePromotion } from '../promotions/create-promotion.ts'
import { newCode } from '../promotions/new-code.ts'
import { newPromotion } from '../promotions/new-promotion.ts'
import { refusingUsedCode } from '../promotions/used-code.ts'
import { newCouponTerms } from './coupon-terms.ts'
import type { CreateCouponBody } from './schemas.ts'
import type { CouponPromotion } from './to-coupon.ts'

/** Source: contract, flint-commerce 15.2. */
export const createCoupon = async (ctx: Context, input: CreateCouponBody): Promise<CouponPromotion> => {
  const promotion = newPromotion(ctx, newCouponTerms(input), true)
  const code = newCode(ctx, promotion.promotionId, { code: input.coupon_code }, 'coupon_code')
  return refusingUsedCode('coupon_code', () =>
    storePromotion(ctx, promotion, [code], { couponCode: code.code }),
  )
}
