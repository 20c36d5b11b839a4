import type { Context } from '../platform/context.ts'
import { writeOnce } from '../platform/db/transact.ts'
import { forgetAutomaticOffers } from './automatic-offers.ts'
import { insertCodes, noUses } from './code-queries.ts'
import type { CreatePromotionBody } from './input-schemas.ts'
import { newCodes } from './new-code.ts'
import { newPromotion, newTerms } from './new-promotion.ts'
import { type Promotion, type PromotionCode, codeStatusOf } from './promotion.ts'
import { insertPromotion } from './queries.ts'
import type { CodeWithUses, PromotionWithUses } from './to-promotion.ts'
import { refusingUsedCode } from './used-code.ts'

export type CreatedPromotion = PromotionWithUses & { codes: CodeWithUses[] }

/** Source: contract, flint-commerce 15.1. */
export const createPromotion = async (
  ctx: Context,
  input: CreatePromotionBody,
): Promise<CreatedPromotion> => {
  const promotion = newPromotion(ctx, newTerms(input))
  const codes = newCodes(ctx, promotion.promotionId, input.codes ?? [])
  return refusingUsedCode('codes', () => storePromotion(ctx, promotion, codes, {}))
}

/** @param beside What the answer shows besides, as coupons do. */
export const storePromotion = async <B extends object>(
  ctx: Context,
  promotion: Promotion,
  codes: readonly PromotionCode[],
  beside: B,
): Promise<CreatedPromotion & B> => {
  const created = await writeOnce(ctx, {
    result: {
      promotion,
      uses: noUses,
      hasActiveCode: codes.some((code) => codeStatusOf(code, noUses, ctx.now) === 'active'),
      codes: codes.map((code) => ({ code, uses: noUses })),
      ...beside,
    },
    writes: [insertPromotion(promotion), ...insertCodes(codes)],
  })
  forgetAutomaticOffers(ctx)
  return created
}
