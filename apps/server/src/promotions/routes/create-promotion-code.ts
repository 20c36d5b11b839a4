import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { createCode } from '../change-codes.ts'
import { promotionErrors } from '../errors.ts'
import { CreatePromotionCodeBody } from '../input-schemas.ts'
import { PromotionCode, PromotionParams } from '../schemas.ts'
import { toPromotionCode } from '../to-promotion.ts'

export const createPromotionCodeRoute = defineRoute({
  method: 'POST',
  path: '/v1/promotions/{promotion_id}/codes',
  operationId: 'createPromotionCode',
  tag: 'Promotions',
  summary: 'Add a code to a promotion',
  callers: ['merchant'],
  scope: 'commerce.promotions.write',
  idempotency: 'optional',
  params: PromotionParams,
  body: CreatePromotionCodeBody,
  status: 201,
  data: PromotionCode,
  errors: [
    promotionErrors.PROMOTION_NOT_FOUND,
    promotionErrors.PROMOTION_CONFLICT,
    promotionErrors.INVALID_CODE,
    promotionErrors.CODE_TOO_LONG,
    promotionErrors.DUPLICATE_CODE,
  ],
  run: ({ ctx, params, body }) => createCode(ctx, params.promotion_id, body),
  show: (created, ctx) => answer(201, toPromotionCode(ctx, created)),
})
