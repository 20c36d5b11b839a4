import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import {
  body,
  createdQuery,
  oneOf,
  pageQuery,
  sortQuery,
  textQuery,
  updatedQuery,
} from '../../platform/http/schema.ts'
import { findFacts, noFacts, promotionList } from '../queries.ts'
import { Promotion, promotionStatuses } from '../schemas.ts'
import { toPromotion } from '../to-promotion.ts'

export const listPromotionsRoute = defineRoute({
  method: 'GET',
  path: '/v1/promotions',
  operationId: 'listPromotions',
  tag: 'Promotions',
  summary: 'List promotions, newest first',
  description: 'Archived ones are listed when `status` asks for them.',
  callers: ['merchant'],
  scope: 'commerce.promotions.read',
  idempotency: 'none',
  query: body({
    status: Type.Optional(Type.Array(oneOf(promotionStatuses))),
    redemption_type: Type.Optional(oneOf(['automatic', 'code'])),
    discount_class: Type.Optional(oneOf(['order', 'line_item', 'service_charge'])),
    ...textQuery,
    ...createdQuery,
    ...updatedQuery,
    ...sortQuery(['created_at', 'updated_at', 'name']),
    ...pageQuery,
  }),
  status: 200,
  data: Promotion,
  isList: true,
  errors: [],
  run: async ({ ctx, query }) => {
    const asked = query.status ? query : { ...query, is_archived: false }
    const page = await listPage(ctx, promotionList(ctx), asked)
    const facts = await ctx.db.run(
      findFacts(
        ctx,
        page.items.map((promotion) => promotion.promotionId),
      ),
    )
    return { page, facts }
  },
  show: ({ page, facts }, ctx) =>
    answer(
      200,
      page.items.map((promotion) =>
        toPromotion(ctx, { promotion, ...(facts.get(promotion.promotionId) ?? noFacts) }),
      ),
      { next_page_token: page.nextPageToken },
    ),
})
