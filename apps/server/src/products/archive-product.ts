import type { Context } from '../platform/context.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import { refuse } from '../platform/http/errors.ts'
import { freeCategories } from './category-queries.ts'
import { archivedVariant, changeProduct } from './change-product.ts'
import { productErrors } from './errors.ts'
import { type ProductWithVariant, findBundledVariants, findProduct } from './queries.ts'

/** With all its variants, whose SKUs are free again. Archiving again changes nothing. */
export const archiveProduct = (
  ctx: Context,
  productId: string,
  expectedVersion: number | undefined,
): Promise<ProductWithVariant> =>
  changeProduct(
    ctx,
    productId,
    { shown: findProduct(ctx, productId), bundled: findBundledVariants(ctx, productId) },
    ({ product, variants }, { shown, bundled }) => {
      if (product.status === 'archived') return { unchanged: shown! }
      expectVersion(product.version, expectedVersion)
      const first = bundled[0]
      if (first)
        throw refuse(productErrors.PRODUCT_IN_ACTIVE_BUNDLE, {
          param: 'product_id',
          message: `${first.variantId} of this product is part of the active bundle ${first.bundleId}.`,
        })
      return {
        product: { ...product, status: 'archived' },
        variants: variants.map((variant) => archivedVariant(ctx, variant)),
        writes: [freeCategories(ctx, productId)],
      }
    },
  )
