import type { Context } from '../platform/context.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { archivedVariant, changeProduct } from './change-product.ts'
import { productErrors } from './errors.ts'
import { type ProductWithVariant, findBundledVariants, findVariant } from './queries.ts'

/** Its SKU is free again. Archiving again changes nothing. */
export const archiveVariant = (
  ctx: Context,
  productId: string,
  variantId: string,
  expectedVersion: number | undefined,
): Promise<ProductWithVariant> =>
  changeProduct(
    ctx,
    productId,
    { found: findVariant(ctx, productId, variantId), bundled: findBundledVariants(ctx, productId) },
    ({ product, variants }, { found, bundled }) => {
      if (!found) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'variant_id' })
      if (found.variant.status === 'archived') return { unchanged: found }
      expectVersion(found.variant.version, expectedVersion)
      const bundle = bundled.find((each) => each.variantId === variantId)
      if (bundle)
        throw refuse(productErrors.VARIANT_IN_ACTIVE_BUNDLE, {
          param: 'variant_id',
          message: `The variant is part of the active bundle ${bundle.bundleId}.`,
        })
      if (variants.length === 1)
        throw refuse(productErrors.DEFAULT_VARIANT_REQUIRED, {
          param: 'variant_id',
          message: 'This is the last variant of its product.',
        })
      return {
        product,
        variants: variants.map((variant) =>
          variant.variantId === variantId ? archivedVariant(ctx, variant) : variant,
        ),
        variantId,
      }
    },
  )
