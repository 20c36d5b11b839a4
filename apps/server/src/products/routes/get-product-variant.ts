import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { findVariant } from '../queries.ts'
import { ProductVariant, VariantParams } from '../schemas.ts'
import { toVariant } from '../to-variant.ts'

export const getProductVariantRoute = defineRoute({
  method: 'GET',
  path: '/v1/products/{product_id}/variants/{variant_id}',
  operationId: 'getProductVariant',
  tag: 'Products',
  summary: 'Get a variant of a product',
  callers: ['merchant'],
  scope: 'commerce.products.read',
  idempotency: 'none',
  params: VariantParams,
  status: 200,
  data: ProductVariant,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const found = await ctx.db.run(findVariant(ctx, params.product_id, params.variant_id))
    if (!found) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'variant_id' })
    return found
  },
  show: (found) => answer(200, toVariant(found)),
})
