import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { type Loads, transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import type { CatalogStatus, Product, Variant } from './product.ts'
import {
  type ProductWithVariant,
  findOpenVariants,
  insertVariants,
  lockProduct,
  saveProduct,
  saveVariants,
} from './queries.ts'
import { moveSkus } from './sku-queries.ts'
import { withVariants } from './summarize-variants.ts'

/** A product with its variants that are not archived, under the product's lock. */
export type LockedProduct = { product: Product; variants: Variant[] }

export type ProductChange = {
  product: Product
  /** As they are to be: who is not among those that there were comes in, who is another object is saved. */
  variants: Variant[]
  /** The variant that the answer shows; the default one unless told otherwise. */
  variantId?: string
  writes?: Statement<void>[]
}

/**
 * Every change of a product or of its variants goes this way: lock the product, read its variants, change, one version
 * further, sum up the variants, keep the register of SKUs in step, write.
 */
export const changeProduct = <L extends Record<string, unknown> = Record<never, never>>(
  ctx: Context,
  productId: string,
  load: Loads<L>,
  decide: (locked: LockedProduct, loaded: L) => ProductChange | { unchanged: ProductWithVariant },
): Promise<ProductWithVariant> =>
  transact(
    ctx,
    {
      product: lockProduct(ctx, productId),
      open: findOpenVariants(ctx, productId),
      ...load,
    } as Loads<{ product: Product | null; open: Variant[] } & L>,
    (loaded) => {
      const { product: before, open } = loaded as { product: Product | null; open: Variant[] }
      if (!before) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'product_id' })
      const change = decide({ product: before, variants: open }, loaded)
      if ('unchanged' in change) return { result: change.unchanged, writes: [] }
      const { product, variants, variantId, writes = [] } = change
      const known = new Map(open.map((variant) => [variant.variantId, variant]))
      const added = variants.filter(({ variantId: id }) => !known.has(id))
      const changed = variants.filter((variant) => known.has(variant.variantId) && !open.includes(variant))
      const after: Product = {
        ...withVariants(product, variants.filter(isOpen)),
        version: before.version + 1,
        updatedAt: ctx.now,
      }
      return {
        result: { product: after, variant: variantOf(variants, variantId ?? after.defaultVariantId) },
        writes: [
          saveProduct(after),
          ...insertVariants(ctx, added),
          ...saveVariants(ctx, changed),
          ...moveSkus(
            ctx,
            [...added, ...changed].map((variant) => ({
              ownerId: variant.variantId,
              from: known.get(variant.variantId)?.sku ?? null,
              to: isOpen(variant) ? variant.sku : null,
            })),
          ),
          ...writes,
        ],
      }
    },
  )

const isOpen = ({ status }: { status: CatalogStatus }) => status !== 'archived'

const variantOf = (variants: readonly Variant[], id: string): Variant =>
  variants.find(({ variantId }) => variantId === id)!

/** Archived is final. */
export const expectOpen = ({ status }: { status: CatalogStatus }, param: string): void => {
  if (!isOpen({ status }))
    throw refuse(httpErrors.FIELD_NOT_UPDATABLE, {
      param,
      message: 'What is archived cannot be changed.',
      extra: { current_status: status, supported_actions: [] },
    })
}

export const archivedVariant = (ctx: Context, variant: Variant): Variant => ({
  ...variant,
  status: 'archived',
  version: variant.version + 1,
  updatedAt: ctx.now,
})
