import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { createBundle } from '../create-bundle.ts'
import { CreateBundleBody } from '../input-schemas.ts'
import { Bundle } from '../schemas.ts'
import { toBundle } from '../to-bundle.ts'
import { writeErrors } from './shared-errors.ts'

export const createBundleRoute = defineRoute({
  method: 'POST',
  path: '/v1/bundles',
  operationId: 'createBundle',
  tag: 'Bundles',
  summary: 'Create a bundle',
  description: 'Several variants that are sold together, at one price.',
  callers: ['merchant'],
  scope: 'commerce.bundles.write',
  idempotency: 'optional',
  body: CreateBundleBody,
  status: 201,
  data: Bundle,
  errors: writeErrors,
  run: ({ ctx, body }) => createBundle(ctx, body),
  show: (created) => answer(201, toBundle(created)),
})
