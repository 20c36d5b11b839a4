import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, pageQuery } from '../../platform/http/schema.ts'
import { listCoupons } from '../get-coupon.ts'
import { Coupon } from '../schemas.ts'
import { toCoupon } from '../to-coupon.ts'

export const listCouponsRoute = defineRoute({
  method: 'GET',
  path: '/v1/coupons',
  operationId: 'listCoupons',
  tag: 'Coupons',
  summary: 'List coupons, newest first',
  description: 'Deleted ones are not listed.',
  callers: ['merchant'],
  scope: 'commerce.promotions.read',
  idempotency: 'none',
  isExtension: true,
  query: body({
    code: Type.Optional(Type.String({ minLength: 1, description: 'Upper and lower case are the same.' })),
    ...pageQuery,
  }),
  status: 200,
  data: Coupon,
  isList: true,
  errors: [],
  run: ({ ctx, query }) => listCoupons(ctx, query),
  show: ({ items, nextPageToken }, ctx) =>
    answer(
      200,
      items.map((item) => toCoupon(ctx, item)),
      { next_page_token: nextPageToken },
    ),
})
