import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { promotionErrors } from '../errors.ts'
import { UpdatePromotionBody } from '../input-schemas.ts'
import { Promotion, PromotionParams } from '../schemas.ts'
import { toPromotion } from '../to-promotion.ts'
import { updatePromotion } from '../update-promotion.ts'
import { termsErrors } from './create-promotion.ts'

export const updatePromotionRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/promotions/{promotion_id}',
  operationId: 'updatePromotion',
  tag: 'Promotions',
  summary: 'Change a promotion',
  description:
    'Orders that have it keep the terms they got, until their discounts are repriced. `status` switches it on and off.',
  callers: ['merchant'],
  scope: 'commerce.promotions.write',
  idempotency: 'optional',
  params: PromotionParams,
  body: UpdatePromotionBody,
  status: 200,
  data: Promotion,
  errors: [
    promotionErrors.PROMOTION_NOT_FOUND,
    promotionErrors.PROMOTION_CONFLICT,
    versionErrors.VERSION_CONFLICT,
    httpErrors.NO_FIELDS_TO_UPDATE,
    ...termsErrors,
  ],
  run: ({ ctx, params, body }) => updatePromotion(ctx, params.promotion_id, body),
  show: (changed, ctx) => answer(200, toPromotion(ctx, changed)),
})
