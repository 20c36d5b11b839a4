import { httpErrors, refuse } from '../platform/http/errors.ts'
import { modifierErrors } from './errors.ts'
import type { ChosenModifier, LineModifierInput, LineSource, SellableModifiers } from './line-modifier.ts'
import {
  type GroupOfSet,
  type Modifier,
  type ModifierGroup,
  type ModifierStatus,
  type SelectionLimits,
  limits,
  limitsIn,
} from './modifier.ts'

type OfferedGroup = ModifierGroup & { limits: SelectionLimits }

/** What a line is offered: the groups of its set; without a set, any modifier and any text. */
type Offer = {
  groups: readonly OfferedGroup[]
  setStatus: ModifierStatus | null
  all: readonly ModifierGroup[]
}

type Choice = { chosen: ChosenModifier; groupId: string | null }

/**
 * Decides what a line takes of its modifiers, and copies it.
 *
 * @param source   What the line is made from; `modifierSetId` counts before the set of the variant's product.
 * @param currency The order's; every priced modifier must have it.
 * @param param    The path of the list, such as `line_items[0].modifiers`; refusals name the entry at fault below it.
 * @throws  MODIFIER_GROUP_REQUIRED, MODIFIER_SELECTION_LIMIT_EXCEEDED, MODIFIER_DUPLICATE_SELECTION, INVALID_MODIFIER,
 *          INVALID_MODIFIER_GROUP, MODIFIER_UNAVAILABLE, MODIFIER_SOURCE_UNSUPPORTED, MODIFIER_CURRENCY_MISMATCH,
 *          MODIFIER_QUANTITY_INVALID, MODIFIER_TEXT_INVALID, EXACTLY_ONE_REQUIRED.
 * Source: contract, flint-commerce 4.2 and 14.
 */
export const chooseModifiers = (
  sellable: SellableModifiers,
  source: LineSource,
  inputs: readonly LineModifierInput[] | undefined,
  currency: string,
  param: string,
): ChosenModifier[] => {
  const offer = offerOf(sellable, source)
  if ((inputs?.length ?? 0) > limits.modifiersPerLine)
    throw refuse(modifierErrors.MODIFIER_SELECTION_LIMIT_EXCEEDED, {
      param,
      message: `A line has at most ${limits.modifiersPerLine} modifiers.`,
      extra: { limit: limits.modifiersPerLine },
    })
  const choices = (inputs ?? []).map((input, index) => chosenBy(offer, input, currency, `${param}[${index}]`))
  expectNoneTwice(choices, param)
  for (const group of offer.groups) expectWithinLimits(group, choices, param)
  return choices.map(({ chosen }) => chosen)
}

const offerOf = (sellable: SellableModifiers, source: LineSource): Offer => {
  const setId =
    source.modifierSetId ??
    (source.variantId === null ? undefined : sellable.setIdByVariant[source.variantId])
  const set = setId === undefined ? undefined : sellable.sets.find((each) => each.modifierSetId === setId)
  if (!set) return { groups: [], setStatus: null, all: sellable.groups }
  const byId = new Map(sellable.groups.map((group) => [group.modifierGroupId, group]))
  const offered = (inSet: GroupOfSet): OfferedGroup[] => {
    const group = byId.get(inSet.modifierGroupId)
    // What is archived asks nothing any more, and naming it is refused as unavailable.
    return group?.status === 'active' ? [{ ...group, limits: limitsIn(group, inSet) }] : []
  }
  return {
    groups: set.status === 'active' ? set.groups.flatMap(offered) : [],
    setStatus: set.status,
    all: sellable.groups,
  }
}

const chosenBy = (offer: Offer, input: LineModifierInput, currency: string, param: string): Choice => {
  const { modifier_id: modifierId, text } = input
  if ((modifierId === undefined) === (text === undefined))
    throw refuse(httpErrors.EXACTLY_ONE_REQUIRED, {
      param,
      message: `"${param}" needs exactly one of modifier_id and text.`,
      extra: { conflicting_fields: ['modifier_id', 'text'] },
    })
  return text === undefined
    ? catalogChoice(offer, { ...input, modifier_id: modifierId! }, currency, param)
    : textChoice(offer, { ...input, text }, param)
}

const catalogChoice = (
  offer: Offer,
  input: LineModifierInput & { modifier_id: string },
  currency: string,
  param: string,
): Choice => {
  const { group, modifier } = findModifier(offer, input, param)
  const quantity = input.quantity ?? 1
  const most = group.allowsQuantity ? limits.quantity : 1
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > most)
    throw refuse(modifierErrors.MODIFIER_QUANTITY_INVALID, {
      param: `${param}.quantity`,
      message: `"${modifier.name}" can be taken ${most === 1 ? 'once' : `1 to ${most} times`}.`,
      extra: { limit: most },
    })
  if (modifier.priceDelta && modifier.priceDelta.currency !== currency)
    throw refuse(modifierErrors.MODIFIER_CURRENCY_MISMATCH, {
      param: `${param}.modifier_id`,
      message: `"${modifier.name}" is priced in ${modifier.priceDelta.currency}, not in ${currency}.`,
    })
  return {
    groupId: group.modifierGroupId,
    chosen: {
      modifierId: modifier.modifierId,
      groupName: group.name,
      name: modifier.name,
      quantity,
      unitPriceDelta: modifier.priceDelta?.amount ?? 0,
      sourceType: 'catalog_modifier',
      textValue: null,
      showOnReceipt: modifier.showOnReceipt,
      showOnFulfillment: modifier.showOnFulfillment,
      metadata: modifier.metadata,
    },
  }
}

const findModifier = (
  offer: Offer,
  input: LineModifierInput & { modifier_id: string },
  param: string,
): { group: ModifierGroup; modifier: Modifier } => {
  const group = offer.all.find((each) => each.modifiers.some(isAsked(input)))
  const modifier = group?.modifiers.find(isAsked(input))
  if (!group || !modifier)
    throw refuse(modifierErrors.INVALID_MODIFIER, {
      param: `${param}.modifier_id`,
      message: 'There is no modifier with this id.',
    })
  if (input.modifier_group_id !== undefined && input.modifier_group_id !== group.modifierGroupId)
    throw refuse(modifierErrors.INVALID_MODIFIER_GROUP, {
      param: `${param}.modifier_group_id`,
      message: `"${modifier.name}" is in another group.`,
    })
  if (group.status !== 'active' || modifier.status !== 'active')
    throw refuse(modifierErrors.MODIFIER_UNAVAILABLE, {
      param: `${param}.modifier_id`,
      message: `"${modifier.name}" is not offered any more.`,
    })
  if (
    offer.setStatus &&
    !offer.groups.some(({ modifierGroupId }) => modifierGroupId === group.modifierGroupId)
  )
    throw refuse(
      offer.setStatus === 'archived'
        ? modifierErrors.MODIFIER_UNAVAILABLE
        : modifierErrors.MODIFIER_SOURCE_UNSUPPORTED,
      {
        param: `${param}.modifier_id`,
        message: `"${modifier.name}" is not among the modifiers that this item offers.`,
      },
    )
  return { group, modifier }
}

const isAsked = (input: { modifier_id: string }) => (modifier: Modifier) =>
  modifier.modifierId === input.modifier_id

const textChoice = (offer: Offer, input: LineModifierInput & { text: string }, param: string): Choice => {
  const group = offer.setStatus ? textGroupOf(offer, input, param) : null
  if (!group && input.modifier_group_id !== undefined)
    throw refuse(modifierErrors.INVALID_MODIFIER_GROUP, {
      param: `${param}.modifier_group_id`,
      message: 'The item has no modifier set, so its texts belong to no group.',
    })
  if ((input.quantity ?? 1) !== 1)
    throw refuse(modifierErrors.MODIFIER_QUANTITY_INVALID, {
      param: `${param}.quantity`,
      message: 'A text can be taken once.',
      extra: { limit: 1 },
    })
  const text = input.text.trim()
  const most = group?.maxTextLength ?? limits.textLength
  if (text === '' || [...text].length > most)
    throw refuse(modifierErrors.MODIFIER_TEXT_INVALID, {
      param: `${param}.text`,
      message: `A text here has 1 to ${most} characters.`,
      extra: { limit: most },
    })
  return {
    groupId: group?.modifierGroupId ?? null,
    chosen: {
      modifierId: null,
      groupName: group?.name ?? null,
      name: group?.name ?? text,
      quantity: 1,
      unitPriceDelta: 0,
      sourceType: 'text',
      textValue: text,
      showOnReceipt: true,
      showOnFulfillment: true,
      metadata: {},
    },
  }
}

const textGroupOf = (offer: Offer, input: LineModifierInput, param: string): OfferedGroup => {
  const texts = offer.groups.filter((group) => group.groupType === 'text')
  if (texts.length === 0)
    throw refuse(modifierErrors.MODIFIER_SOURCE_UNSUPPORTED, {
      param: `${param}.text`,
      message: 'This item takes no text.',
    })
  const named = input.modifier_group_id
  const group = named === undefined ? texts[0]! : texts.find((each) => each.modifierGroupId === named)
  if (!group || (named === undefined && texts.length > 1))
    throw refuse(modifierErrors.INVALID_MODIFIER_GROUP, {
      param: `${param}.modifier_group_id`,
      message: `Name the text group that is meant: ${texts.map((each) => each.modifierGroupId).join(', ')}.`,
    })
  return group
}

/** A modifier once; a text group one text. Texts without a group may be several. */
const expectNoneTwice = (choices: readonly Choice[], param: string) => {
  const seen = new Set<string>()
  for (const [index, { chosen, groupId }] of choices.entries()) {
    const key = chosen.modifierId ?? groupId
    if (key === null) continue
    if (seen.has(key))
      throw refuse(modifierErrors.MODIFIER_DUPLICATE_SELECTION, {
        param: `${param}[${index}]`,
        message: `"${chosen.name}" is chosen twice on one line.`,
      })
    seen.add(key)
  }
}

const expectWithinLimits = (group: OfferedGroup, choices: readonly Choice[], param: string) => {
  const { isRequired, minSelections, maxSelections } = group.limits
  const own = choices.flatMap(({ groupId, chosen }, index) =>
    groupId === group.modifierGroupId ? [{ quantity: chosen.quantity, index }] : [],
  )
  const count = own.reduce((sum, { quantity }) => sum + quantity, 0)
  const least = isRequired ? Math.max(1, minSelections) : count === 0 ? 0 : minSelections
  if (count < least)
    throw refuse(modifierErrors.MODIFIER_GROUP_REQUIRED, {
      param,
      message: `"${group.name}" asks for at least ${least}; ${count} ${count === 1 ? 'is' : 'are'} chosen.`,
      extra: { limit: least },
    })
  if (maxSelections !== null && count > maxSelections)
    throw refuse(modifierErrors.MODIFIER_SELECTION_LIMIT_EXCEEDED, {
      param: `${param}[${passingIndex(own, maxSelections)}]`,
      message: `"${group.name}" takes at most ${maxSelections}; ${count} are chosen.`,
      extra: { limit: maxSelections },
    })
}

/** The entry with which the limit is passed. */
const passingIndex = (own: readonly { quantity: number; index: number }[], most: number): number => {
  let count = 0
  return own.find(({ quantity }) => (count += quantity) > most)!.index
}
