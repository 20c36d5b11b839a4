import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { expandPaths } from '../../platform/http/expand.ts'
import { defineRoute } from '../../platform/http/route.ts'
import {
  body,
  createdQuery,
  expandQuery,
  oneOf,
  pageQuery,
  sortQuery,
  textQuery,
  updatedQuery,
} from '../../platform/http/schema.ts'
import { modifierErrors } from '../errors.ts'
import { findGroupsToShow, setExpansions } from '../expand-sets.ts'
import { modifierStatuses } from '../modifier.ts'
import { setList } from '../queries.ts'
import { ModifierSet } from '../set-schemas.ts'
import { toModifierSet } from '../to-modifier-group.ts'

export const listModifierSetsRoute = defineRoute({
  method: 'GET',
  path: '/v1/modifier-sets',
  operationId: 'listModifierSets',
  tag: 'Modifier sets',
  summary: 'List modifier sets, newest first',
  description: '`expand=modifier_groups.modifier_group` shows each group with its modifiers.',
  callers: ['merchant'],
  scope: 'commerce.catalog.read',
  idempotency: 'none',
  query: body({
    status: Type.Optional(oneOf(modifierStatuses, { 'x-flint-error': 'INVALID_MODIFIER_SET_STATUS' })),
    ...textQuery,
    ...createdQuery,
    ...updatedQuery,
    ...sortQuery(['created_at', 'updated_at', 'name']),
    ...expandQuery,
    ...pageQuery,
  }),
  status: 200,
  data: ModifierSet,
  isList: true,
  errors: [modifierErrors.INVALID_MODIFIER_SET_STATUS],
  run: async ({ ctx, query }) => {
    const expand = expandPaths(ctx, query.expand, setExpansions)
    const page = await listPage(ctx, setList, query)
    return { page, groups: await findGroupsToShow(ctx, page.items, expand) }
  },
  show: ({ page, groups }) =>
    answer(
      200,
      page.items.map((set) => toModifierSet(set, groups)),
      { next_page_token: page.nextPageToken },
    ),
})
