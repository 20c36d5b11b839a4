import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { createCategory } from '../create-category.ts'
import { categoryErrors } from '../errors.ts'
import { Category, CreateCategoryBody } from '../schemas.ts'
import { toCategory } from '../to-category.ts'

export const createCategoryRoute = defineRoute({
  method: 'POST',
  path: '/v1/categories',
  operationId: 'createCategory',
  tag: 'Categories',
  summary: 'Create a category',
  callers: ['merchant'],
  scope: 'commerce.catalog.write',
  idempotency: 'optional',
  body: CreateCategoryBody,
  status: 201,
  data: Category,
  errors: [
    categoryErrors.INVALID_CATEGORY_NAME,
    categoryErrors.INVALID_CATEGORY_HANDLE,
    categoryErrors.INVALID_CATEGORY_DESCRIPTION,
    categoryErrors.CATEGORY_HANDLE_EXISTS,
  ],
  run: ({ ctx, body }) => createCategory(ctx, body),
  show: (category) => answer(201, toCategory(category)),
})
