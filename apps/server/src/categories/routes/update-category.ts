import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { updateCategory } from '../change-category.ts'
import { categoryErrors } from '../errors.ts'
import { Category, CategoryParams, UpdateCategoryBody } from '../schemas.ts'
import { toCategory } from '../to-category.ts'

export const updateCategoryRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/categories/{category_id}',
  operationId: 'updateCategory',
  tag: 'Categories',
  summary: 'Change a category',
  description: 'The handle stays as it is: products name the category by it.',
  callers: ['merchant'],
  scope: 'commerce.catalog.write',
  idempotency: 'optional',
  params: CategoryParams,
  body: UpdateCategoryBody,
  status: 200,
  data: Category,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    httpErrors.NO_FIELDS_TO_UPDATE,
    versionErrors.INVALID_EXPECTED_VERSION,
    categoryErrors.INVALID_CATEGORY_NAME,
    categoryErrors.INVALID_CATEGORY_DESCRIPTION,
    categoryErrors.CATEGORY_MODIFIED,
    categoryErrors.ARCHIVED_CATEGORY,
  ],
  run: ({ ctx, params, body }) => updateCategory(ctx, params.category_id, body),
  show: (category) => answer(200, toCategory(category)),
})
