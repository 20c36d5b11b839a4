import { refuse } from '../platform/http/errors.ts'
import { modifierErrors } from './errors.ts'
import type { GroupOfSet, ModifierGroup } from './modifier.ts'
import type { GroupOfSetInput } from './set-schemas.ts'
import { limitProblem } from './written-group.ts'

/**
 * The groups of a set as the caller lists them. Pure; throws the refusal that names the entry at fault.
 *
 * @param groups What there is of the groups that are listed.
 * @param known  Ids of the groups that the set has: these may have been archived since.
 */
export const groupsOfSet = (
  inputs: readonly GroupOfSetInput[],
  groups: readonly ModifierGroup[],
  known: readonly string[],
): GroupOfSet[] => {
  const byId = new Map(groups.map((group) => [group.modifierGroupId, group]))
  const seen = new Set<string>()
  let currency: string | null = null
  return inputs.map((input, index) => {
    const param = `modifier_groups[${index}]`
    const group = expectGroup(byId.get(input.modifier_group_id), known, param)
    if (seen.has(group.modifierGroupId))
      throw refuse(modifierErrors.INVALID_MODIFIER_SET, {
        param: `${param}.modifier_group_id`,
        message: `"${group.name}" is in the set twice.`,
      })
    seen.add(group.modifierGroupId)
    if (currency !== null && group.currency !== null && group.currency !== currency)
      throw refuse(modifierErrors.MODIFIER_CURRENCY_MISMATCH, {
        param: `${param}.modifier_group_id`,
        message: `The groups of a set share one currency; "${group.name}" is in ${group.currency}, not in ${currency}.`,
      })
    currency ??= group.currency
    return overridden(group, input, param)
  })
}

const expectGroup = (
  group: ModifierGroup | undefined,
  known: readonly string[],
  param: string,
): ModifierGroup => {
  if (group && (group.status === 'active' || known.includes(group.modifierGroupId))) return group
  throw refuse(modifierErrors.INVALID_MODIFIER_GROUP, {
    param: `${param}.modifier_group_id`,
    message: group ? `"${group.name}" is archived.` : 'There is no modifier group with this id.',
  })
}

const overridden = (group: ModifierGroup, input: GroupOfSetInput, param: string): GroupOfSet => {
  const inSet: GroupOfSet = {
    modifierGroupId: group.modifierGroupId,
    isRequired: input.required ?? null,
    minSelections: input.min_selections ?? null,
    maxSelections: input.max_selections ?? null,
  }
  const isCounted = inSet.minSelections !== null || inSet.maxSelections !== null
  const problem =
    group.groupType === 'text' && isCounted
      ? 'A group of the type text takes one text.'
      : isCounted
        ? limitProblem({
            ...group,
            minSelections: inSet.minSelections ?? group.minSelections,
            maxSelections: inSet.maxSelections ?? group.maxSelections,
          })
        : null
  if (problem)
    throw refuse(modifierErrors.MODIFIER_OVERRIDE_INVALID, {
      param: `${param}.${inSet.minSelections === null ? 'max_selections' : 'min_selections'}`,
      message: problem,
    })
  return inSet
}
