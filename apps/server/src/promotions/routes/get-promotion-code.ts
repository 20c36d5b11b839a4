import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { promotionErrors } from '../errors.ts'
import { getCode } from '../get-promotion.ts'
import { PromotionCode, PromotionCodeParams } from '../schemas.ts'
import { toPromotionCode } from '../to-promotion.ts'

export const getPromotionCodeRoute = defineRoute({
  method: 'GET',
  path: '/v1/promotions/{promotion_id}/codes/{promotion_code_id}',
  operationId: 'getPromotionCode',
  tag: 'Promotions',
  summary: 'Read a code of a promotion',
  callers: ['merchant'],
  scope: 'commerce.promotions.read',
  idempotency: 'none',
  isExtension: true,
  params: PromotionCodeParams,
  status: 200,
  data: PromotionCode,
  errors: [promotionErrors.PROMOTION_NOT_FOUND, httpErrors.RESOURCE_NOT_FOUND],
  run: ({ ctx, params }) => getCode(ctx, params.promotion_id, params.promotion_code_id),
  show: (found, ctx) => answer(200, toPromotionCode(ctx, found)),
})
