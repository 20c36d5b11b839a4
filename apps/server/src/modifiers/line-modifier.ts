import { type Static, Type } from 'typebox'
import { body } from '../platform/http/schema.ts'
import type { GroupOfSet, ModifierGroup, ModifierStatus } from './modifier.ts'

/**
 * One modifier of a line, as orders, sessions and links take it: a modifier of the catalogue, or a text.
 * What is wrong with its values is said by `chooseModifiers`, under the contract's own codes.
 * Source: contract, flint-commerce 4.2.
 */
export const LineModifierInputSchema = body({
  modifier_id: Type.Optional(Type.String({ 'x-flint-error': 'INVALID_MODIFIER' })),
  quantity: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 9999,
      default: 1,
      'x-flint-error': 'MODIFIER_QUANTITY_INVALID',
      description: 'For each unit of the line.',
    }),
  ),
  text: Type.Optional(
    Type.String({ minLength: 1, maxLength: 500, 'x-flint-error': 'MODIFIER_TEXT_INVALID' }),
  ),
  modifier_group_id: Type.Optional(
    Type.String({
      'x-flint-error': 'INVALID_MODIFIER_GROUP',
      description: 'The group that is meant; needed for a text when the set has several text groups.',
    }),
  ),
})

export type LineModifierInput = Static<typeof LineModifierInputSchema>

/** What a line keeps of a modifier: a copy, so that later changes of the catalogue never change an order. */
export type ChosenModifier = {
  modifierId: string | null
  groupName: string | null
  name: string
  /** For each unit of the line. */
  quantity: number
  /** Minor units of the order's currency, signed, for one modifier. */
  unitPriceDelta: number
  sourceType: 'catalog_modifier' | 'text'
  textValue: string | null
  showOnReceipt: boolean
  showOnFulfillment: boolean
  metadata: Record<string, string>
}

/** What lines may choose from: the sets asked for, and every group of those sets and of the modifiers asked for. */
export type SellableModifiers = {
  sets: readonly { modifierSetId: string; status: ModifierStatus; groups: readonly GroupOfSet[] }[]
  groups: readonly ModifierGroup[]
  /** The set of each variant asked for whose product has one. */
  setIdByVariant: Readonly<Record<string, string>>
}

export const noModifiers: SellableModifiers = { sets: [], groups: [], setIdByVariant: {} }

/** What a line is made from. All null: an ad-hoc line. */
export type LineSource = { variantId: string | null; bundleId: string | null; modifierSetId: string | null }
