import type { Context } from '../platform/context.ts'
import { type Row, type Statement, findMany } from '../platform/db/statement.ts'
import type { Product, Variant } from './product.ts'
import { selectedOptionsOf } from './selected-options.ts'

/** What an order line copies from the catalogue, so that later changes there never change the order. */
export type SellableItem = {
  sourceType: 'variant' | 'bundle'
  variantId: string | null
  productId: string | null
  bundleId: string | null
  /** What an order line shows: the product's name, with the variant's where there are several; or the bundle's. */
  name: string
  description: string | null
  sku: string | null
  /** URL of the variant's first image, else of the product's. */
  image: string | null
  /** Handles. */
  categories: string[]
  selectedOptions: { name: string; value: string }[]
  /** Minor units. */
  unitPrice: number
  currency: string
  taxable: boolean
  taxCategory: string | null
  /** The variant and its product are active; of a bundle, it and all its components. */
  isSellable: boolean
  bundleComponents: { variantId: string; name: string; quantity: number; position: number }[]
  modifierSetId: string | null
}

/** Source: contract, flint-commerce 19 row 10. */
const maxLineNameLength = 255

/** "Shirt - Red / L": the product's name, with the variant's own name or else the values that were chosen. */
export const lineNameOf = (product: Product, variant: Variant): string => {
  const values = selectedOptionsOf(product.options, variant.selections).map(({ value }) => value)
  const chosen = variant.name ?? values.join(' / ')
  const name = chosen === '' ? product.name : `${product.name} - ${chosen}`
  return name.length > maxLineNameLength ? `${name.slice(0, maxLineNameLength - 1)}…` : name
}

/** One read by primary key, without locks; in no certain order, and without what does not exist. */
export const findVariantsToSell = (ctx: Context, variantIds: readonly string[]): Statement<SellableItem[]> =>
  findMany(
    'find_variants_to_sell',
    `SELECT v.document AS variant, p.document AS product
     FROM product_variants v JOIN products p USING (environment_id, product_id)
     WHERE v.environment_id = $1 AND p.environment_id = $1 AND v.variant_id = ANY($2::text[])`,
    [ctx.environmentId, variantIds],
    (row: Row) => toSellableVariant(row['product'], row['variant']),
  )

const toSellableVariant = (product: Product, variant: Variant): SellableItem => ({
  sourceType: 'variant',
  variantId: variant.variantId,
  productId: variant.productId,
  bundleId: null,
  name: lineNameOf(product, variant),
  description: product.description,
  sku: variant.sku,
  image: (variant.images[0] ?? product.images[0])?.url ?? null,
  categories: product.categories,
  selectedOptions: selectedOptionsOf(product.options, variant.selections).map(({ name, value }) => ({
    name,
    value,
  })),
  unitPrice: variant.unitPrice,
  currency: variant.currency,
  taxable: variant.taxable,
  taxCategory: variant.taxCategory,
  isSellable: isVariantForSale(product, variant),
  bundleComponents: [],
  modifierSetId: product.modifierSetId,
})

export const isVariantForSale = (product: Product, variant: Variant): boolean =>
  product.status === 'active' && variant.status === 'active'
