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
import { catalogStatuses } from '../../products/index.ts'
import { bundleList } from '../queries.ts'
import { Bundle } from '../schemas.ts'
import { toBundle } from '../to-bundle.ts'

export const listBundlesRoute = defineRoute({
  method: 'GET',
  path: '/v1/bundles',
  operationId: 'listBundles',
  tag: 'Bundles',
  summary: 'List bundles, newest first',
  description: 'Archived bundles are among them; `status` leaves them out.',
  callers: ['merchant'],
  scope: 'commerce.bundles.read',
  idempotency: 'none',
  query: body({
    status: Type.Optional(Type.Array(oneOf(catalogStatuses, { 'x-flint-error': 'INVALID_BUNDLE_STATUS' }))),
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
  data: Bundle,
  isList: true,
  errors: [],
  run: ({ ctx, query }) => listPage(ctx, bundleList, query),
  show: (page) => answer(200, page.items.map(toBundle), { next_page_token: page.nextPageToken }),
})
