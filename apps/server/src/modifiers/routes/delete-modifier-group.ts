import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { ExpectedVersion, versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { modifierErrors } from '../errors.ts'
import { ModifierGroupParams, ModifierGroup } from '../schemas.ts'
import { toModifierGroup } from '../to-modifier-group.ts'
import { archiveGroup } from '../write-group.ts'

export const deleteModifierGroupRoute = defineRoute({
  method: 'DELETE',
  path: '/v1/modifier-groups/{modifier_group_id}',
  operationId: 'deleteModifierGroup',
  tag: 'Modifier groups',
  summary: 'Archive a modifier group',
  description: 'It stays in its sets and asks nothing more. `status` brings it back.',
  callers: ['merchant'],
  scope: 'commerce.catalog.write',
  idempotency: 'optional',
  params: ModifierGroupParams,
  query: body({ expected_version: Type.Optional(ExpectedVersion) }),
  status: 200,
  data: ModifierGroup,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    versionErrors.INVALID_EXPECTED_VERSION,
    modifierErrors.MODIFIER_GROUP_CHANGED,
  ],
  run: ({ ctx, params, query }) => archiveGroup(ctx, params.modifier_group_id, query.expected_version),
  show: (group) => answer(200, toModifierGroup(group)),
})
