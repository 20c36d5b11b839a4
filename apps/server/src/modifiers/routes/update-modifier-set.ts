import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { modifierErrors } from '../errors.ts'
import { ModifierSetParams, ModifierSet, UpdateModifierSetBody } from '../set-schemas.ts'
import { toModifierSet } from '../to-modifier-group.ts'
import { updateSet } from '../write-set.ts'

export const updateModifierSetRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/modifier-sets/{modifier_set_id}',
  operationId: 'updateModifierSet',
  tag: 'Modifier sets',
  summary: 'Change a modifier set',
  description: '`modifier_groups` is the whole list: a group that is not in it is taken out.',
  callers: ['merchant'],
  scope: 'commerce.catalog.write',
  idempotency: 'optional',
  params: ModifierSetParams,
  body: UpdateModifierSetBody,
  status: 200,
  data: ModifierSet,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    httpErrors.NO_FIELDS_TO_UPDATE,
    versionErrors.INVALID_EXPECTED_VERSION,
    versionErrors.VERSION_CONFLICT,
    modifierErrors.INVALID_MODIFIER_SET,
    modifierErrors.INVALID_MODIFIER_GROUP,
    modifierErrors.MODIFIER_OVERRIDE_INVALID,
    modifierErrors.MODIFIER_CURRENCY_MISMATCH,
    modifierErrors.INVALID_MODIFIER_SET_STATUS,
  ],
  run: ({ ctx, params, body }) => updateSet(ctx, params.modifier_set_id, body),
  show: (set) => answer(200, toModifierSet(set)),
})
