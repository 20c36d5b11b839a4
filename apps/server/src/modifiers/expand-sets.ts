import type { Context } from '../platform/context.ts'
import type { ModifierGroup, ModifierSet } from './modifier.ts'
import { findGroups } from './queries.ts'

const path = 'modifier_groups.modifier_group'

/** What a set can be expanded by, and the scope it needs. */
export const setExpansions = { [path]: 'commerce.catalog.read' }

/** The groups of these sets, in one read, when they were asked for. */
export const findGroupsToShow = async (
  ctx: Context,
  sets: readonly ModifierSet[],
  expand: ReadonlySet<string>,
): Promise<readonly ModifierGroup[]> => {
  if (!expand.has(path)) return []
  const ids = new Set(sets.flatMap(({ groups }) => groups.map((each) => each.modifierGroupId)))
  return ctx.db.run(findGroups(ctx, [...ids]))
}
