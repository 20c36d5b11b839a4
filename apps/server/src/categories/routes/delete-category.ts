import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { ExpectedVersion, versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { deleteCategory } from '../change-category.ts'
import { categoryErrors } from '../errors.ts'
import { Category, CategoryParams } from '../schemas.ts'
import { toCategory } from '../to-category.ts'

export const deleteCategoryRoute = defineRoute({
  method: 'DELETE',
  path: '/v1/categories/{category_id}',
  operationId: 'deleteCategory',
  tag: 'Categories',
  summary: 'Delete a category',
  description: 'It can still be read, with the status `deleted`. Its handle can be used again.',
  callers: ['merchant'],
  scope: 'commerce.catalog.write',
  idempotency: 'optional',
  params: CategoryParams,
  query: body({ expected_version: Type.Optional(ExpectedVersion) }),
  status: 200,
  data: Category,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    versionErrors.INVALID_EXPECTED_VERSION,
    categoryErrors.CATEGORY_REFERENCED,
    categoryErrors.CATEGORY_TARGETED,
    categoryErrors.CATEGORY_MODIFIED,
    categoryErrors.ARCHIVED_CATEGORY,
  ],
  run: ({ ctx, params, query }) => deleteCategory(ctx, params.category_id, query.expected_version),
  show: (category) => answer(200, toCategory(category)),
})
