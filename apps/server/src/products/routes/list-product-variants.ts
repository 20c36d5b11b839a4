import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, createdQuery, oneOf, pageQuery, sortQuery, updatedQuery } from '../../platform/http/schema.ts'
import { catalogStatuses } from '../product.ts'
import { findProduct, variantList } from '../queries.ts'
import { ProductParams, ProductVariant } from '../schemas.ts'
import { toVariant } from '../to-variant.ts'

export const listProductVariantsRoute = defineRoute({
  method: 'GET',
  path: '/v1/products/{product_id}/variants',
  operationId: 'listProductVariants',
  tag: 'Products',
  summary: "List a product's variants, newest first",
  description: 'Archived variants are among them; `status` leaves them out.',
  callers: ['merchant'],
  scope: 'commerce.products.read',
  idempotency: 'none',
  params: ProductParams,
  query: body({
    status: Type.Optional(Type.Array(oneOf(catalogStatuses, { 'x-flint-error': 'INVALID_VARIANT_STATUS' }))),
    sku: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    ...createdQuery,
    ...updatedQuery,
    ...sortQuery(['created_at', 'updated_at', 'position']),
    ...pageQuery,
  }),
  status: 200,
  data: ProductVariant,
  isList: true,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params, query }) => {
    const [found, page] = await Promise.all([
      ctx.db.run(findProduct(ctx, params.product_id)),
      listPage(ctx, variantList, { ...query, ...params }),
    ])
    if (!found) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'product_id' })
    return { product: found.product, page }
  },
  show: ({ product, page }) =>
    answer(
      200,
      page.items.map((variant) => toVariant({ product, variant })),
      { next_page_token: page.nextPageToken },
    ),
})
