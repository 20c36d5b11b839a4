import type { Context } from '../platform/context.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { mergeMetadata } from '../platform/http/metadata.ts'
import { moveCategories } from './category-queries.ts'
import { type LockedProduct, changeProduct, expectOpen } from './change-product.ts'
import { checkedImages } from './images.ts'
import type { UpdateProductBody } from './input-schemas.ts'
import { changedOptions } from './options.ts'
import { type Product, activeOptionsOf } from './product.ts'
import type { ProductWithVariant } from './queries.ts'
import { distinctHandles, expectReferences, loadReferences } from './references.ts'
import { refitVariants } from './refit-variants.ts'

export const updateProduct = async (
  ctx: Context,
  productId: string,
  input: UpdateProductBody,
): Promise<ProductWithVariant> => {
  const { expected_version: expectedVersion, ...fields } = input
  if (Object.keys(fields).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  return changeProduct(ctx, productId, loadReferences(ctx, input), (locked, loaded) => {
    expectOpen(locked.product, 'product_id')
    expectVersion(locked.product.version, expectedVersion)
    expectReferences(input, loaded)
    const product = changedFields(ctx, locked, input)
    return {
      product,
      variants: input.options ? refitted(ctx, product, locked) : locked.variants,
      writes: moveCategories(ctx, productId, locked.product.categories, product.categories),
    }
  })
}

const changedFields = (
  ctx: Context,
  { product: before, variants }: LockedProduct,
  input: UpdateProductBody,
): Product => {
  const { default_variant_id: defaultVariantId = before.defaultVariantId } = input
  if (!variants.some(({ variantId }) => variantId === defaultVariantId))
    throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'default_variant_id' })
  return {
    ...before,
    defaultVariantId,
    ...(input.name !== undefined && { name: input.name }),
    ...(input.product_type !== undefined && { productType: input.product_type }),
    ...(input.description !== undefined && { description: input.description }),
    ...(input.status !== undefined && { status: input.status }),
    ...(input.images && { images: checkedImages(input.images) }),
    ...(input.categories && { categories: distinctHandles(input.categories) }),
    ...(input.options && { options: changedOptions(ctx.ids, before.options, input.options) }),
    ...(input.modifier_set_id !== undefined && { modifierSetId: input.modifier_set_id }),
    ...(input.external_reference_id !== undefined && { externalReferenceId: input.external_reference_id }),
    metadata: mergeMetadata(before.metadata, input.metadata),
  }
}

const refitted = (ctx: Context, product: Product, { variants }: LockedProduct) =>
  refitVariants(activeOptionsOf(product), variants).map((variant, index) =>
    variant === variants[index] ? variant : { ...variant, version: variant.version + 1, updatedAt: ctx.now },
  )
