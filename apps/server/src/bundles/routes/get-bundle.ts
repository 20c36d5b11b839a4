import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { findBundle } from '../queries.ts'
import { Bundle, BundleParams } from '../schemas.ts'
import { toBundle } from '../to-bundle.ts'

export const getBundleRoute = defineRoute({
  method: 'GET',
  path: '/v1/bundles/{bundle_id}',
  operationId: 'getBundle',
  tag: 'Bundles',
  summary: 'Get a bundle',
  callers: ['merchant'],
  scope: 'commerce.bundles.read',
  idempotency: 'none',
  params: BundleParams,
  status: 200,
  data: Bundle,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const found = await ctx.db.run(findBundle(ctx, params.bundle_id))
    if (!found) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'bundle_id' })
    return found
  },
  show: (found) => answer(200, toBundle(found)),
})
