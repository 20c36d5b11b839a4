import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, oneOf, pageQuery } from '../../platform/http/schema.ts'
import { pageThrough } from '../page-through.ts'
import { optionStatuses } from '../product.ts'
import { findProduct } from '../queries.ts'
import { ProductOption, ProductParams } from '../schemas.ts'
import { toOption } from '../to-product.ts'

export const listProductOptionsRoute = defineRoute({
  method: 'GET',
  path: '/v1/products/{product_id}/options',
  operationId: 'listProductOptions',
  tag: 'Products',
  summary: "List a product's options, by position",
  description: 'Options and values that were taken away come last, as archived.',
  callers: ['merchant'],
  scope: 'commerce.products.read',
  idempotency: 'none',
  params: ProductParams,
  query: body({
    status: Type.Optional(oneOf(optionStatuses, { 'x-flint-error': 'INVALID_OPTION_STATUS' })),
    ...pageQuery,
  }),
  status: 200,
  data: ProductOption,
  isList: true,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params, query }) => {
    const found = await ctx.db.run(findProduct(ctx, params.product_id))
    if (!found) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'product_id' })
    const options = found.product.options.filter(({ status }) => (query.status ?? status) === status)
    return pageThrough(ctx, 'listProductOptions', { ...query, ...params }, options)
  },
  show: (page) => answer(200, page.items.map(toOption), { next_page_token: page.nextPageToken }),
})
