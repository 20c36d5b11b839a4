import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { checkMetadata } from '../platform/http/metadata.ts'
import {
  checkedImages,
  distinctHandles,
  expectFreeSkus,
  expectReferences,
  findSkuOwners,
  loadReferences,
  moveCategories,
  moveSkus,
  priceOf,
  refuseTakenSku,
} from '../products/index.ts'
import type { Bundle, BundleWithParts } from './bundle.ts'
import { changedComponents, expectPartsFit, partsOf } from './components.ts'
import type { CreateBundleBody } from './input-schemas.ts'
import { findPartVariants, holdProducts, insertBundle, replaceComponents } from './queries.ts'

export const createBundle = async (ctx: Context, input: CreateBundleBody): Promise<BundleWithParts> => {
  const bundle = newBundle(ctx, input)
  const { bundleId, sku } = bundle
  const components = changedComponents(ctx.ids, [], input.components)
  const variantIds = components.map(({ variantId }) => variantId)
  const load = {
    held: holdProducts(ctx, bundleId, variantIds),
    variants: findPartVariants(ctx, bundleId, variantIds),
    ...loadReferences(ctx, input),
    owners: findSkuOwners(ctx, sku === null ? [] : [sku]),
  }
  return refuseTakenSku(() =>
    transact(ctx, load, ({ variants, owners, ...references }) => {
      expectReferences(input, references)
      const parts = partsOf(components, variants)
      expectPartsFit(bundle, parts)
      if (sku !== null) expectFreeSkus(owners, [{ sku, ownerId: bundleId, param: 'sku' }])
      return {
        result: { bundle, parts },
        writes: [
          insertBundle(bundle),
          ...replaceComponents(bundle, components),
          ...moveSkus(ctx, [{ ownerId: bundleId, from: null, to: sku }]),
          ...moveCategories(ctx, bundleId, [], bundle.categories),
        ],
      }
    }),
  )
}

const newBundle = (ctx: Context, input: CreateBundleBody): Bundle => ({
  environmentId: ctx.environmentId,
  bundleId: ctx.ids.newId('bun'),
  status: input.status ?? 'active',
  name: input.name,
  description: input.description ?? null,
  sku: input.sku ?? null,
  ...priceOf(input.unit_price_money, ''),
  taxable: input.taxable ?? true,
  taxCategory: input.line_item_tax_category ?? null,
  images: checkedImages(input.images),
  categories: distinctHandles(input.categories),
  modifierSetId: input.modifier_set_id ?? null,
  externalReferenceId: input.external_reference_id ?? null,
  metadata: checkMetadata(input.metadata ?? {}),
  version: 1,
  createdAt: ctx.now,
  updatedAt: ctx.now,
})
