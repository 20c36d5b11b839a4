import type { Context } from '../platform/context.ts'
import { type Row, type Statement, findMany } from '../platform/db/statement.ts'
import type { Offer } from './offer.ts'
import { type Asked, type FoundOffer, promotionIdOf } from './offer-of.ts'
import {
  type Promotion,
  type PromotionCode,
  codeKeyOf,
  codeStatusOf,
  statusOf,
  toOffer,
} from './promotion.ts'
import { codeColumns, promotionColumns, toStoredCode, toStoredPromotion } from './rows.ts'

const prefixed = (alias: string, prefix: string, columns: string) =>
  columns
    .split(/,\s*/)
    .map((column) => `${alias}.${column} AS ${prefix}${column}`)
    .join(', ')

/** Whether a code that can be used right now exists; `promotion` is the alias of the row in question, `now` a parameter. */
export const hasActiveCode = (promotion: string, now: string) => `EXISTS (
  SELECT 1 FROM promotion_codes usable
  WHERE usable.environment_id = ${promotion}.environment_id AND usable.promotion_id = ${promotion}.promotion_id
    AND usable.deleted_at IS NULL AND usable.is_active AND (usable.expires_at IS NULL OR usable.expires_at > ${now}::timestamptz)
    AND (usable.max_uses IS NULL OR usable.max_uses >
      promotion_uses_taken(usable.environment_id, usable.promotion_id, usable.promotion_code_id)))`

/** $1 environment, $2 promotion ids, $3 code keys, $4 now, $5 customer. */
const textOf = (lock: 'FOR NO KEY UPDATE' | '') => `
WITH asked AS MATERIALIZED (
  SELECT p.promotion_id, NULL AS promotion_code_id, false AS is_code_limited
  FROM promotions p WHERE p.environment_id = $1 AND p.promotion_id = ANY($2::text[])
  UNION ALL
  SELECT c.promotion_id, c.promotion_code_id, c.max_uses IS NOT NULL
  FROM promotion_codes c WHERE c.environment_id = $1 AND c.code_key = ANY($3::text[]) AND c.deleted_at IS NULL
), limited AS MATERIALIZED (
  SELECT ${promotionColumns} FROM promotions p
  WHERE p.environment_id = $1 AND p.promotion_id IN (SELECT promotion_id FROM asked)
    AND (p.max_uses IS NOT NULL OR p.max_uses_per_customer IS NOT NULL
      OR p.promotion_id IN (SELECT promotion_id FROM asked WHERE is_code_limited))
  ORDER BY p.promotion_id ${lock}
), found AS (
  SELECT * FROM limited
  UNION ALL
  SELECT ${promotionColumns} FROM promotions p
  WHERE p.environment_id = $1 AND p.promotion_id IN (SELECT promotion_id FROM asked)
    AND p.promotion_id NOT IN (SELECT promotion_id FROM limited)
)
SELECT p.*, ${prefixed('c', 'c_', codeColumns)},
  CASE WHEN p.max_uses IS NOT NULL THEN promotion_uses_taken(p.environment_id, p.promotion_id, '') END AS taken,
  CASE WHEN c.max_uses IS NOT NULL
    THEN promotion_uses_taken(p.environment_id, p.promotion_id, c.promotion_code_id) END AS c_taken,
  CASE WHEN p.max_uses_per_customer IS NOT NULL AND $5::text IS NOT NULL
    THEN promotion_uses_of_customer(p.environment_id, p.promotion_id, $5::text) END AS taken_by_customer,
  p.redemption_type = 'code' AND a.promotion_code_id IS NULL AND ${hasActiveCode('p', '$4')} AS has_active_code
FROM asked a
JOIN found p ON p.promotion_id = a.promotion_id
LEFT JOIN promotion_codes c ON c.environment_id = $1 AND c.promotion_code_id = a.promotion_code_id
ORDER BY p.promotion_id, c.promotion_code_id`

const lockText = textOf('FOR NO KEY UPDATE')
const findText = textOf('')

const valuesOf = (ctx: Context, { promotionIds, codes, customerId }: Asked) => [
  ctx.environmentId,
  promotionIds.map(promotionIdOf),
  codes.map(codeKeyOf),
  ctx.now,
  customerId,
]

/**
 * The promotions that are asked for, by id or by code (upper and lower case are the same), with what is left of their
 * limits. Those with a limit are locked until the transaction ends, in order of their ids, so that two orders never
 * take the last use together; those without are only read. The counts are those after the lock was had.
 * What one transaction takes and gives back should be asked for together, or two of them may wait for each other.
 */
export const lockOffers = (ctx: Context, asked: Asked): Statement<FoundOffer[]> =>
  findMany('lock_offers', lockText, valuesOf(ctx, asked), toFoundOffer(ctx.now))

/** The same without locks, for previews. */
export const findOffers = (ctx: Context, asked: Asked): Statement<FoundOffer[]> =>
  findMany('find_offers', findText, valuesOf(ctx, asked), toFoundOffer(ctx.now))

const toFoundOffer =
  (now: string) =>
  (row: Row): FoundOffer => {
    const promotion = toStoredPromotion(row)
    const code = row['c_promotion_code_id'] === null ? null : toStoredCode(codeRowOf(row))
    const uses = { taken: row['taken'] ?? 0, redeemed: 0 }
    const codeUses = { taken: row['c_taken'] ?? 0, redeemed: 0 }
    const codeStatus = code && codeStatusOf(code, codeUses, now)
    return {
      offer: toOffer(promotion, code),
      // A code says itself whether it is active.
      status: statusOf(promotion, uses, row['has_active_code'] || code !== null, now),
      codeStatus,
      usesLeft: leastOf(leftOf(promotion, uses.taken), code && leftOf(code, codeUses.taken)),
      customerUsesLeft:
        promotion.maxUsesPerCustomer === null || row['taken_by_customer'] === null
          ? null
          : Math.max(0, promotion.maxUsesPerCustomer - row['taken_by_customer']),
    }
  }

const codeRowOf = (row: Row): Row =>
  Object.fromEntries(codeColumns.split(/,\s*/).map((column) => [column, row[`c_${column}`]]))

const leftOf = ({ maxUses }: Promotion | PromotionCode, taken: number): number | null =>
  maxUses === null ? null : Math.max(0, maxUses - taken)

const leastOf = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b)

/** All automatic promotions that are switched on and not over; whether they have started changes by the second. */
export const findAutomaticOffers = (ctx: Context): Statement<Offer[]> =>
  findMany(
    'find_automatic_offers',
    `SELECT ${promotionColumns} FROM promotions
     WHERE environment_id = $1 AND redemption_type = 'automatic' AND is_active AND archived_at IS NULL
       AND (ends_at IS NULL OR ends_at > $2::timestamptz)
       AND (max_uses IS NULL OR max_uses > promotion_uses_taken(environment_id, promotion_id, ''))
     ORDER BY promotion_id`,
    [ctx.environmentId, ctx.now],
    (row) => toOffer(toStoredPromotion(row), null),
  )
