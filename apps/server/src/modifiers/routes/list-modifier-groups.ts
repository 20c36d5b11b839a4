import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import {
  body,
  createdQuery,
  oneOf,
  pageQuery,
  sortQuery,
  textQuery,
  updatedQuery,
} from '../../platform/http/schema.ts'
import { modifierErrors } from '../errors.ts'
import { modifierGroupTypes, modifierStatuses } from '../modifier.ts'
import { groupList } from '../queries.ts'
import { ModifierGroup } from '../schemas.ts'
import { toModifierGroup } from '../to-modifier-group.ts'

export const listModifierGroupsRoute = defineRoute({
  method: 'GET',
  path: '/v1/modifier-groups',
  operationId: 'listModifierGroups',
  tag: 'Modifier groups',
  summary: 'List modifier groups, newest first',
  callers: ['merchant'],
  scope: 'commerce.catalog.read',
  idempotency: 'none',
  query: body({
    status: Type.Optional(oneOf(modifierStatuses, { 'x-flint-error': 'INVALID_MODIFIER_GROUP_STATUS' })),
    modifier_group_type: Type.Optional(
      oneOf(modifierGroupTypes, { 'x-flint-error': 'INVALID_MODIFIER_GROUP_TYPE' }),
    ),
    ...textQuery,
    ...createdQuery,
    ...updatedQuery,
    ...sortQuery(['created_at', 'updated_at', 'name']),
    ...pageQuery,
  }),
  status: 200,
  data: ModifierGroup,
  isList: true,
  errors: [modifierErrors.INVALID_MODIFIER_GROUP_STATUS, modifierErrors.INVALID_MODIFIER_GROUP_TYPE],
  run: ({ ctx, query }) => listPage(ctx, groupList, query),
  show: (page) => answer(200, page.items.map(toModifierGroup), { next_page_token: page.nextPageToken }),
})
