import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import { checkMetadata, mergeMetadata } from '../platform/http/metadata.ts'
import { groupsOfSet } from './groups-of-set.ts'
import type { ModifierSet } from './modifier.ts'
import { addSetGroups, insertSet, lockSet, removeSetGroups, saveSet, shareGroups } from './queries.ts'
import type { CreateModifierSetBody, GroupOfSetInput, UpdateModifierSetBody } from './set-schemas.ts'

export const createSet = (ctx: Context, input: CreateModifierSetBody): Promise<ModifierSet> =>
  transact(ctx, { groups: shareGroups(ctx, idsIn(input.modifier_groups), null) }, ({ groups }) => {
    const set: ModifierSet = {
      environmentId: ctx.environmentId,
      modifierSetId: ctx.ids.newId('ms'),
      name: input.name.trim(),
      status: 'active',
      groups: groupsOfSet(input.modifier_groups, groups, []),
      metadata: checkMetadata(input.metadata ?? {}),
      version: 1,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    }
    return { result: set, writes: [insertSet(set), ...addSetGroups(set, idsOf(set))] }
  })

export const updateSet = async (
  ctx: Context,
  modifierSetId: string,
  input: UpdateModifierSetBody,
): Promise<ModifierSet> => {
  const { expected_version: expectedVersion, ...changes } = input
  if (Object.keys(changes).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  return transact(
    ctx,
    {
      set: lockSet(ctx, modifierSetId),
      groups: shareGroups(ctx, idsIn(input.modifier_groups ?? []), modifierSetId),
    },
    ({ set: before, groups }) => {
      if (!before) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'modifier_set_id' })
      expectVersion(before.version, expectedVersion)
      const status = changes.status ?? before.status
      const isChecked = changes.modifier_groups !== undefined || status !== before.status
      const asked = changes.modifier_groups ?? inputsOf(before)
      const set: ModifierSet = {
        ...before,
        name: changes.name?.trim() ?? before.name,
        status,
        // While it was archived its groups went their own ways: it is checked again when it comes back.
        groups: isChecked ? groupsOfSet(asked, groups, idsOf(before)) : before.groups,
        metadata: mergeMetadata(before.metadata, changes.metadata),
        version: before.version + 1,
        updatedAt: ctx.now,
      }
      return {
        result: set,
        writes: [
          saveSet(set),
          ...addSetGroups(set, without(idsOf(set), idsOf(before))),
          ...removeSetGroups(set, without(idsOf(before), idsOf(set))),
        ],
      }
    },
  )
}

/** Products keep it; it asks nothing more. What is archived already stays as it is. */
export const archiveSet = (
  ctx: Context,
  modifierSetId: string,
  expectedVersion: number | undefined,
): Promise<ModifierSet> =>
  transact(ctx, { set: lockSet(ctx, modifierSetId) }, ({ set: before }) => {
    if (!before) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'modifier_set_id' })
    expectVersion(before.version, expectedVersion)
    if (before.status === 'archived') return { result: before, writes: [] }
    const set: ModifierSet = {
      ...before,
      status: 'archived',
      version: before.version + 1,
      updatedAt: ctx.now,
    }
    return { result: set, writes: [saveSet(set)] }
  })

const idsIn = (inputs: readonly GroupOfSetInput[]): string[] => inputs.map((each) => each.modifier_group_id)
const idsOf = ({ groups }: ModifierSet): string[] => groups.map((each) => each.modifierGroupId)
const without = (all: readonly string[], some: readonly string[]): string[] =>
  all.filter((each) => !some.includes(each))

const inputsOf = ({ groups }: ModifierSet): GroupOfSetInput[] =>
  groups.map((inSet) => ({
    modifier_group_id: inSet.modifierGroupId,
    required: inSet.isRequired,
    min_selections: inSet.minSelections,
    max_selections: inSet.maxSelections,
  }))
