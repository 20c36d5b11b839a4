import type { Context } from '../platform/context.ts'
import type { ListQuery } from '../platform/db/list-query.ts'
import { equals } from '../platform/db/list-query.ts'
import { type Statement, findMany, findOne, write, writeAny } from '../platform/db/statement.ts'
import { type PromotionCode, type Uses, codeKeyOf } from './promotion.ts'
import { codeColumns, toStoredCode } from './rows.ts'

/** Statements on `promotion_codes`. A deleted code stays for the orders that used it, and can be given out again. */

export const insertCodes = (codes: readonly PromotionCode[]): Statement<void>[] =>
  codes.length === 0
    ? []
    : [
        write(
          `insert_${codes.length}_promotion_codes`,
          `INSERT INTO promotion_codes (environment_id, promotion_code_id, promotion_id, code, is_active, expires_at, max_uses,
             version, created_at, updated_at, code_key)
           SELECT $1::text, new.* FROM json_to_recordset($2::json) AS new(promotion_code_id text, promotion_id text, code text,
             is_active boolean, expires_at timestamptz, max_uses bigint, version bigint, created_at timestamptz,
             updated_at timestamptz, code_key text)
           RETURNING 1`,
          [codes[0]!.environmentId, JSON.stringify(codes.map(toCodeRow))],
          codes.length,
        ),
      ]

const toCodeRow = (code: PromotionCode) => ({
  promotion_code_id: code.promotionCodeId,
  promotion_id: code.promotionId,
  code: code.code,
  is_active: code.isActive,
  expires_at: code.expiresAt,
  max_uses: code.maxUses,
  version: code.version,
  created_at: code.createdAt,
  updated_at: code.updatedAt,
  code_key: codeKeyOf(code.code),
})

export const saveCode = (code: PromotionCode): Statement<void> =>
  write(
    'save_promotion_code',
    `UPDATE promotion_codes SET is_active = $3, expires_at = $4, max_uses = $5, version = $6, updated_at = $7
     WHERE environment_id = $1 AND promotion_code_id = $2 RETURNING 1`,
    [
      code.environmentId,
      code.promotionCodeId,
      code.isActive,
      code.expiresAt,
      code.maxUses,
      code.version,
      code.updatedAt,
    ],
  )

export const deleteCode = (ctx: Context, promotionCodeId: string): Statement<void> =>
  write(
    'delete_promotion_code',
    `UPDATE promotion_codes SET deleted_at = $3, updated_at = $3
     WHERE environment_id = $1 AND promotion_code_id = $2 RETURNING 1`,
    [ctx.environmentId, promotionCodeId, ctx.now],
  )

/** With their promotion. */
export const deleteCodesOf = (ctx: Context, promotionId: string): Statement<void> =>
  writeAny(
    'delete_promotion_codes_of',
    `UPDATE promotion_codes SET deleted_at = $3, updated_at = $3
     WHERE environment_id = $1 AND promotion_id = $2 AND deleted_at IS NULL`,
    [ctx.environmentId, promotionId, ctx.now],
  )

/** Changes of codes are made under the lock of their promotion (`lockPromotion`). */
export const findCode = (
  ctx: Context,
  promotionId: string,
  promotionCodeId: string,
): Statement<PromotionCode | null> =>
  findOne(
    'find_promotion_code',
    `SELECT ${codeColumns} FROM promotion_codes
     WHERE environment_id = $1 AND promotion_id = $2 AND promotion_code_id = $3 AND deleted_at IS NULL`,
    [ctx.environmentId, promotionId, promotionCodeId],
    toStoredCode,
  )

export const findCodeByText = (ctx: Context, code: string): Statement<PromotionCode | null> =>
  findOne(
    'find_promotion_code_by_text',
    `SELECT ${codeColumns} FROM promotion_codes WHERE environment_id = $1 AND code_key = $2 AND deleted_at IS NULL`,
    [ctx.environmentId, codeKeyOf(code)],
    toStoredCode,
  )

/** By code; one that nobody has used is not in it. */
export const findUsesOfCodes = (
  ctx: Context,
  promotionId: string,
  promotionCodeIds: readonly string[],
): Statement<ReadonlyMap<string, Uses>> => {
  const { read, ...statement } = findMany(
    'find_uses_of_promotion_codes',
    `SELECT promotion_code_id, sum(taken) AS taken, sum(redeemed) AS redeemed FROM promotion_use_counts
     WHERE environment_id = $1 AND promotion_id = $2 AND promotion_code_id = ANY($3::text[]) GROUP BY promotion_code_id`,
    [ctx.environmentId, promotionId, promotionCodeIds],
    (row): [string, Uses] => [row['promotion_code_id'], { taken: row['taken'], redeemed: row['redeemed'] }],
  )
  return { ...statement, read: (rows) => new Map(read(rows)) }
}

export const noUses: Uses = { taken: 0, redeemed: 0 }

export const promotionCodeList: ListQuery<PromotionCode> = {
  operation: 'listPromotionCodes',
  table: '(SELECT * FROM promotion_codes WHERE deleted_at IS NULL) AS promotion_codes',
  columns: codeColumns,
  idColumn: 'promotion_code_id',
  filters: {
    promotion_id: equals('promotion_id'),
    code: { sql: (parameter) => `code_key = ${parameter}`, cast: codeKeyOf },
  },
  map: toStoredCode,
}
