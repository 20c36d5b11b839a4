import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import {
  body,
  createdQuery,
  pageQuery,
  sortQuery,
  textQuery,
  updatedQuery,
} from '../../platform/http/schema.ts'
import { categoryErrors } from '../errors.ts'
import { categoryList } from '../queries.ts'
import { Category, CategoryStatusWord } from '../schemas.ts'
import { toCategory } from '../to-category.ts'

export const listCategoriesRoute = defineRoute({
  method: 'GET',
  path: '/v1/categories',
  operationId: 'listCategories',
  tag: 'Categories',
  summary: 'List categories, newest first',
  description: 'Active ones, unless `status` asks for the deleted.',
  callers: ['merchant'],
  scope: 'commerce.catalog.read',
  idempotency: 'none',
  query: body({
    status: Type.Optional(CategoryStatusWord),
    handle: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    ...textQuery,
    ...createdQuery,
    ...updatedQuery,
    ...sortQuery(['created_at', 'updated_at', 'name']),
    ...pageQuery,
  }),
  status: 200,
  data: Category,
  isList: true,
  errors: [categoryErrors.INVALID_CATEGORY_STATUS],
  run: ({ ctx, query }) => listPage(ctx, categoryList, { status: 'active', ...query }),
  show: (page) => answer(200, page.items.map(toCategory), { next_page_token: page.nextPageToken }),
})
