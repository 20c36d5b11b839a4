import { type SellableItem, findVariantsToSell, productErrors } from '../products/index.ts'
import { bundleErrors, findBundlesToSell } from '../bundles/index.ts'
import {
  type LineModifierInput,
  type SellableModifiers,
  chooseModifiers,
  findModifiersToSell,
  noModifiers,
} from '../modifiers/index.ts'
import type { Context } from '../platform/context.ts'
import type { Loads } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import type { LineItemInput } from './input-schemas.ts'
import type { CatalogOrigin, LineModifier } from './order.ts'

/** What lines copy from the catalogue. */
export type Catalog = {
  variants: readonly SellableItem[]
  bundles: readonly SellableItem[]
  modifiers: SellableModifiers
}

export const emptyCatalog: Catalog = { variants: [], bundles: [], modifiers: noModifiers }

/** The reads that these lines need; none for lines that the caller describes whole. */
export const catalogLoads = (ctx: Context, inputs: readonly LineItemInput[]): Partial<Loads<Catalog>> => {
  const variantIds = inputs.flatMap((input) => input.variant_id ?? [])
  const bundleIds = inputs.flatMap((input) => input.bundle_id ?? [])
  const modifierIds = modifierIdsOf(inputs.flatMap((input) => input.modifiers ?? []))
  return {
    ...(variantIds.length > 0 ? { variants: findVariantsToSell(ctx, variantIds) } : {}),
    ...(bundleIds.length > 0 ? { bundles: findBundlesToSell(ctx, bundleIds) } : {}),
    ...(variantIds.length > 0 || modifierIds.length > 0
      ? { modifiers: findModifiersToSell(ctx, { variantIds, modifierIds }) }
      : {}),
  }
}

const modifierIdsOf = (inputs: readonly LineModifierInput[]): string[] =>
  inputs.flatMap((input) => input.modifier_id ?? [])

/** The item that a line names; null for a line that the caller describes whole. Throws when it cannot be sold. */
export const itemOf = (catalog: Catalog, input: LineItemInput, param: string): SellableItem | null => {
  if (input.variant_id !== undefined) {
    const found = catalog.variants.find((item) => item.variantId === input.variant_id)
    if (!found) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: `${param}.variant_id` })
    if (!found.isSellable) throw refuse(productErrors.VARIANT_NOT_SELLABLE, { param: `${param}.variant_id` })
    return found
  }
  if (input.bundle_id !== undefined) {
    const found = catalog.bundles.find((item) => item.bundleId === input.bundle_id)
    if (!found) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: `${param}.bundle_id` })
    if (!found.isSellable) throw refuse(bundleErrors.BUNDLE_NOT_SELLABLE, { param: `${param}.bundle_id` })
    return found
  }
  return null
}

export const originOf = (item: SellableItem): CatalogOrigin => ({
  sourceType: item.sourceType,
  variantId: item.variantId,
  productId: item.productId,
  bundleId: item.bundleId,
  categories: item.categories,
  selectedOptions: item.selectedOptions,
  bundleComponents: item.bundleComponents,
  modifierSetId: item.modifierSetId,
})

/** The reads for other modifiers on a line that is there. */
export const modifierLoads = (
  ctx: Context,
  origin: CatalogOrigin | undefined,
  inputs: readonly LineModifierInput[],
): Loads<{ modifiers: SellableModifiers }> => ({
  modifiers: findModifiersToSell(ctx, {
    setIds: origin?.modifierSetId ? [origin.modifierSetId] : [],
    modifierIds: modifierIdsOf(inputs),
  }),
})

export const newModifiers = (
  ctx: Context,
  sellable: SellableModifiers,
  origin: CatalogOrigin | undefined,
  inputs: readonly LineModifierInput[] | undefined,
  currency: string,
  param: string,
): LineModifier[] => {
  // A line that the caller describes whole, without a choice, has nothing to be asked.
  if (!origin && !inputs) return []
  const source = {
    variantId: origin?.variantId ?? null,
    bundleId: origin?.bundleId ?? null,
    modifierSetId: origin?.modifierSetId ?? null,
  }
  return chooseModifiers(sellable, source, inputs, currency, param).map((chosen) => ({
    lineItemModifierId: ctx.ids.newId('olim'),
    ...chosen,
  }))
}
