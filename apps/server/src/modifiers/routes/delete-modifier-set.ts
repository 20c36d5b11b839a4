import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { ExpectedVersion, versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { ModifierSetParams, ModifierSet } from '../set-schemas.ts'
import { toModifierSet } from '../to-modifier-group.ts'
import { archiveSet } from '../write-set.ts'

export const deleteModifierSetRoute = defineRoute({
  method: 'DELETE',
  path: '/v1/modifier-sets/{modifier_set_id}',
  operationId: 'deleteModifierSet',
  tag: 'Modifier sets',
  summary: 'Archive a modifier set',
  description: 'Its products keep it, and it asks nothing more. `status` brings it back.',
  callers: ['merchant'],
  scope: 'commerce.catalog.write',
  idempotency: 'optional',
  params: ModifierSetParams,
  query: body({ expected_version: Type.Optional(ExpectedVersion) }),
  status: 200,
  data: ModifierSet,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    versionErrors.INVALID_EXPECTED_VERSION,
    versionErrors.VERSION_CONFLICT,
  ],
  run: ({ ctx, params, query }) => archiveSet(ctx, params.modifier_set_id, query.expected_version),
  show: (set) => answer(200, toModifierSet(set)),
})
