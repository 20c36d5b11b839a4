import type { Context } from '../platform/context.ts'
import type { ListQuery } from '../platform/db/list-query.ts'
import { type Statement, findMany } from '../platform/db/statement.ts'
import { type Promotion, codeKeyOf } from './promotion.ts'
import { promotionColumns, toStoredPromotion } from './rows.ts'

/** Reads of those promotions that were made as coupons. */

/** The code that each was made with, which a deleted one keeps showing. */
export const findCouponCodes = (
  ctx: Context,
  promotionIds: readonly string[],
): Statement<ReadonlyMap<string, string>> => {
  const { read, ...statement } = findMany(
    'find_coupon_codes',
    `SELECT DISTINCT ON (promotion_id) promotion_id, code FROM promotion_codes
     WHERE environment_id = $1 AND promotion_id = ANY($2::text[]) ORDER BY promotion_id, promotion_code_id`,
    [ctx.environmentId, promotionIds],
    (row): [string, string] => [row['promotion_id'], row['code']],
  )
  return { ...statement, read: (rows) => new Map(read(rows)) }
}

export const couponList: ListQuery<Promotion> = {
  operation: 'listCoupons',
  table: '(SELECT * FROM promotions WHERE coupon_id IS NOT NULL AND archived_at IS NULL) AS promotions',
  columns: promotionColumns,
  idColumn: 'coupon_id',
  idPrefix: 'cpn',
  filters: {
    code: {
      sql: (parameter) => `EXISTS (SELECT 1 FROM promotion_codes c
        WHERE c.environment_id = promotions.environment_id AND c.promotion_id = promotions.promotion_id
          AND c.deleted_at IS NULL AND c.code_key = ${parameter})`,
      cast: codeKeyOf,
    },
  },
  map: toStoredPromotion,
}
