import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { promotionErrors } from '../errors.ts'
import { getPromotion } from '../get-promotion.ts'
import { Promotion, PromotionParams } from '../schemas.ts'
import { toPromotion } from '../to-promotion.ts'

export const getPromotionRoute = defineRoute({
  method: 'GET',
  path: '/v1/promotions/{promotion_id}',
  operationId: 'getPromotion',
  tag: 'Promotions',
  summary: 'Read a promotion',
  callers: ['merchant'],
  scope: 'commerce.promotions.read',
  idempotency: 'none',
  params: PromotionParams,
  status: 200,
  data: Promotion,
  errors: [promotionErrors.PROMOTION_NOT_FOUND],
  run: ({ ctx, params }) => getPromotion(ctx, params.promotion_id),
  show: (found, ctx) => answer(200, toPromotion(ctx, found)),
})
