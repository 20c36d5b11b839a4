import type { Row } from '../platform/db/statement.ts'
import type { Promotion, PromotionCode } from './promotion.ts'

/** Between rows and what the code speaks of. What is filtered, sorted, unique or locked has a column of its own. */

export const promotionColumns = `environment_id, promotion_id, coupon_id, name, redemption_type, discount_class, is_active,
  starts_at, ends_at, max_uses, max_uses_per_customer, version, document, archived_at, created_at, updated_at`

export const codeColumns = `environment_id, promotion_code_id, promotion_id, code, is_active, expires_at, max_uses, version,
  created_at, updated_at`

type Document = Pick<
  Promotion,
  | 'displayName'
  | 'method'
  | 'eligibility'
  | 'combinesWith'
  | 'exclusivity'
  | 'stackingMode'
  | 'metadata'
  | 'description'
> & { timezone: string }

export const documentOf = (promotion: Promotion): Document => ({
  displayName: promotion.displayName,
  method: promotion.method,
  eligibility: promotion.eligibility,
  combinesWith: promotion.combinesWith,
  exclusivity: promotion.exclusivity,
  stackingMode: promotion.stackingMode,
  metadata: promotion.metadata,
  description: promotion.description,
  timezone: promotion.schedule.timezone,
})

export const toStoredPromotion = (row: Row): Promotion => {
  const { timezone, ...document } = row['document'] as Document
  return {
    environmentId: row['environment_id'],
    promotionId: row['promotion_id'],
    couponId: row['coupon_id'],
    name: row['name'],
    redemptionType: row['redemption_type'],
    discountClass: row['discount_class'],
    isActive: row['is_active'],
    schedule: { startsAt: row['starts_at'], endsAt: row['ends_at'], timezone },
    maxUses: row['max_uses'],
    maxUsesPerCustomer: row['max_uses_per_customer'],
    version: row['version'],
    archivedAt: row['archived_at'],
    createdAt: row['created_at'],
    updatedAt: row['updated_at'],
    ...document,
  }
}

export const toStoredCode = (row: Row): PromotionCode => ({
  environmentId: row['environment_id'],
  promotionCodeId: row['promotion_code_id'],
  promotionId: row['promotion_id'],
  code: row['code'],
  isActive: row['is_active'],
  expiresAt: row['expires_at'],
  maxUses: row['max_uses'],
  version: row['version'],
  createdAt: row['created_at'],
  updatedAt: row['updated_at'],
})
