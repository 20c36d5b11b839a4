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
import { catalogStatuses, productTypes } from '../product.ts'
import { productList } from '../queries.ts'
import { Product } from '../schemas.ts'
import { toProduct } from '../to-product.ts'

export const listProductsRoute = defineRoute({
  method: 'GET',
  path: '/v1/products',
  operationId: 'listProducts',
  tag: 'Products',
  summary: 'List products, newest first',
  description: 'Archived products are among them; `status` leaves them out.',
  callers: ['merchant'],
  scope: 'commerce.products.read',
  idempotency: 'none',
  query: body({
    product_type: Type.Optional(Type.Array(oneOf(productTypes, { 'x-flint-error': 'INVALID_PRODUCT_TYPE' }))),
    status: Type.Optional(Type.Array(oneOf(catalogStatuses))),
    category_handle: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    external_reference_id: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    sku: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    ...textQuery,
    ...createdQuery,
    ...updatedQuery,
    ...sortQuery(['created_at', 'updated_at', 'name']),
    ...pageQuery,
  }),
  status: 200,
  data: Product,
  isList: true,
  errors: [],
  run: ({ ctx, query }) => listPage(ctx, productList, query),
  show: (page) => answer(200, page.items.map(toProduct), { next_page_token: page.nextPageToken }),
})
