import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { findCode, findCodeByText, findUsesOfCodes, noUses } from './code-queries.ts'
import { promotionErrors } from './errors.ts'
import { findFacts, findPromotion, noFacts } from './queries.ts'
import type { CodeWithUses, PromotionWithUses } from './to-promotion.ts'

export const getPromotion = async (ctx: Context, promotionId: string): Promise<PromotionWithUses> => {
  const [promotion, facts] = await Promise.all([
    ctx.db.run(findPromotion(ctx, promotionId)),
    ctx.db.run(findFacts(ctx, [promotionId])),
  ])
  if (!promotion) throw refuseUnknownPromotion()
  return { promotion, ...(facts.get(promotionId) ?? noFacts) }
}

export const getCode = async (
  ctx: Context,
  promotionId: string,
  promotionCodeId: string,
): Promise<CodeWithUses> => {
  const [promotion, code, uses] = await Promise.all([
    ctx.db.run(findPromotion(ctx, promotionId)),
    ctx.db.run(findCode(ctx, promotionId, promotionCodeId)),
    ctx.db.run(findUsesOfCodes(ctx, promotionId, [promotionCodeId])),
  ])
  if (!promotion) throw refuseUnknownPromotion()
  if (!code) throw refuseUnknownCode()
  return { code, uses: uses.get(promotionCodeId) ?? noUses }
}

/** In any letter case. */
export const resolveCode = async (
  ctx: Context,
  text: string,
): Promise<{ found: PromotionWithUses; code: CodeWithUses }> => {
  const code = await ctx.db.run(findCodeByText(ctx, text))
  if (!code) throw refuse(promotionErrors.PROMOTION_NOT_FOUND, { param: 'code' })
  const [found, uses] = await Promise.all([
    getPromotion(ctx, code.promotionId),
    ctx.db.run(findUsesOfCodes(ctx, code.promotionId, [code.promotionCodeId])),
  ])
  return { found, code: { code, uses: uses.get(code.promotionCodeId) ?? noUses } }
}

export const refuseUnknownPromotion = () =>
  refuse(promotionErrors.PROMOTION_NOT_FOUND, { param: 'promotion_id' })
export const refuseUnknownCode = () => refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'promotion_code_id' })
