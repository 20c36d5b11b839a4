import type { Context } from '../platform/context.ts'
import { type Statement, write, writeAny } from '../platform/db/statement.ts'
import type { Offer } from './offer.ts'

/**
 * Every write to `promotion_uses` and `promotion_use_counts`.
 *
 * A use is none → reserved (the offer is applied) → redeemed (the order is paid, once and for good); a reserved one goes
 * back to none when the order is closed or the discount removed. Limits count reserved and redeemed ones.
 * Source: contract, flint-commerce 15.1.
 */

const slots = 16

/** Orders made in the same millisecond count up in their last character, so they fall into different slots. */
const slotOf = (orderId: string): number => orderId.charCodeAt(orderId.length - 1) % slots

const countInto = `INSERT INTO promotion_use_counts AS counts (environment_id, promotion_id, promotion_code_id, slot, taken, redeemed)`
const addUp = `ORDER BY 2, 3
 ON CONFLICT (environment_id, promotion_id, promotion_code_id, slot)
 DO UPDATE SET taken = counts.taken + excluded.taken, redeemed = counts.redeemed + excluded.redeemed`

/**
 * Takes a use of each offer for the order. The decision was made under the lock of `lockOffers`; that no limit is passed
 * is checked here once more, and a use too many undoes the whole transaction.
 *
 * @param state `redeemed` when the same transaction pays the order: a row is written once only.
 */
export const reserveUses = (
  ctx: Context,
  orderId: string,
  customerId: string | null,
  offers: readonly Offer[],
  state: 'reserved' | 'redeemed' = 'reserved',
): Statement<void>[] => {
  if (offers.length === 0) return []
  const rows = offers.map((offer) => ({
    promotion_id: offer.promotionId,
    promotion_code_id: offer.promotionCodeId,
    is_limited: offer.isLimited,
  }))
  return [
    write(
      `reserve_${offers.length}_promotion_uses`,
      `INSERT INTO promotion_uses (environment_id, order_id, promotion_id, promotion_code_id, customer_id, status, created_at, updated_at)
       SELECT $1, $2, new.promotion_id, new.promotion_code_id, $4, $5, $6::timestamptz, $6::timestamptz
       FROM json_to_recordset($3::json) AS new(promotion_id text, promotion_code_id text, is_limited boolean)
       WHERE NOT new.is_limited OR (
         NOT EXISTS (SELECT 1 FROM promotions p WHERE p.environment_id = $1 AND p.promotion_id = new.promotion_id AND (
           promotion_uses_taken($1, new.promotion_id, '') >= p.max_uses
           OR promotion_uses_of_customer($1, new.promotion_id, $4) >= p.max_uses_per_customer))
         AND NOT EXISTS (SELECT 1 FROM promotion_codes c
           WHERE c.environment_id = $1 AND c.promotion_code_id = new.promotion_code_id
             AND promotion_uses_taken($1, new.promotion_id, c.promotion_code_id) >= c.max_uses))
       RETURNING 1`,
      [ctx.environmentId, orderId, JSON.stringify(rows), customerId, state, ctx.now],
      offers.length,
    ),
    writeAny(
      'count_reserved_uses',
      `${countInto}
       SELECT $1, new.promotion_id, each.promotion_code_id, $3::smallint, 1, $4::bigint
       FROM json_to_recordset($2::json) AS new(promotion_id text, promotion_code_id text)
       CROSS JOIN LATERAL (VALUES (''), (new.promotion_code_id)) AS each(promotion_code_id)
       WHERE each.promotion_code_id IS NOT NULL ${addUp}`,
      [ctx.environmentId, JSON.stringify(rows), slotOf(orderId), state === 'redeemed' ? 1 : 0],
    ),
  ]
}

/** The order is paid: its reserved uses are redeemed. Those that are already are left alone, so it may be said twice. */
export const redeemUses = (
  ctx: Context,
  orderId: string,
  promotionIds: readonly string[],
): Statement<void>[] =>
  promotionIds.length === 0
    ? []
    : [
        writeAny(
          'redeem_promotion_uses',
          `UPDATE promotion_uses SET status = 'redeemed', updated_at = $4::timestamptz
           WHERE environment_id = $1 AND order_id = $2 AND promotion_id = ANY($3::text[]) AND status = 'reserved'`,
          [ctx.environmentId, orderId, promotionIds, ctx.now],
        ),
        recount(ctx, 'count_redeemed_uses', orderId, promotionIds, { taken: 0, redeemed: 1 }),
      ]

/** The order is closed unpaid, or the discount was removed: reserved uses are given back, redeemed ones stay. */
export const releaseUses = (
  ctx: Context,
  orderId: string,
  promotionIds: readonly string[],
): Statement<void>[] =>
  promotionIds.length === 0
    ? []
    : [
        writeAny(
          'release_promotion_uses',
          `DELETE FROM promotion_uses
           WHERE environment_id = $1 AND order_id = $2 AND promotion_id = ANY($3::text[]) AND status = 'reserved'`,
          [ctx.environmentId, orderId, promotionIds],
        ),
        recount(ctx, 'count_released_uses', orderId, promotionIds, { taken: -1, redeemed: 0 }),
      ]

/** Sees the uses as they are before the call's other writes. */
const recount = (
  ctx: Context,
  name: string,
  orderId: string,
  promotionIds: readonly string[],
  change: { taken: number; redeemed: number },
): Statement<void> =>
  writeAny(
    name,
    `${countInto}
     SELECT u.environment_id, u.promotion_id, each.promotion_code_id, $4::smallint, ${change.taken}, ${change.redeemed}
     FROM promotion_uses u CROSS JOIN LATERAL (VALUES (''), (u.promotion_code_id)) AS each(promotion_code_id)
     WHERE u.environment_id = $1 AND u.order_id = $2 AND u.promotion_id = ANY($3::text[]) AND u.status = 'reserved'
       AND each.promotion_code_id IS NOT NULL ${addUp}`,
    [ctx.environmentId, orderId, promotionIds, slotOf(orderId)],
  )
