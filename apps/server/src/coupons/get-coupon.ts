import type { Context } from '../platform/context.ts'
import { listPage } from '../platform/db/list-query.ts'
import { refuse } from '../platform/http/errors.ts'
import { couponList, findCouponCodes } from '../promotions/coupon-queries.ts'
import { promotionErrors } from '../promotions/errors.ts'
import { promotionIdOf } from '../promotions/offer-of.ts'
import type { Promotion } from '../promotions/promotion.ts'
import { findFacts, findPromotion, noFacts } from '../promotions/queries.ts'
import type { CouponPromotion } from './to-coupon.ts'

export const getCoupon = async (ctx: Context, couponId: string): Promise<CouponPromotion> => {
  const promotion = await ctx.db.run(findPromotion(ctx, promotionIdOf(couponId)))
  const [coupon] = await asCoupons(ctx, [expectCoupon(promotion, couponId)])
  return coupon!
}

export const listCoupons = async (ctx: Context, query: Record<string, unknown>) => {
  const page = await listPage(ctx, couponList, query)
  return { items: await asCoupons(ctx, page.items), nextPageToken: page.nextPageToken }
}

/** A promotion that was not made as a coupon is none, whatever the id. */
export const expectCoupon = (promotion: Promotion | null, couponId: string): Promotion => {
  if (promotion?.couponId !== couponId) throw refuse(promotionErrors.COUPON_NOT_FOUND, { param: 'coupon_id' })
  return promotion
}

const asCoupons = async (ctx: Context, promotions: readonly Promotion[]): Promise<CouponPromotion[]> => {
  const ids = promotions.map((promotion) => promotion.promotionId)
  const [facts, codes] = await Promise.all([
    ctx.db.run(findFacts(ctx, ids)),
    ctx.db.run(findCouponCodes(ctx, ids)),
  ])
  return promotions.map((promotion) => ({
    promotion,
    ...(facts.get(promotion.promotionId) ?? noFacts),
    couponCode: codes.get(promotion.promotionId) ?? '',
  }))
}
