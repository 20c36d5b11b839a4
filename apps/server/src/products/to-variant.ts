import { toImage } from './to-image.ts'
import type { ProductWithVariant } from './queries.ts'
import { isVariantForSale } from './sellable-item.ts'
import { selectedOptionsOf } from './selected-options.ts'

/** Stock and delivery of variants are not kept here yet: nothing is tracked. */
export const toVariant = ({ product, variant }: ProductWithVariant) => ({
  variant_id: variant.variantId,
  product_id: variant.productId,
  status: variant.status,
  name: variant.name,
  sku: variant.sku,
  barcode: variant.barcode,
  unit_price_money: { amount: variant.unitPrice, currency: variant.currency },
  taxable: variant.taxable,
  line_item_tax_category: variant.taxCategory,
  position: variant.position,
  selected_options: selectedOptionsOf(product.options, variant.selections).map((selected) => ({
    option_id: selected.optionId,
    option_value_id: selected.optionValueId,
    name: selected.name,
    value: selected.value,
  })),
  inventory_tracking: 'not_tracked',
  inventory_item_id: null,
  delivery_profile_id: null,
  images: variant.images.map(toImage),
  available_for_sale: isVariantForSale(product, variant),
  version: variant.version,
  created_at: variant.createdAt,
  updated_at: variant.updatedAt,
})
