import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { promotionErrors } from '../errors.ts'
import { resolveCode } from '../get-promotion.ts'
import { PromotionByCode } from '../schemas.ts'
import { toPromotion, toPromotionCode } from '../to-promotion.ts'

export const resolvePromotionCodeRoute = defineRoute({
  method: 'GET',
  path: '/v1/promotions/by-code/{code}',
  operationId: 'resolvePromotionCode',
  tag: 'Promotions',
  summary: 'Find the promotion of a code',
  description: 'Upper and lower case are the same. Says nothing about whether an order would get it.',
  callers: ['merchant'],
  scope: 'commerce.promotions.read',
  idempotency: 'none',
  params: body({ code: Type.String({ description: 'As a buyer types it.' }) }),
  status: 200,
  data: PromotionByCode,
  errors: [promotionErrors.PROMOTION_NOT_FOUND],
  run: ({ ctx, params }) => resolveCode(ctx, params.code),
  show: ({ found, code }, ctx) =>
    answer(200, { ...toPromotion(ctx, found), promotion_code: toPromotionCode(ctx, code) }),
})
