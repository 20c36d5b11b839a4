import { byPosition } from './positions.ts'
import type { Product, Variant, VariantSummary } from './product.ts'

/** What a product shows of its variants; `variants` are those that are not archived. Null when there is none. */
export const summarizeVariants = (variants: readonly Variant[]): VariantSummary | null => {
  const first = variants[0]
  if (!first) return null
  const active = variants.filter(({ status }) => status === 'active')
  const prices = (active.length > 0 ? active : variants).map(({ unitPrice }) => unitPrice)
  return {
    count: variants.length,
    hasActive: active.length > 0,
    lowestPrice: Math.min(...prices),
    highestPrice: Math.max(...prices),
    currency: first.currency,
  }
}

/**
 * `variants` are those that are not archived. When the default one is archived, the first of the others takes its place.
 * With the last one the product is archived: it keeps showing its prices.
 */
export const withVariants = (product: Product, variants: readonly Variant[]): Product => {
  const isDefault = ({ variantId }: Variant) => variantId === product.defaultVariantId
  const shown = variants.find(isDefault) ?? variants.toSorted(byPosition)[0]
  return {
    ...product,
    defaultVariantId: shown?.variantId ?? product.defaultVariantId,
    variants: summarizeVariants(variants) ?? { ...product.variants, count: 0, hasActive: false },
  }
}
