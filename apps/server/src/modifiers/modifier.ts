import type { Instant } from '../platform/clock/clock.ts'

export const modifierStatuses = ['active', 'archived'] as const
export type ModifierStatus = (typeof modifierStatuses)[number]

/** list: the buyer chooses among modifiers. text: the buyer writes a few words, such as an engraving. */
export const modifierGroupTypes = ['list', 'text'] as const
export type ModifierGroupType = (typeof modifierGroupTypes)[number]

/** Source of the limits: none published; generous enough for a menu, small enough to read a group whole. */
export const limits = {
  modifiersPerGroup: 200,
  groupsPerSet: 50,
  modifiersPerLine: 100,
  quantity: 9999,
  textLength: 500,
}

/** One choice, such as "Oat milk". */
export type Modifier = {
  modifierId: string
  name: string
  /** Minor units, signed, for one modifier on one unit of the line. Null: free, in every currency. */
  priceDelta: { amount: number; currency: string } | null
  status: ModifierStatus
  sku: string | null
  position: number
  showOnReceipt: boolean
  showOnFulfillment: boolean
  metadata: Record<string, string>
}

/** How much must and may be chosen from one group. Quantities count: two shots of syrup are two selections. */
export type SelectionLimits = {
  /** Nothing at all is refused. Without it, nothing or at least `minSelections`. */
  isRequired: boolean
  minSelections: number
  /** Null: as many as there are. */
  maxSelections: number | null
}

/** A question to the buyer, such as "Milk". */
export type ModifierGroup = SelectionLimits & {
  environmentId: string
  modifierGroupId: string
  name: string
  groupType: ModifierGroupType
  status: ModifierStatus
  /** Whether one modifier may be taken more than once. */
  allowsQuantity: boolean
  /** For text: how many characters. Null for a list. */
  maxTextLength: number | null
  /** The one currency of its modifiers' prices; null when none has a price. */
  currency: string | null
  /** In order. Empty for text. */
  modifiers: readonly Modifier[]
  metadata: Record<string, string>
  version: number
  createdAt: Instant
  updatedAt: Instant
}

/** A group as one set uses it. Null: as the group itself says. */
export type GroupOfSet = {
  modifierGroupId: string
  isRequired: boolean | null
  minSelections: number | null
  maxSelections: number | null
}

/** The questions that one product asks, in order. */
export type ModifierSet = {
  environmentId: string
  modifierSetId: string
  name: string
  status: ModifierStatus
  groups: readonly GroupOfSet[]
  metadata: Record<string, string>
  version: number
  createdAt: Instant
  updatedAt: Instant
}

/**
 * The limits of a group within a set, as far as they can be kept: a group may have lost modifiers since the set named
 * its limits, and a question that nobody could answer would keep the product from being sold.
 */
export const limitsIn = (group: ModifierGroup, inSet: GroupOfSet): SelectionLimits => {
  const maxSelections = inSet.maxSelections ?? group.maxSelections
  const most = Math.min(maxSelections ?? limits.quantity, choosable(group))
  return {
    isRequired: (inSet.isRequired ?? group.isRequired) && most > 0,
    minSelections: Math.min(inSet.minSelections ?? group.minSelections, most),
    maxSelections,
  }
}

/** How many selections a group has room for. */
export const choosable = (
  group: Pick<ModifierGroup, 'groupType' | 'allowsQuantity' | 'modifiers'>,
): number => {
  if (group.groupType === 'text') return 1
  const active = group.modifiers.filter(({ status }) => status === 'active').length
  return group.allowsQuantity ? active * limits.quantity : active
}
