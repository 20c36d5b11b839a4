import type { Context } from '../platform/context.ts'
import { type ListQuery, equals, freeText, timeFilters } from '../platform/db/list-query.ts'
import { type Statement, findMany, findOne, write } from '../platform/db/statement.ts'
import { hasActiveCode } from './offer-queries.ts'
import type { Promotion, Uses } from './promotion.ts'
import { documentOf, promotionColumns, toStoredPromotion } from './rows.ts'

/** Statements on `promotions`; those on codes are in `code-queries.ts`, on uses in `use-queries.ts`. */

export const insertPromotion = (promotion: Promotion): Statement<void> =>
  write(
    'insert_promotion',
    `INSERT INTO promotions (environment_id, promotion_id, coupon_id, name, redemption_type, discount_class, is_active,
       starts_at, ends_at, max_uses, max_uses_per_customer, version, document, archived_at, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING 1`,
    [
      promotion.environmentId,
      promotion.promotionId,
      promotion.couponId,
      promotion.name,
      promotion.redemptionType,
      promotion.discountClass,
      promotion.isActive,
      promotion.schedule.startsAt,
      promotion.schedule.endsAt,
      promotion.maxUses,
      promotion.maxUsesPerCustomer,
      promotion.version,
      JSON.stringify(documentOf(promotion)),
      promotion.archivedAt,
      promotion.createdAt,
      promotion.updatedAt,
    ],
  )

export const savePromotion = (promotion: Promotion): Statement<void> =>
  write(
    'save_promotion',
    `UPDATE promotions SET name = $3, discount_class = $4, is_active = $5, starts_at = $6, ends_at = $7, max_uses = $8,
       max_uses_per_customer = $9, version = $10, document = $11, archived_at = $12, updated_at = $13
     WHERE environment_id = $1 AND promotion_id = $2 RETURNING 1`,
    [
      promotion.environmentId,
      promotion.promotionId,
      promotion.name,
      promotion.discountClass,
      promotion.isActive,
      promotion.schedule.startsAt,
      promotion.schedule.endsAt,
      promotion.maxUses,
      promotion.maxUsesPerCustomer,
      promotion.version,
      JSON.stringify(documentOf(promotion)),
      promotion.archivedAt,
      promotion.updatedAt,
    ],
  )

const findText = `SELECT ${promotionColumns} FROM promotions WHERE environment_id = $1 AND promotion_id = $2`

export const findPromotion = (ctx: Context, promotionId: string): Statement<Promotion | null> =>
  findOne('find_promotion', findText, [ctx.environmentId, promotionId], toStoredPromotion)

/** Holds back changes of the promotion and its codes, and orders that take its limited uses. */
export const lockPromotion = (ctx: Context, promotionId: string): Statement<Promotion | null> =>
  findOne(
    'lock_promotion',
    `${findText} FOR NO KEY UPDATE`,
    [ctx.environmentId, promotionId],
    toStoredPromotion,
  )

export type PromotionFacts = { uses: Uses; hasActiveCode: boolean }

/** What the status and the count of uses follow from, by promotion. */
export const findFacts = (
  ctx: Context,
  promotionIds: readonly string[],
): Statement<ReadonlyMap<string, PromotionFacts>> => {
  const { read, ...statement } = findMany(
    'find_promotion_facts',
    `SELECT p.promotion_id, ${hasActiveCode('p', '$3')} AS has_active_code,
       promotion_uses_taken(p.environment_id, p.promotion_id, '') AS taken,
       (SELECT coalesce(sum(u.redeemed), 0) FROM promotion_use_counts u
        WHERE u.environment_id = p.environment_id AND u.promotion_id = p.promotion_id AND u.promotion_code_id = '') AS redeemed
     FROM promotions p WHERE p.environment_id = $1 AND p.promotion_id = ANY($2::text[])`,
    [ctx.environmentId, promotionIds, ctx.now],
    (row): [string, PromotionFacts] => [
      row['promotion_id'],
      { uses: { taken: row['taken'], redeemed: row['redeemed'] }, hasActiveCode: row['has_active_code'] },
    ],
  )
  return { ...statement, read: (rows) => new Map(read(rows)) }
}

export const noFacts: PromotionFacts = { uses: { taken: 0, redeemed: 0 }, hasActiveCode: false }

/** As `statusOf` says it; `now` is a parameter of the query. */
const statusIn = (now: string) => `CASE
  WHEN archived_at IS NOT NULL THEN 'archived'
  WHEN NOT is_active THEN 'inactive'
  WHEN ends_at <= ${now} THEN 'expired'
  WHEN max_uses <= promotion_uses_taken(environment_id, promotion_id, '') THEN 'exhausted'
  WHEN starts_at > ${now} THEN 'not_yet_started'
  WHEN redemption_type = 'code' AND NOT ${hasActiveCode('promotions', now)} THEN 'no_active_codes'
  ELSE 'active' END`

/** Archived ones are listed when their status is asked for. */
export const promotionList = (ctx: Context): ListQuery<Promotion> => ({
  operation: 'listPromotions',
  table: 'promotions',
  columns: promotionColumns,
  idColumn: 'promotion_id',
  idPrefix: 'promo',
  sorts: {
    updated_at: { column: 'updated_at', cast: 'timestamptz', of: (row) => row['updated_at'] },
    name: { column: 'name', cast: 'text', of: (row) => row['name'] },
  },
  filters: {
    is_archived: { sql: (parameter) => `(archived_at IS NOT NULL) = ${parameter}::boolean` },
    status: {
      where: (statuses: string[], bind) =>
        `${statusIn(`${bind(ctx.now)}::timestamptz`)} = ANY(${bind(statuses)}::text[])`,
    },
    redemption_type: equals('redemption_type'),
    discount_class: equals('discount_class'),
    query: freeText(['name', "coalesce(document ->> 'displayName', '')"], { promo_: 'promotion_id' }),
    ...timeFilters,
  },
  map: toStoredPromotion,
})
