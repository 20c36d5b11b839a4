import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { findProduct } from '../queries.ts'
import { Product, ProductParams } from '../schemas.ts'
import { toProduct } from '../to-product.ts'

export const getProductRoute = defineRoute({
  method: 'GET',
  path: '/v1/products/{product_id}',
  operationId: 'getProduct',
  tag: 'Products',
  summary: 'Get a product',
  callers: ['merchant'],
  scope: 'commerce.products.read',
  idempotency: 'none',
  params: ProductParams,
  status: 200,
  data: Product,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const found = await ctx.db.run(findProduct(ctx, params.product_id))
    if (!found) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'product_id' })
    return found
  },
  show: (found) => answer(200, toProduct(found)),
})
