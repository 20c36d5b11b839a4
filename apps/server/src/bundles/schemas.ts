import { Type } from 'typebox'
import { Metadata, Money, Timestamp, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { CatalogImageSchema, ProductVariant, catalogStatuses } from '../products/index.ts'
import { lineTaxCategories } from '../tax/index.ts'

/** Source: contract, flint-commerce 14. */

const component = {
  bundle_component_id: id('bunc', 'Component'),
  variant_id: id('var', 'Variant'),
  product_id: id('prod', 'Product'),
  name: Type.String({ description: 'Of the product, with what tells the variant from others.' }),
  quantity: Type.Integer({ minimum: 1, maximum: 9999 }),
  position: Type.Integer({ description: 'From 0.' }),
}

export const BundleComponent = named(
  'BundleComponent',
  Type.Object({ ...component, variant: ProductVariant }),
)

export const Bundle = named(
  'Bundle',
  Type.Object({
    bundle_id: id('bun', 'Bundle'),
    name: Type.String(),
    description: nullable(Type.String()),
    status: oneOf(catalogStatuses),
    sku: nullable(Type.String()),
    unit_price_money: Money,
    components: Type.Array(Type.Object(component), { description: 'By position.' }),
    taxable: Type.Boolean(),
    line_item_tax_category: nullable(oneOf(lineTaxCategories)),
    images: Type.Array(CatalogImageSchema),
    categories: Type.Array(Type.String(), { description: 'Handles.' }),
    modifier_set_id: nullable(Type.String()),
    available_for_sale: Type.Boolean({
      description: 'The bundle, its variants and their products are active.',
    }),
    external_reference_id: nullable(Type.String()),
    metadata: Metadata,
    version: Type.Integer({ minimum: 1 }),
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)

export const BundleParams = Type.Object({ bundle_id: Type.String() })
