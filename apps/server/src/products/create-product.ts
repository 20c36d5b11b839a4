import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import { checkMetadata } from '../platform/http/metadata.ts'
import { moveCategories } from './category-queries.ts'
import { productErrors } from './errors.ts'
import { checkedImages } from './images.ts'
import type { CreateProductBody, VariantInput } from './input-schemas.ts'
import { changedOptions } from './options.ts'
import { byPosition } from './positions.ts'
import type { Product, ProductOption, Variant } from './product.ts'
import { type ProductWithVariant, insertProduct, insertVariants } from './queries.ts'
import { distinctHandles, expectReferences, loadReferences } from './references.ts'
import { expectFreeSkus, findSkuOwners, moveSkus, refuseTakenSku } from './sku-queries.ts'
import { summarizeVariants } from './summarize-variants.ts'
import { expectVariantsFit, newVariant } from './variant-input.ts'

/** One product with all its variants. */
export const createProduct = async (ctx: Context, input: CreateProductBody): Promise<ProductWithVariant> => {
  const { product, variants, pathOf } = newProduct(ctx, input)
  const wanted = variants.flatMap(({ sku, variantId }, index) =>
    sku === null ? [] : [{ sku, ownerId: variantId, param: `${pathOf(index)}sku` }],
  )
  const load = {
    ...loadReferences(ctx, input),
    owners: findSkuOwners(
      ctx,
      wanted.map(({ sku }) => sku),
    ),
  }
  return refuseTakenSku(() =>
    transact(ctx, load, (loaded) => {
      expectReferences(input, loaded)
      expectFreeSkus(loaded.owners, wanted)
      const variant = variants.find(({ variantId }) => variantId === product.defaultVariantId)!
      return {
        result: { product, variant },
        writes: [
          insertProduct(product),
          ...insertVariants(ctx, variants),
          ...moveSkus(
            ctx,
            wanted.map(({ sku, ownerId }) => ({ ownerId, from: null, to: sku })),
          ),
          ...moveCategories(ctx, product.productId, [], product.categories),
        ],
      }
    }),
  )
}

const newProduct = (ctx: Context, input: CreateProductBody) => {
  const productId = ctx.ids.newId('prod')
  const inputs = variantInputs(input)
  const pathOf = (index: number) => (input.default_variant ? 'default_variant.' : `variants[${index}].`)
  const options: ProductOption[] = changedOptions(ctx.ids, [], input.options ?? [])
  const variants = inputs.map((variant, index) =>
    newVariant(ctx, variant, { productId, options, position: index, path: pathOf(index) }),
  )
  expectVariantsFit(variants, pathOf)
  const product: Product = {
    environmentId: ctx.environmentId,
    productId,
    productType: input.product_type,
    status: input.status ?? 'active',
    name: input.name,
    description: input.description ?? null,
    images: checkedImages(input.images),
    categories: distinctHandles(input.categories),
    options,
    defaultVariantId: firstOf(variants).variantId,
    modifierSetId: input.modifier_set_id ?? null,
    externalReferenceId: input.external_reference_id ?? null,
    metadata: checkMetadata(input.metadata ?? {}),
    variants: summarizeVariants(variants)!,
    version: 1,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }
  return { product, variants, pathOf }
}

const firstOf = (variants: readonly Variant[]): Variant => variants.toSorted(byPosition)[0]!

/** Either one variant without options, or options with variants. Source: contract, flint-commerce 14. */
const variantInputs = (input: CreateProductBody): VariantInput[] => {
  const { default_variant: only, options, variants } = input
  if (only && !options && !variants) return [only]
  if (!only && options && variants) return variants
  if (!only && options) throw refuse(productErrors.VARIANTS_REQUIRED, { param: 'variants' })
  if (!only && variants) throw refuse(productErrors.OPTIONS_REQUIRED, { param: 'options' })
  throw refuse(productErrors.INVALID_PRODUCT_CREATE_SHAPE, {
    extra: { conflicting_fields: ['default_variant', 'options', 'variants'] },
  })
}
