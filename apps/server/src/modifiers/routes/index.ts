import type { Route } from '../../platform/http/route.ts'
import { createModifierGroupRoute } from './create-modifier-group.ts'
import { createModifierSetRoute } from './create-modifier-set.ts'
import { deleteModifierGroupRoute } from './delete-modifier-group.ts'
import { deleteModifierSetRoute } from './delete-modifier-set.ts'
import { getModifierGroupRoute } from './get-modifier-group.ts'
import { getModifierSetRoute } from './get-modifier-set.ts'
import { listModifierGroupsRoute } from './list-modifier-groups.ts'
import { listModifierSetsRoute } from './list-modifier-sets.ts'
import { updateModifierGroupRoute } from './update-modifier-group.ts'
import { updateModifierSetRoute } from './update-modifier-set.ts'

/** In the order of the API reference. */
export const modifierRoutes: Route[] = [
  listModifierGroupsRoute,
  createModifierGroupRoute,
  getModifierGroupRoute,
  updateModifierGroupRoute,
  deleteModifierGroupRoute,
  listModifierSetsRoute,
  createModifierSetRoute,
  getModifierSetRoute,
  updateModifierSetRoute,
  deleteModifierSetRoute,
]
