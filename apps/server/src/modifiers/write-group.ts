import type { Static } from 'typebox'
import type { Context } from '../platform/context.ts'
import { transact, writeOnce } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import { modifierErrors } from './errors.ts'
import type { ModifierGroup } from './modifier.ts'
import {
  addModifiers,
  findNeighbourCurrencies,
  insertGroup,
  lockGroup,
  lockSetsOfGroup,
  removeModifiers,
  saveGroup,
} from './queries.ts'
import type { CreateModifierGroupBody, UpdateModifierGroupBody } from './schemas.ts'
import { writtenGroup } from './written-group.ts'

export const createGroup = async (
  ctx: Context,
  input: Static<typeof CreateModifierGroupBody>,
): Promise<ModifierGroup> => {
  const empty: ModifierGroup = {
    environmentId: ctx.environmentId,
    modifierGroupId: ctx.ids.newId('mg'),
    name: '',
    groupType: 'list',
    status: 'active',
    isRequired: false,
    minSelections: 0,
    maxSelections: null,
    allowsQuantity: false,
    maxTextLength: null,
    currency: null,
    modifiers: [],
    metadata: {},
    version: 1,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }
  const group = writtenGroup(ctx, empty, input)
  return writeOnce(ctx, { result: group, writes: [insertGroup(group), ...addModifiers(group, idsOf(group))] })
}

export const updateGroup = async (
  ctx: Context,
  modifierGroupId: string,
  { expected_version: expectedVersion, ...input }: Static<typeof UpdateModifierGroupBody>,
): Promise<ModifierGroup> => {
  if (Object.keys(input).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  return transact(
    ctx,
    {
      sets: lockSetsOfGroup(ctx, modifierGroupId),
      group: lockGroup(ctx, modifierGroupId),
      neighbours: findNeighbourCurrencies(ctx, modifierGroupId),
    },
    ({ group: before, neighbours }) => {
      if (!before) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'modifier_group_id' })
      expectVersion(before.version, expectedVersion, modifierErrors.MODIFIER_GROUP_CHANGED)
      const written = writtenGroup(ctx, before, input)
      expectCurrencyOfSets(written, neighbours)
      const group = { ...written, version: before.version + 1, updatedAt: ctx.now }
      const kept = new Set(idsOf(group))
      const known = new Set(idsOf(before))
      return {
        result: group,
        writes: [
          saveGroup(group),
          ...addModifiers(
            group,
            [...kept].filter((each) => !known.has(each)),
          ),
          ...removeModifiers(
            group,
            [...known].filter((each) => !kept.has(each)),
          ),
        ],
      }
    },
  )
}

/** Sets keep it; it is asked no more. What is archived already stays as it is. */
export const archiveGroup = (
  ctx: Context,
  modifierGroupId: string,
  expectedVersion: number | undefined,
): Promise<ModifierGroup> =>
  transact(ctx, { group: lockGroup(ctx, modifierGroupId) }, ({ group: before }) => {
    if (!before) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'modifier_group_id' })
    expectVersion(before.version, expectedVersion, modifierErrors.MODIFIER_GROUP_CHANGED)
    if (before.status === 'archived') return { result: before, writes: [] }
    const group: ModifierGroup = {
      ...before,
      status: 'archived',
      version: before.version + 1,
      updatedAt: ctx.now,
    }
    return { result: group, writes: [saveGroup(group)] }
  })

const idsOf = ({ modifiers }: ModifierGroup): string[] => modifiers.map(({ modifierId }) => modifierId)

const expectCurrencyOfSets = ({ currency }: ModifierGroup, neighbours: readonly string[]) => {
  const other = neighbours.find((each) => each !== currency)
  if (currency !== null && other !== undefined)
    throw refuse(modifierErrors.MODIFIER_CURRENCY_MISMATCH, {
      param: 'modifiers',
      message: `A set has this group beside groups in ${other}.`,
    })
}
