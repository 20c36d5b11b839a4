import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { ExpectedVersion, versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { promotionErrors } from '../errors.ts'
import { Promotion, PromotionParams } from '../schemas.ts'
import { toPromotion } from '../to-promotion.ts'
import { archivePromotion } from '../update-promotion.ts'

export const deletePromotionRoute = defineRoute({
  method: 'DELETE',
  path: '/v1/promotions/{promotion_id}',
  operationId: 'deletePromotion',
  tag: 'Promotions',
  summary: 'Archive a promotion',
  description: 'For good. Its codes end with it and can be given out anew; orders that have it keep it.',
  callers: ['merchant'],
  scope: 'commerce.promotions.write',
  idempotency: 'optional',
  params: PromotionParams,
  query: body({ expected_version: Type.Optional(ExpectedVersion) }),
  status: 200,
  data: Promotion,
  errors: [
    promotionErrors.PROMOTION_NOT_FOUND,
    promotionErrors.PROMOTION_CONFLICT,
    versionErrors.VERSION_CONFLICT,
  ],
  run: ({ ctx, params, query }) => archivePromotion(ctx, params.promotion_id, query.expected_version),
  show: (archived, ctx) => answer(200, toPromotion(ctx, archived)),
})
