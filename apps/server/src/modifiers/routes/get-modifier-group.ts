import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { findGroup } from '../queries.ts'
import { ModifierGroup, ModifierGroupParams } from '../schemas.ts'
import { toModifierGroup } from '../to-modifier-group.ts'

export const getModifierGroupRoute = defineRoute({
  method: 'GET',
  path: '/v1/modifier-groups/{modifier_group_id}',
  operationId: 'getModifierGroup',
  tag: 'Modifier groups',
  summary: 'Read a modifier group',
  callers: ['merchant'],
  scope: 'commerce.catalog.read',
  idempotency: 'none',
  params: ModifierGroupParams,
  status: 200,
  data: ModifierGroup,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const group = await ctx.db.run(findGroup(ctx, params.modifier_group_id))
    if (!group) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'modifier_group_id' })
    return group
  },
  show: (group) => answer(200, toModifierGroup(group)),
})
