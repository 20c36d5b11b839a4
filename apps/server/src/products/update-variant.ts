import type { Context } from '../platform/context.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { changeProduct, expectOpen } from './change-product.ts'
import type { UpdateVariantBody } from './input-schemas.ts'
import { activeOptionsOf } from './product.ts'
import { type ProductWithVariant, findVariant } from './queries.ts'
import { expectFreeSkus, findSkuOwners, refuseTakenSku } from './sku-queries.ts'
import { changedVariant, expectVariantsFit } from './variant-input.ts'

export const updateVariant = async (
  ctx: Context,
  productId: string,
  variantId: string,
  input: UpdateVariantBody,
): Promise<ProductWithVariant> => {
  const { expected_version: expectedVersion, ...fields } = input
  if (Object.keys(fields).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  const load = {
    found: findVariant(ctx, productId, variantId),
    owners: findSkuOwners(ctx, input.sku ? [input.sku] : []),
  }
  return refuseTakenSku(() =>
    changeProduct(ctx, productId, load, ({ product, variants }, { found, owners }) => {
      if (!found) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'variant_id' })
      expectOpen(found.variant, 'variant_id')
      expectVersion(found.variant.version, expectedVersion)
      const changed = changedVariant(ctx, found.variant, input, activeOptionsOf(product))
      const others = variants.filter((variant) => variant.variantId !== variantId)
      expectVariantsFit([...others, changed], () => '')
      if (changed.sku !== null)
        expectFreeSkus(owners, [{ sku: changed.sku, ownerId: variantId, param: 'sku' }])
      return { product, variants: [...others, changed], variantId }
    }),
  )
}
