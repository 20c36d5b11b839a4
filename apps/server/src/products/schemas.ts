import { Type } from 'typebox'
import { Metadata, Money, Timestamp, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { lineTaxCategories } from '../tax/index.ts'
import { catalogStatuses, optionStatuses, productTypes } from './product.ts'

/** Source: contract, flint-commerce 14. */

export const CatalogImage = named(
  'CatalogImage',
  Type.Object({
    url: Type.String(),
    alt: nullable(Type.String()),
    external_reference_id: nullable(Type.String()),
  }),
)

const place = Type.Integer({ description: 'From 0.' })

export const ProductOption = named(
  'ProductOption',
  Type.Object({
    option_id: id('opt', 'Option'),
    name: Type.String(),
    position: place,
    status: oneOf(optionStatuses),
    values: Type.Array(
      Type.Object({
        option_value_id: id('optv', 'Value'),
        value: Type.String(),
        position: place,
        status: oneOf(optionStatuses),
      }),
    ),
  }),
)

export const SelectedOption = named(
  'SelectedOption',
  Type.Object({
    option_id: id('opt', 'Option'),
    option_value_id: id('optv', 'Value'),
    name: Type.String(),
    value: Type.String(),
  }),
)

export const ProductVariant = named(
  'ProductVariant',
  Type.Object({
    variant_id: id('var', 'Variant'),
    product_id: id('prod', 'Product'),
    status: oneOf(catalogStatuses),
    name: nullable(Type.String()),
    sku: nullable(Type.String()),
    barcode: nullable(Type.String()),
    unit_price_money: Money,
    taxable: Type.Boolean(),
    line_item_tax_category: nullable(oneOf(lineTaxCategories)),
    position: place,
    selected_options: Type.Array(SelectedOption),
    inventory_tracking: oneOf(['not_tracked', 'tracked']),
    inventory_item_id: nullable(Type.String()),
    delivery_profile_id: nullable(Type.String()),
    images: Type.Array(CatalogImage),
    available_for_sale: Type.Boolean({ description: 'The variant and its product are active.' }),
    version: Type.Integer({ minimum: 1 }),
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)

export const Product = named(
  'Product',
  Type.Object({
    product_id: id('prod', 'Product'),
    name: Type.String(),
    product_type: oneOf(productTypes),
    status: oneOf(catalogStatuses),
    description: nullable(Type.String()),
    images: Type.Array(CatalogImage),
    categories: Type.Array(Type.String(), { description: 'Handles.' }),
    options: Type.Array(ProductOption, { description: 'Those that are not archived.' }),
    default_variant_id: id('var', 'Variant'),
    default_variant: ProductVariant,
    variant_count: Type.Integer({ description: 'Variants that are not archived.' }),
    price_range: Type.Object(
      { minimum_money: Money, maximum_money: Money },
      { description: 'Over the active variants; over all that are not archived where none is active.' },
    ),
    available_for_sale: Type.Boolean({ description: 'The product and one of its variants are active.' }),
    modifier_set_id: nullable(Type.String()),
    external_reference_id: nullable(Type.String()),
    metadata: Metadata,
    version: Type.Integer({
      minimum: 1,
      description: 'Grows with every change of the product or one of its variants.',
    }),
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)

export const ProductParams = Type.Object({ product_id: Type.String() })
export const VariantParams = Type.Object({ product_id: Type.String(), variant_id: Type.String() })
