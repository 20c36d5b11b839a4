import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, pageQuery } from '../../platform/http/schema.ts'
import { findUsesOfCodes, noUses, promotionCodeList } from '../code-queries.ts'
import { promotionErrors } from '../errors.ts'
import { refuseUnknownPromotion } from '../get-promotion.ts'
import { findPromotion } from '../queries.ts'
import { PromotionCode, PromotionParams } from '../schemas.ts'
import { toPromotionCode } from '../to-promotion.ts'

export const listPromotionCodesRoute = defineRoute({
  method: 'GET',
  path: '/v1/promotions/{promotion_id}/codes',
  operationId: 'listPromotionCodes',
  tag: 'Promotions',
  summary: 'List the codes of a promotion, newest first',
  callers: ['merchant'],
  scope: 'commerce.promotions.read',
  idempotency: 'none',
  params: PromotionParams,
  query: body({
    code: Type.Optional(Type.String({ minLength: 1, description: 'Upper and lower case are the same.' })),
    ...pageQuery,
  }),
  status: 200,
  data: PromotionCode,
  isList: true,
  errors: [promotionErrors.PROMOTION_NOT_FOUND],
  run: async ({ ctx, params: { promotion_id: promotionId }, query }) => {
    const [promotion, page] = await Promise.all([
      ctx.db.run(findPromotion(ctx, promotionId)),
      listPage(ctx, promotionCodeList, { ...query, promotion_id: promotionId }),
    ])
    if (!promotion) throw refuseUnknownPromotion()
    const ids = page.items.map((code) => code.promotionCodeId)
    return { page, uses: await ctx.db.run(findUsesOfCodes(ctx, promotionId, ids)) }
  },
  show: ({ page, uses }, ctx) =>
    answer(
      200,
      page.items.map((code) =>
        toPromotionCode(ctx, { code, uses: uses.get(code.promotionCodeId) ?? noUses }),
      ),
      { next_page_token: page.nextPageToken },
    ),
})
