import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { expandPaths } from '../../platform/http/expand.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, expandQuery } from '../../platform/http/schema.ts'
import { findGroupsToShow, setExpansions } from '../expand-sets.ts'
import { findSet } from '../queries.ts'
import { ModifierSet, ModifierSetParams } from '../set-schemas.ts'
import { toModifierSet } from '../to-modifier-group.ts'

export const getModifierSetRoute = defineRoute({
  method: 'GET',
  path: '/v1/modifier-sets/{modifier_set_id}',
  operationId: 'getModifierSet',
  tag: 'Modifier sets',
  summary: 'Read a modifier set',
  description: '`expand=modifier_groups.modifier_group` shows each group with its modifiers.',
  callers: ['merchant'],
  scope: 'commerce.catalog.read',
  idempotency: 'none',
  params: ModifierSetParams,
  query: body(expandQuery),
  status: 200,
  data: ModifierSet,
  errors: [httpErrors.RESOURCE_NOT_FOUND, httpErrors.INVALID_EXPAND, httpErrors.EXPANSION_LIMIT_EXCEEDED],
  run: async ({ ctx, params, query }) => {
    const expand = expandPaths(ctx, query.expand, setExpansions)
    const set = await ctx.db.run(findSet(ctx, params.modifier_set_id))
    if (!set) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'modifier_set_id' })
    return { set, groups: await findGroupsToShow(ctx, [set], expand) }
  },
  show: ({ set, groups }) => answer(200, toModifierSet(set, groups)),
})
