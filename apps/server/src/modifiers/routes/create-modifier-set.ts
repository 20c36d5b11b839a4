import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { modifierErrors } from '../errors.ts'
import { CreateModifierSetBody, ModifierSet } from '../set-schemas.ts'
import { toModifierSet } from '../to-modifier-group.ts'
import { createSet } from '../write-set.ts'

export const createModifierSetRoute = defineRoute({
  method: 'POST',
  path: '/v1/modifier-sets',
  operationId: 'createModifierSet',
  tag: 'Modifier sets',
  summary: 'Create a modifier set',
  description: 'The groups that a product asks for, in order. Products name the set.',
  callers: ['merchant'],
  scope: 'commerce.catalog.write',
  idempotency: 'optional',
  body: CreateModifierSetBody,
  status: 201,
  data: ModifierSet,
  errors: [
    modifierErrors.INVALID_MODIFIER_SET,
    modifierErrors.INVALID_MODIFIER_GROUP,
    modifierErrors.MODIFIER_OVERRIDE_INVALID,
    modifierErrors.MODIFIER_CURRENCY_MISMATCH,
  ],
  run: ({ ctx, body }) => createSet(ctx, body),
  show: (set) => answer(201, toModifierSet(set)),
})
