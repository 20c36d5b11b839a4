import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { findCategory } from '../queries.ts'
import { Category, CategoryParams } from '../schemas.ts'
import { toCategory } from '../to-category.ts'

export const getCategoryRoute = defineRoute({
  method: 'GET',
  path: '/v1/categories/{category_id}',
  operationId: 'getCategory',
  tag: 'Categories',
  summary: 'Read a category',
  callers: ['merchant'],
  scope: 'commerce.catalog.read',
  idempotency: 'none',
  params: CategoryParams,
  status: 200,
  data: Category,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const category = await ctx.db.run(findCategory(ctx, params.category_id))
    if (!category) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'category_id' })
    return category
  },
  show: (category) => answer(200, toCategory(category)),
})
