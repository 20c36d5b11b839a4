import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { timeZoneErrors } from '../../platform/http/time-zone.ts'
import { createPromotion } from '../create-promotion.ts'
import { promotionErrors } from '../errors.ts'
import { CreatePromotionBody } from '../input-schemas.ts'
import { CreatedPromotion } from '../schemas.ts'
import { toPromotion, toPromotionCode } from '../to-promotion.ts'

/** What the terms of a promotion can be refused for. */
export const termsErrors = [
  promotionErrors.UNSUPPORTED_APPLICATION_TYPE,
  promotionErrors.INVALID_APPLICATION_METHOD,
  promotionErrors.INVALID_ALLOCATION,
  promotionErrors.INVALID_CALCULATION_BASIS,
  promotionErrors.INVALID_REWARD_SELECTION,
  promotionErrors.INVALID_DISCOUNT_CLASS,
  promotionErrors.PROMOTION_FILTER_TARGET_CONFLICT,
  promotionErrors.INVALID_RULE_GROUP,
  promotionErrors.INVALID_RULE_OPERATOR,
  promotionErrors.INVALID_RULE_VALUE,
  promotionErrors.INVALID_EXCLUSIVITY_SELECTION,
  promotionErrors.INVALID_STACKING_MODE,
  promotionErrors.INVALID_RANGE,
  timeZoneErrors.INVALID_TIMEZONE,
]

export const createPromotionRoute = defineRoute({
  method: 'POST',
  path: '/v1/promotions',
  operationId: 'createPromotion',
  tag: 'Promotions',
  summary: 'Create a promotion',
  description:
    'Automatic ones count on every order that they fit, from the next change of its prices on; the others are for those who have one of their codes.',
  callers: ['merchant'],
  scope: 'commerce.promotions.write',
  idempotency: 'optional',
  body: CreatePromotionBody,
  status: 201,
  data: CreatedPromotion,
  errors: [
    promotionErrors.APPLICATION_METHOD_REQUIRED,
    promotionErrors.INVALID_REDEMPTION_TYPE,
    ...termsErrors,
    promotionErrors.INVALID_CODE,
    promotionErrors.CODE_TOO_LONG,
    promotionErrors.DUPLICATE_CODE,
  ],
  run: ({ ctx, body }) => createPromotion(ctx, body),
  show: (created, ctx) =>
    answer(201, {
      ...toPromotion(ctx, created),
      codes: created.codes.map((code) => toPromotionCode(ctx, code)),
    }),
})
