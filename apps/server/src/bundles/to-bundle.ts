import { lineNameOf, toImage, toVariant } from '../products/index.ts'
import type { BundlePart, BundleWithParts } from './bundle.ts'
import { isForSale } from './parts.ts'

export const toBundle = ({ bundle, parts }: BundleWithParts) => ({
  bundle_id: bundle.bundleId,
  name: bundle.name,
  description: bundle.description,
  status: bundle.status,
  sku: bundle.sku,
  unit_price_money: { amount: bundle.unitPrice, currency: bundle.currency },
  components: parts.map(toComponent),
  taxable: bundle.taxable,
  line_item_tax_category: bundle.taxCategory,
  images: bundle.images.map(toImage),
  categories: bundle.categories,
  modifier_set_id: bundle.modifierSetId,
  available_for_sale: isForSale(bundle, parts),
  external_reference_id: bundle.externalReferenceId,
  metadata: bundle.metadata,
  version: bundle.version,
  created_at: bundle.createdAt,
  updated_at: bundle.updatedAt,
})

const toComponent = ({ component, product, variant }: BundlePart) => ({
  bundle_component_id: component.bundleComponentId,
  variant_id: component.variantId,
  product_id: product.productId,
  name: lineNameOf(product, variant),
  quantity: component.quantity,
  position: component.position,
})

export const toComponentWithVariant = (part: BundlePart) => ({
  ...toComponent(part),
  variant: toVariant(part),
})
