import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { findProduct } from '../queries.ts'
import { ProductOption } from '../schemas.ts'
import { toOption } from '../to-product.ts'

export const getProductOptionRoute = defineRoute({
  method: 'GET',
  path: '/v1/products/{product_id}/options/{option_id}',
  operationId: 'getProductOption',
  tag: 'Products',
  summary: 'Get an option of a product',
  callers: ['merchant'],
  scope: 'commerce.products.read',
  idempotency: 'none',
  params: Type.Object({ product_id: Type.String(), option_id: Type.String() }),
  status: 200,
  data: ProductOption,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const found = await ctx.db.run(findProduct(ctx, params.product_id))
    if (!found) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'product_id' })
    const option = found.product.options.find(({ optionId }) => optionId === params.option_id)
    if (!option) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'option_id' })
    return option
  },
  show: (option) => answer(200, toOption(option)),
})
