import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { ExpectedVersion, versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { archiveBundle } from '../archive-bundle.ts'
import { Bundle, BundleParams } from '../schemas.ts'
import { toBundle } from '../to-bundle.ts'

export const deleteBundleRoute = defineRoute({
  method: 'DELETE',
  path: '/v1/bundles/{bundle_id}',
  operationId: 'deleteBundle',
  tag: 'Bundles',
  summary: 'Archive a bundle',
  description: 'It can still be read, but not sold or changed any more. Archiving it again changes nothing.',
  callers: ['merchant'],
  scope: 'commerce.bundles.write',
  idempotency: 'optional',
  params: BundleParams,
  query: body({ expected_version: Type.Optional(ExpectedVersion) }),
  status: 200,
  data: Bundle,
  errors: [httpErrors.RESOURCE_NOT_FOUND, versionErrors.VERSION_CONFLICT],
  run: ({ ctx, params, query }) => archiveBundle(ctx, params.bundle_id, query.expected_version),
  show: (archived) => answer(200, toBundle(archived)),
})
