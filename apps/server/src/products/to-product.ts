import { type OptionValue, type Product, type ProductOption, activeOptionsOf } from './product.ts'
import type { ProductWithVariant } from './queries.ts'
import { toImage } from './to-image.ts'
import { toVariant } from './to-variant.ts'

/** With its default variant. */
export const toProduct = (shown: ProductWithVariant) => {
  const { product } = shown
  return {
    product_id: product.productId,
    name: product.name,
    product_type: product.productType,
    status: product.status,
    description: product.description,
    images: product.images.map(toImage),
    categories: product.categories,
    options: activeOptionsOf(product).map((option) =>
      toOption({ ...option, values: option.values.filter(isActive) }),
    ),
    default_variant_id: product.defaultVariantId,
    default_variant: toVariant(shown),
    variant_count: product.variants.count,
    price_range: priceRangeOf(product),
    available_for_sale: product.status === 'active' && product.variants.hasActive,
    modifier_set_id: product.modifierSetId,
    external_reference_id: product.externalReferenceId,
    metadata: product.metadata,
    version: product.version,
    created_at: product.createdAt,
    updated_at: product.updatedAt,
  }
}

const priceRangeOf = ({ variants: { lowestPrice, highestPrice, currency } }: Product) => ({
  minimum_money: { amount: lowestPrice, currency },
  maximum_money: { amount: highestPrice, currency },
})

const isActive = ({ status }: OptionValue) => status === 'active'

export const toOption = ({ optionId, name, position, status, values }: ProductOption) => ({
  option_id: optionId,
  name,
  position,
  status,
  values: values.map((each) => ({
    option_value_id: each.optionValueId,
    value: each.value,
    position: each.position,
    status: each.status,
  })),
})
