import type { GroupOfSet, Modifier, ModifierGroup } from './modifier.ts'
import type { LineSource, SellableModifiers } from './line-modifier.ts'

const epoch = '2026-01-01T00:00:00.000Z'

/** Free and active unless told otherwise. Its id is its name. */
export const aModifier = (name: string, special: Partial<Modifier> = {}): Modifier => ({
  modifierId: name,
  name,
  priceDelta: null,
  status: 'active',
  sku: null,
  position: 0,
  showOnReceipt: true,
  showOnFulfillment: true,
  metadata: {},
  ...special,
})

/** A list of two modifiers, optional, once each, unless told otherwise. Its id is its name. */
export const aGroup = (name: string, special: Partial<ModifierGroup> = {}): ModifierGroup => ({
  environmentId: 'menv_1',
  modifierGroupId: name,
  name,
  groupType: 'list',
  status: 'active',
  isRequired: false,
  minSelections: 0,
  maxSelections: null,
  allowsQuantity: false,
  maxTextLength: null,
  currency: null,
  modifiers: [aModifier(`${name} 1`), aModifier(`${name} 2`)],
  metadata: {},
  version: 1,
  createdAt: epoch,
  updatedAt: epoch,
  ...special,
})

export const aTextGroup = (name: string, special: Partial<ModifierGroup> = {}): ModifierGroup =>
  aGroup(name, { groupType: 'text', maxSelections: 1, maxTextLength: 20, modifiers: [], ...special })

export const inSet = (group: ModifierGroup, special: Partial<GroupOfSet> = {}): GroupOfSet => ({
  modifierGroupId: group.modifierGroupId,
  isRequired: null,
  minSelections: null,
  maxSelections: null,
  ...special,
})

/** One set of these groups, and further groups that stand in none. */
export const aMenu = (
  groups: readonly ModifierGroup[],
  { others = [], overrides = {}, status = 'active' as const }: MenuOptions = {},
): SellableModifiers => ({
  sets: [
    {
      modifierSetId: 'set',
      status,
      groups: groups.map((group) => inSet(group, overrides[group.modifierGroupId])),
    },
  ],
  groups: [...groups, ...others],
  setIdByVariant: { variant: 'set' },
})

type MenuOptions = {
  others?: readonly ModifierGroup[]
  overrides?: Record<string, Partial<GroupOfSet>>
  status?: 'active' | 'archived'
}

/** A line whose product has the set; one whose product has none; one that the caller describes. */
export const withSet: LineSource = { variantId: 'variant', bundleId: null, modifierSetId: null }
export const withoutSet: LineSource = { variantId: 'plain', bundleId: null, modifierSetId: null }
export const adHoc: LineSource = { variantId: null, bundleId: null, modifierSetId: null }
