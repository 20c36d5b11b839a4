import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import { deleteCode, findCode, findUsesOfCodes, insertCodes, noUses, saveCode } from './code-queries.ts'
import { promotionErrors } from './errors.ts'
import { refuseUnknownCode, refuseUnknownPromotion } from './get-promotion.ts'
import type { CreatePromotionCodeBody, UpdatePromotionCodeBody } from './input-schemas.ts'
import { newCode } from './new-code.ts'
import { instantOf } from './new-promotion.ts'
import type { Promotion, PromotionCode } from './promotion.ts'
import { lockPromotion } from './queries.ts'
import type { CodeWithUses } from './to-promotion.ts'
import { expectNotArchived } from './update-promotion.ts'
import { refusingUsedCode } from './used-code.ts'

/** Codes are changed under the lock of their promotion. Source: contract, flint-commerce 15.1. */

export const createCode = (
  ctx: Context,
  promotionId: string,
  input: CreatePromotionCodeBody,
): Promise<CodeWithUses> => {
  const code = newCode(ctx, promotionId, input, 'code')
  return refusingUsedCode('code', () =>
    transact(ctx, { promotion: lockPromotion(ctx, promotionId) }, ({ promotion }) => {
      if (!promotion) throw refuseUnknownPromotion()
      expectNotArchived(promotion)
      if (promotion.redemptionType === 'automatic')
        throw refuse(promotionErrors.PROMOTION_CONFLICT, {
          param: 'promotion_id',
          message: 'An automatic promotion has no codes.',
        })
      return { result: { code, uses: noUses }, writes: insertCodes([code]) }
    }),
  )
}

export const updateCode = (
  ctx: Context,
  promotionId: string,
  promotionCodeId: string,
  input: UpdatePromotionCodeBody,
): Promise<CodeWithUses> => {
  const { expected_version: expectedVersion, ...changes } = input
  if (Object.keys(changes).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  return transact(ctx, loadsOf(ctx, promotionId, promotionCodeId), ({ promotion, code: before, uses }) => {
    const code = expectThere(promotion, before)
    expectVersion(code.version, expectedVersion)
    const after = {
      ...code,
      isActive: changes.status === undefined ? code.isActive : changes.status === 'active',
      expiresAt: changes.expires_at === undefined ? code.expiresAt : instantOf(changes.expires_at),
      maxUses: changes.max_uses === undefined ? code.maxUses : changes.max_uses,
      version: code.version + 1,
      updatedAt: ctx.now,
    }
    return { result: { code: after, uses: uses.get(promotionCodeId) ?? noUses }, writes: [saveCode(after)] }
  })
}

/** Orders that have it already keep it. */
export const removeCode = (
  ctx: Context,
  promotionId: string,
  promotionCodeId: string,
  expectedVersion: number | undefined,
): Promise<CodeWithUses> =>
  transact(ctx, loadsOf(ctx, promotionId, promotionCodeId), ({ promotion, code: before, uses }) => {
    const code = expectThere(promotion, before)
    expectVersion(code.version, expectedVersion)
    return {
      result: { code, uses: uses.get(promotionCodeId) ?? noUses },
      writes: [deleteCode(ctx, promotionCodeId)],
    }
  })

const loadsOf = (ctx: Context, promotionId: string, promotionCodeId: string) => ({
  promotion: lockPromotion(ctx, promotionId),
  code: findCode(ctx, promotionId, promotionCodeId),
  uses: findUsesOfCodes(ctx, promotionId, [promotionCodeId]),
})

const expectThere = (promotion: Promotion | null, code: PromotionCode | null): PromotionCode => {
  if (!promotion) throw refuseUnknownPromotion()
  if (!code) throw refuseUnknownCode()
  return code
}
