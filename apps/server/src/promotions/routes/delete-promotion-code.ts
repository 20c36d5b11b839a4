import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { ExpectedVersion, versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { removeCode } from '../change-codes.ts'
import { promotionErrors } from '../errors.ts'
import { DeletedPromotionCode, PromotionCodeParams } from '../schemas.ts'

export const deletePromotionCodeRoute = defineRoute({
  method: 'DELETE',
  path: '/v1/promotions/{promotion_id}/codes/{promotion_code_id}',
  operationId: 'deletePromotionCode',
  tag: 'Promotions',
  summary: 'Delete a code of a promotion',
  description: 'It can be given out anew; orders that have it keep it.',
  callers: ['merchant'],
  scope: 'commerce.promotions.write',
  idempotency: 'optional',
  params: PromotionCodeParams,
  query: body({ expected_version: Type.Optional(ExpectedVersion) }),
  status: 200,
  data: DeletedPromotionCode,
  errors: [
    promotionErrors.PROMOTION_NOT_FOUND,
    httpErrors.RESOURCE_NOT_FOUND,
    versionErrors.VERSION_CONFLICT,
  ],
  run: ({ ctx, params, query }) =>
    removeCode(ctx, params.promotion_id, params.promotion_code_id, query.expected_version),
  show: ({ code }) => answer(200, { promotion_code_id: code.promotionCodeId, deleted: true }),
})
