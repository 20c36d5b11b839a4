import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { mergeMetadata } from '../platform/http/metadata.ts'
import {
  checkedImages,
  distinctHandles,
  expectFreeSkus,
  expectOpen,
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
import { bundleErrors } from './errors.ts'
import type { UpdateBundleBody } from './input-schemas.ts'
import {
  findComponents,
  findPartVariants,
  holdProducts,
  lockBundle,
  replaceComponents,
  saveBundle,
} from './queries.ts'

export const updateBundle = async (
  ctx: Context,
  bundleId: string,
  input: UpdateBundleBody,
): Promise<BundleWithParts> => {
  const { expected_version: expectedVersion, ...fields } = input
  if (Object.keys(fields).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  const variantIds = (input.components ?? []).map(({ variant_id }) => variant_id)
  const load = {
    bundle: lockBundle(ctx, bundleId),
    components: findComponents(ctx, bundleId),
    held: holdProducts(ctx, bundleId, variantIds),
    variants: findPartVariants(ctx, bundleId, variantIds),
    ...loadReferences(ctx, input),
    owners: findSkuOwners(ctx, input.sku ? [input.sku] : []),
  }
  return refuseTakenSku(() =>
    transact(ctx, load, ({ bundle: before, components: current, variants, owners, ...references }) => {
      if (!before) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'bundle_id' })
      expectOpen(before, 'bundle_id')
      expectVersion(before.version, expectedVersion)
      expectReferences(input, references)
      const after = changedBundle(ctx, before, input)
      if (input.components && before.status === 'active' && after.status === 'active')
        throw refuse(bundleErrors.ACTIVE_BUNDLE_COMPONENTS_IMMUTABLE, {
          param: 'components',
          extra: { current_status: before.status },
        })
      const components = input.components ? changedComponents(ctx.ids, current, input.components) : current
      const parts = partsOf(components, variants)
      if (input.components || input.status === 'active') expectPartsFit(after, parts)
      if (after.sku !== null) expectFreeSkus(owners, [{ sku: after.sku, ownerId: bundleId, param: 'sku' }])
      return {
        result: { bundle: after, parts },
        writes: [
          saveBundle(after),
          ...(input.components ? replaceComponents(after, components) : []),
          ...moveSkus(ctx, [{ ownerId: bundleId, from: before.sku, to: after.sku }]),
          ...moveCategories(ctx, bundleId, before.categories, after.categories),
        ],
      }
    }),
  )
}

const changedBundle = (ctx: Context, before: Bundle, input: UpdateBundleBody): Bundle => ({
  ...before,
  ...(input.name !== undefined && { name: input.name }),
  ...(input.description !== undefined && { description: input.description }),
  ...(input.status !== undefined && { status: input.status }),
  ...(input.sku !== undefined && { sku: input.sku }),
  ...(input.unit_price_money && priceOf(input.unit_price_money, '')),
  ...(input.taxable !== undefined && { taxable: input.taxable }),
  ...(input.line_item_tax_category !== undefined && { taxCategory: input.line_item_tax_category }),
  ...(input.images && { images: checkedImages(input.images) }),
  ...(input.categories && { categories: distinctHandles(input.categories) }),
  ...(input.modifier_set_id !== undefined && { modifierSetId: input.modifier_set_id }),
  ...(input.external_reference_id !== undefined && { externalReferenceId: input.external_reference_id }),
  metadata: mergeMetadata(before.metadata, input.metadata),
  version: before.version + 1,
  updatedAt: ctx.now,
})
