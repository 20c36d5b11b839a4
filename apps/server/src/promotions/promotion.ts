import type { Instant } from '../platform/clock/clock.ts'
import type { Metadata } from '../platform/http/metadata.ts'
import type { ApplicationMethod, DiscountClass, Exclusivity, Offer, RedemptionType, Rules } from './offer.ts'

/** A promotion as it is stored. Amounts are minor units. Source: contract, flint-commerce 15.1. */
export type Promotion = PromotionTerms & {
  environmentId: string
  promotionId: string
  /** Set for those that were made as a coupon. */
  couponId: string | null
  version: number
  archivedAt: Instant | null
  createdAt: Instant
  updatedAt: Instant
}

/** What its maker decides. */
export type PromotionTerms = {
  name: string
  displayName: string | null
  isActive: boolean
  redemptionType: RedemptionType
  discountClass: DiscountClass
  method: ApplicationMethod
  eligibility: Rules
  combinesWith: Record<DiscountClass, boolean>
  exclusivity: Exclusivity | null
  stackingMode: 'continue' | 'stop_after'
  schedule: { startsAt: Instant | null; endsAt: Instant | null; timezone: string }
  maxUses: number | null
  maxUsesPerCustomer: number | null
  metadata: Metadata
  /** Coupons have one. */
  description: string | null
}

export type PromotionCode = {
  environmentId: string
  promotionCodeId: string
  promotionId: string
  code: string
  isActive: boolean
  expiresAt: Instant | null
  maxUses: number | null
  version: number
  createdAt: Instant
  updatedAt: Instant
}

/** Uses of a promotion or a code: `taken` are reserved or redeemed and count against limits, `redeemed` were paid. */
export type Uses = { taken: number; redeemed: number }

export type PromotionStatus =
  'active' | 'inactive' | 'expired' | 'not_yet_started' | 'exhausted' | 'no_active_codes' | 'archived'

export type PromotionCodeStatus = 'active' | 'inactive' | 'expired' | 'exhausted'

/** The first that is true, from the most final on. Source: contract, flint-commerce 15.1. */
export const statusOf = (
  promotion: Promotion,
  uses: Uses,
  hasActiveCode: boolean,
  now: Instant,
): PromotionStatus => {
  const { startsAt, endsAt } = promotion.schedule
  if (promotion.archivedAt !== null) return 'archived'
  if (!promotion.isActive) return 'inactive'
  if (endsAt !== null && now >= endsAt) return 'expired'
  if (promotion.maxUses !== null && uses.taken >= promotion.maxUses) return 'exhausted'
  if (startsAt !== null && now < startsAt) return 'not_yet_started'
  return promotion.redemptionType === 'code' && !hasActiveCode ? 'no_active_codes' : 'active'
}

export const codeStatusOf = (code: PromotionCode, uses: Uses, now: Instant): PromotionCodeStatus => {
  if (!code.isActive) return 'inactive'
  if (code.expiresAt !== null && now >= code.expiresAt) return 'expired'
  return code.maxUses !== null && uses.taken >= code.maxUses ? 'exhausted' : 'active'
}

/** Two codes are one when they differ in case only. Source: contract, flint-commerce 15.1. */
export const codeKeyOf = (code: string): string => code.normalize('NFC').toLowerCase()

/** The terms as an order keeps them. */
export const toOffer = (promotion: Promotion, code: PromotionCode | null): Offer => ({
  promotionId: promotion.promotionId,
  promotionCodeId: code?.promotionCodeId ?? null,
  promotionCode: code?.code ?? null,
  couponId: promotion.couponId,
  name: promotion.displayName ?? promotion.name,
  discountClass: promotion.discountClass,
  redemptionType: promotion.redemptionType,
  method: promotion.method,
  eligibility: promotion.eligibility,
  combinesWith: promotion.combinesWith,
  exclusivity: promotion.exclusivity,
  stackingMode: promotion.stackingMode,
  startsAt: promotion.schedule.startsAt,
  endsAt: promotion.schedule.endsAt,
  isLimited:
    promotion.maxUses !== null || promotion.maxUsesPerCustomer !== null || (code?.maxUses ?? null) !== null,
  isLimitedPerCustomer: promotion.maxUsesPerCustomer !== null,
})
