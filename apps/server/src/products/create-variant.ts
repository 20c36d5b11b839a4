import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { changeProduct, expectOpen } from './change-product.ts'
import { productErrors } from './errors.ts'
import type { VariantInput } from './input-schemas.ts'
import { activeOptionsOf, maxVariants } from './product.ts'
import type { ProductWithVariant } from './queries.ts'
import { expectFreeSkus, findSkuOwners, refuseTakenSku } from './sku-queries.ts'
import { expectVariantsFit, newVariant } from './variant-input.ts'

/** One more variant of a product that has options. */
export const createVariant = async (
  ctx: Context,
  productId: string,
  input: VariantInput,
): Promise<ProductWithVariant> =>
  refuseTakenSku(() =>
    changeProduct(
      ctx,
      productId,
      { owners: findSkuOwners(ctx, input.sku ? [input.sku] : []) },
      ({ product, variants }, { owners }) => {
        expectOpen(product, 'product_id')
        const options = activeOptionsOf(product)
        if (options.length === 0) throw refuse(productErrors.OPTIONS_REQUIRED, { param: 'product_id' })
        if (variants.length >= maxVariants)
          throw refuse(httpErrors.RESOURCE_LIMIT_EXCEEDED, {
            message: `A product has at most ${maxVariants} variants.`,
            extra: { limit: maxVariants },
          })
        const position = Math.max(-1, ...variants.map((each) => each.position)) + 1
        const variant = newVariant(ctx, input, { productId, options, position, path: 'variant.' })
        const all = [...variants, variant]
        expectVariantsFit(all, () => 'variant.')
        if (variant.sku !== null)
          expectFreeSkus(owners, [{ sku: variant.sku, ownerId: variant.variantId, param: 'variant.sku' }])
        return { product, variants: all, variantId: variant.variantId }
      },
    ),
  )
