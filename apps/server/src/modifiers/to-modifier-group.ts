import type { Modifier, ModifierGroup, ModifierSet } from './modifier.ts'

const toModifier = (modifier: Modifier) => ({
  modifier_id: modifier.modifierId,
  name: modifier.name,
  price_delta_money: modifier.priceDelta,
  status: modifier.status,
  sku: modifier.sku,
  position: modifier.position,
  show_on_receipt: modifier.showOnReceipt,
  show_on_fulfillment: modifier.showOnFulfillment,
  metadata: modifier.metadata,
})

export const toModifierGroup = (group: ModifierGroup) => ({
  modifier_group_id: group.modifierGroupId,
  name: group.name,
  modifier_group_type: group.groupType,
  status: group.status,
  required: group.isRequired,
  min_selections: group.minSelections,
  max_selections: group.maxSelections,
  allow_quantity: group.allowsQuantity,
  max_text_length: group.maxTextLength,
  currency: group.currency,
  modifiers: group.modifiers.map(toModifier),
  metadata: group.metadata,
  version: group.version,
  created_at: group.createdAt,
  updated_at: group.updatedAt,
})

/** With the groups at hand, each stands beside its id. */
export const toModifierSet = (set: ModifierSet, groups: readonly ModifierGroup[] = []) => {
  const byId = new Map(groups.map((group) => [group.modifierGroupId, group]))
  return {
    modifier_set_id: set.modifierSetId,
    name: set.name,
    status: set.status,
    modifier_groups: set.groups.map((inSet, position) => {
      const group = byId.get(inSet.modifierGroupId)
      return {
        modifier_group_id: inSet.modifierGroupId,
        position,
        required: inSet.isRequired,
        min_selections: inSet.minSelections,
        max_selections: inSet.maxSelections,
        ...(group ? { modifier_group: toModifierGroup(group) } : {}),
      }
    }),
    metadata: set.metadata,
    version: set.version,
    created_at: set.createdAt,
    updated_at: set.updatedAt,
  }
}
