import type { Context } from '../platform/context.ts'
import { type Promotion, type PromotionCode, type Uses, codeStatusOf, statusOf } from './promotion.ts'
import { toMethod } from './to-method.ts'

/** A promotion with what has become of it, and a code with its uses. */
export type PromotionWithUses = { promotion: Promotion; uses: Uses; hasActiveCode: boolean }
export type CodeWithUses = { code: PromotionCode; uses: Uses }

/** Source: contract, flint-commerce 15.1. */
export const toPromotion = (ctx: Context, { promotion, uses, hasActiveCode }: PromotionWithUses) => ({
  promotion_id: promotion.promotionId,
  status: statusOf(promotion, uses, hasActiveCode, ctx.now),
  name: promotion.name,
  display_name: promotion.displayName,
  application_method: toMethod(promotion.method),
  discount_class: promotion.discountClass,
  redemption_type: promotion.redemptionType,
  eligibility_rules: promotion.eligibility,
  combines_with: promotion.combinesWith,
  exclusivity: promotion.exclusivity,
  schedule: {
    starts_at: promotion.schedule.startsAt,
    ends_at: promotion.schedule.endsAt,
    timezone: promotion.schedule.timezone,
  },
  max_uses: promotion.maxUses,
  max_uses_per_customer: promotion.maxUsesPerCustomer,
  uses_count: uses.redeemed,
  stacking_mode: promotion.stackingMode,
  metadata: promotion.metadata,
  version: promotion.version,
  archived_at: promotion.archivedAt,
  created_at: promotion.createdAt,
  updated_at: promotion.updatedAt,
})

export const toPromotionCode = (ctx: Context, { code, uses }: CodeWithUses) => ({
  promotion_code_id: code.promotionCodeId,
  promotion_id: code.promotionId,
  code: code.code,
  status: codeStatusOf(code, uses, ctx.now),
  expires_at: code.expiresAt,
  max_uses: code.maxUses,
  uses_count: uses.redeemed,
  version: code.version,
  created_at: code.createdAt,
  updated_at: code.updatedAt,
})
