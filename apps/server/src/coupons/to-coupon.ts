import type { Context } from '../platform/context.ts'
import { type PromotionStatus, statusOf } from '../promotions/promotion.ts'
import type { PromotionWithUses } from '../promotions/to-promotion.ts'
import { basisOf, itemIdsOf, minimumOf } from './coupon-terms.ts'

export type CouponPromotion = PromotionWithUses & { couponCode: string }

const statuses: Record<PromotionStatus, string> = {
  active: 'active',
  not_yet_started: 'active',
  inactive: 'disabled',
  no_active_codes: 'disabled',
  expired: 'expired',
  exhausted: 'exhausted',
  archived: 'deleted',
}

/** Source: contract, flint-commerce 15.2. */
export const toCoupon = (ctx: Context, { promotion, uses, hasActiveCode, couponCode }: CouponPromotion) => ({
  coupon_id: promotion.couponId,
  promotion_id: promotion.promotionId,
  name: promotion.name,
  coupon_code: couponCode,
  description: promotion.description,
  percent_off: promotion.method.type === 'percent_off' ? promotion.method.percentOff : null,
  amount_off_money:
    promotion.method.type === 'amount_off'
      ? { amount: promotion.method.amountOff, currency: promotion.method.currency }
      : null,
  max_uses: promotion.maxUses,
  uses_count: uses.redeemed,
  expires_at: promotion.schedule.endsAt,
  status: statuses[statusOf(promotion, uses, hasActiveCode, ctx.now)],
  limit_to_item_ids: itemIdsOf(promotion),
  minimum_purchase_amount: minimumOf(promotion),
  is_stackable: Object.values(promotion.combinesWith).every(Boolean),
  discount_calculation_basis: basisOf(promotion),
  version: promotion.version,
  created_at: promotion.createdAt,
  updated_at: promotion.updatedAt,
})
