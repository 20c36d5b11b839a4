import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, pageQuery } from '../../platform/http/schema.ts'
import { pageThrough } from '../../products/index.ts'
import { findBundle } from '../queries.ts'
import { BundleComponent, BundleParams } from '../schemas.ts'
import { toComponentWithVariant } from '../to-bundle.ts'

export const listBundleComponentsRoute = defineRoute({
  method: 'GET',
  path: '/v1/bundles/{bundle_id}/components',
  operationId: 'listBundleComponents',
  tag: 'Bundles',
  summary: "List a bundle's components with their variants, by position",
  callers: ['merchant'],
  scope: 'commerce.bundles.read',
  idempotency: 'none',
  params: BundleParams,
  query: body(pageQuery),
  status: 200,
  data: BundleComponent,
  isList: true,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params, query }) => {
    const found = await ctx.db.run(findBundle(ctx, params.bundle_id))
    if (!found) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'bundle_id' })
    return pageThrough(ctx, 'listBundleComponents', { ...query, ...params }, found.parts)
  },
  show: (page) =>
    answer(200, page.items.map(toComponentWithVariant), { next_page_token: page.nextPageToken }),
})
