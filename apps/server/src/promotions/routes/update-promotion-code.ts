import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { updateCode } from '../change-codes.ts'
import { promotionErrors } from '../errors.ts'
import { UpdatePromotionCodeBody } from '../input-schemas.ts'
import { PromotionCode, PromotionCodeParams } from '../schemas.ts'
import { toPromotionCode } from '../to-promotion.ts'

export const updatePromotionCodeRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/promotions/{promotion_id}/codes/{promotion_code_id}',
  operationId: 'updatePromotionCode',
  tag: 'Promotions',
  summary: 'Change a code of a promotion',
  description: 'The code itself does not change: delete it and add another.',
  callers: ['merchant'],
  scope: 'commerce.promotions.write',
  idempotency: 'optional',
  params: PromotionCodeParams,
  body: UpdatePromotionCodeBody,
  status: 200,
  data: PromotionCode,
  errors: [
    promotionErrors.PROMOTION_NOT_FOUND,
    httpErrors.RESOURCE_NOT_FOUND,
    versionErrors.VERSION_CONFLICT,
    httpErrors.NO_FIELDS_TO_UPDATE,
  ],
  run: ({ ctx, params, body }) => updateCode(ctx, params.promotion_id, params.promotion_code_id, body),
  show: (changed, ctx) => answer(200, toPromotionCode(ctx, changed)),
})
