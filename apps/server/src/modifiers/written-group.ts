import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { mergeMetadata } from '../platform/http/metadata.ts'
import { modifierErrors } from './errors.ts'
import { type ModifierGroup, choosable, limits } from './modifier.ts'
import type { ModifierGroupInput } from './schemas.ts'
import { currencyOfModifiers, writtenModifiers } from './written-modifiers.ts'

/** The group after what the caller says of it; throws the refusal that names the field at fault. */
export const writtenGroup = (
  ctx: Context,
  before: ModifierGroup,
  input: ModifierGroupInput,
): ModifierGroup => {
  const groupType = input.modifier_group_type ?? before.groupType
  if (groupType === 'text') expectTextFields(input)
  const modifiers = input.modifiers
    ? writtenModifiers(ctx, before.modifiers, input.modifiers)
    : before.modifiers
  const minSelections = input.min_selections ?? before.minSelections
  const written: ModifierGroup = {
    ...before,
    name: input.name?.trim() ?? before.name,
    groupType,
    status: input.status ?? before.status,
    isRequired:
      input.required ?? (input.min_selections === undefined ? before.isRequired : minSelections > 0),
    minSelections,
    maxSelections: input.max_selections === undefined ? before.maxSelections : input.max_selections,
    allowsQuantity: input.allow_quantity ?? before.allowsQuantity,
    currency: currencyOfModifiers(modifiers),
    modifiers,
    metadata: mergeMetadata(before.metadata, input.metadata),
  }
  if (groupType === 'text')
    return {
      ...written,
      minSelections: 0,
      maxSelections: 1,
      maxTextLength: input.max_text_length ?? before.maxTextLength ?? limits.textLength,
    }
  expectListFields(written, input)
  return written
}

const listFields = ['min_selections', 'max_selections', 'allow_quantity', 'modifiers'] as const

const expectTextFields = (input: ModifierGroupInput) => {
  const field = listFields.find((name) => input[name] !== undefined)
  if (field)
    throw refuse(modifierErrors.INVALID_MODIFIER_GROUP, {
      param: field,
      message: `A group of the type text takes one text; "${field}" is for lists.`,
    })
}

const expectListFields = (group: ModifierGroup, input: ModifierGroupInput) => {
  if (input.max_text_length !== undefined)
    throw refuse(modifierErrors.INVALID_MODIFIER_GROUP, {
      param: 'max_text_length',
      message: '"max_text_length" is for groups of the type text.',
    })
  if (group.modifiers.length === 0) throw refuse(modifierErrors.MODIFIERS_REQUIRED, { param: 'modifiers' })
  const problem = limitProblem(group)
  if (problem)
    throw refuse(modifierErrors.INVALID_MODIFIER_GROUP, { param: 'min_selections', message: problem })
}

/** Why nobody could choose within these limits, or null. */
export const limitProblem = (
  group: Pick<
    ModifierGroup,
    'groupType' | 'allowsQuantity' | 'modifiers' | 'minSelections' | 'maxSelections'
  >,
): string | null => {
  if (group.maxSelections !== null && group.minSelections > group.maxSelections)
    return `min_selections (${group.minSelections}) is above max_selections (${group.maxSelections}).`
  const room = choosable(group)
  return group.minSelections > room
    ? `min_selections (${group.minSelections}) is more than can be chosen (${room}).`
    : null
}
