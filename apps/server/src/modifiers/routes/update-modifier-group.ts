import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { modifierErrors } from '../errors.ts'
import { ModifierGroupParams, ModifierGroup, UpdateModifierGroupBody } from '../schemas.ts'
import { toModifierGroup } from '../to-modifier-group.ts'
import { updateGroup } from '../write-group.ts'

export const updateModifierGroupRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/modifier-groups/{modifier_group_id}',
  operationId: 'updateModifierGroup',
  tag: 'Modifier groups',
  summary: 'Change a modifier group',
  description: 'Orders that were made keep what they copied.',
  callers: ['merchant'],
  scope: 'commerce.catalog.write',
  idempotency: 'optional',
  params: ModifierGroupParams,
  body: UpdateModifierGroupBody,
  status: 200,
  data: ModifierGroup,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    httpErrors.NO_FIELDS_TO_UPDATE,
    httpErrors.UNSUPPORTED_CURRENCY,
    versionErrors.INVALID_EXPECTED_VERSION,
    modifierErrors.MODIFIER_GROUP_CHANGED,
    modifierErrors.INVALID_MODIFIER_GROUP,
    modifierErrors.INVALID_MODIFIER,
    modifierErrors.INVALID_MODIFIER_STATUS,
    modifierErrors.MODIFIERS_REQUIRED,
    modifierErrors.MODIFIER_CURRENCY_MISMATCH,
    modifierErrors.INVALID_MODIFIER_GROUP_STATUS,
  ],
  run: ({ ctx, params, body }) => updateGroup(ctx, params.modifier_group_id, body),
  show: (group) => answer(200, toModifierGroup(group)),
})
