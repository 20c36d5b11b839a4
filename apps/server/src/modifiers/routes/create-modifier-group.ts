import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { modifierErrors } from '../errors.ts'
import { CreateModifierGroupBody, ModifierGroup } from '../schemas.ts'
import { toModifierGroup } from '../to-modifier-group.ts'
import { createGroup } from '../write-group.ts'

export const createModifierGroupRoute = defineRoute({
  method: 'POST',
  path: '/v1/modifier-groups',
  operationId: 'createModifierGroup',
  tag: 'Modifier groups',
  summary: 'Create a modifier group',
  description: 'A question to the buyer: a list of modifiers to choose from, or a text to write.',
  callers: ['merchant'],
  scope: 'commerce.catalog.write',
  idempotency: 'optional',
  body: CreateModifierGroupBody,
  status: 201,
  data: ModifierGroup,
  errors: [
    modifierErrors.INVALID_MODIFIER_GROUP,
    modifierErrors.INVALID_MODIFIER_GROUP_TYPE,
    modifierErrors.INVALID_MODIFIER,
    modifierErrors.INVALID_MODIFIER_STATUS,
    modifierErrors.MODIFIERS_REQUIRED,
    modifierErrors.MODIFIER_CURRENCY_MISMATCH,
    httpErrors.UNSUPPORTED_CURRENCY,
  ],
  run: ({ ctx, body }) => createGroup(ctx, body),
  show: (group) => answer(201, toModifierGroup(group)),
})
