import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { bundleErrors } from '../errors.ts'
import { UpdateBundleBody } from '../input-schemas.ts'
import { Bundle, BundleParams } from '../schemas.ts'
import { toBundle } from '../to-bundle.ts'
import { updateBundle } from '../update-bundle.ts'
import { writeErrors } from './shared-errors.ts'

export const updateBundleRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/bundles/{bundle_id}',
  operationId: 'updateBundle',
  tag: 'Bundles',
  summary: 'Change a bundle',
  description: 'Components change while the bundle is inactive, or as it becomes so.',
  callers: ['merchant'],
  scope: 'commerce.bundles.write',
  idempotency: 'optional',
  params: BundleParams,
  body: UpdateBundleBody,
  status: 200,
  data: Bundle,
  errors: [
    ...writeErrors,
    httpErrors.NO_FIELDS_TO_UPDATE,
    httpErrors.FIELD_NOT_UPDATABLE,
    versionErrors.VERSION_CONFLICT,
    bundleErrors.ACTIVE_BUNDLE_COMPONENTS_IMMUTABLE,
    bundleErrors.UNKNOWN_BUNDLE_COMPONENT,
    bundleErrors.DUPLICATE_BUNDLE_COMPONENT_ID,
  ],
  run: ({ ctx, params, body }) => updateBundle(ctx, params.bundle_id, body),
  show: (changed) => answer(200, toBundle(changed)),
})
