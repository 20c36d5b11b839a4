import { type Static, Type } from 'typebox'
import { ExpectedVersion } from '../platform/http/expected-version.ts'
import {
  ExternalReferenceId,
  Metadata,
  MetadataPatch,
  Money,
  body,
  named,
  nullable,
  oneOf,
} from '../platform/http/schema.ts'
import { maxPosition } from './positions.ts'
import { lineTaxCategories } from '../tax/index.ts'
import { productTypes } from './product.ts'

/** What callers send about products. Source: contract, flint-commerce 14. */

const Name = Type.String({ minLength: 1, maxLength: 255 })
export const Description = Type.String({ maxLength: 4096 })
export const Sku = Type.String({ minLength: 1, maxLength: 255, description: 'Your own article number.' })
const ProductType = oneOf(productTypes, { 'x-flint-error': 'INVALID_PRODUCT_TYPE' })
export const ChangeableStatus = oneOf(['active', 'inactive'])
const VariantStatus = oneOf(['active', 'inactive'], { 'x-flint-error': 'INVALID_VARIANT_STATUS' })
export const TaxCategory = oneOf(lineTaxCategories, { 'x-flint-error': 'INVALID_TAX_CATEGORY' })
export const ModifierSetId = Type.String({ maxLength: 64, 'x-flint-error': 'INVALID_MODIFIER_SET_ID' })
const position = (error: string) =>
  Type.Integer({
    minimum: 0,
    maximum: maxPosition,
    'x-flint-error': error,
    description: 'From 0; left out, the place in the list.',
  })

/** How many and where to is checked by `checkedImages`, which has a code for each. */
export const ImageInput = named(
  'CatalogImageInput',
  body({
    url: Type.String({
      maxLength: 2048,
      'x-flint-error': 'IMAGE_URL_INVALID',
      description: 'http or https. The image stays where it is.',
    }),
    alt: Type.Optional(nullable(Type.String({ maxLength: 512, 'x-flint-error': 'INVALID_IMAGE_ALT' }))),
    external_reference_id: Type.Optional(
      nullable(
        Type.String({
          minLength: 1,
          maxLength: 255,
          'x-flint-error': 'INVALID_IMAGE_EXTERNAL_REFERENCE_ID',
        }),
      ),
    ),
  }),
)
export type ImageInput = Static<typeof ImageInput>
export const ImageInputs = Type.Array(ImageInput, {
  'x-flint-error': 'INVALID_IMAGE_GALLERY',
  description: 'At most 8, the main one first.',
})

export const CategoryHandles = Type.Array(
  Type.String({ minLength: 1, maxLength: 255, 'x-flint-error': 'INVALID_CATEGORIES' }),
  { maxItems: 100, 'x-flint-error': 'INVALID_CATEGORIES', description: 'Handles of categories.' },
)

const ValueText = Type.String({
  minLength: 1,
  'x-flint-error': 'INVALID_OPTION_VALUE',
  'x-flint-required': 'OPTION_VALUE_REQUIRED',
  description: 'Such as "Red", at most 255 characters.',
})
const newValue = {
  value: ValueText,
  position: Type.Optional(position('INVALID_OPTION_VALUE_POSITION')),
}
const valueList = { 'x-flint-error': 'INVALID_OPTION_VALUE', 'x-flint-required': 'OPTION_VALUES_REQUIRED' }
const newOption = {
  name: Name,
  position: Type.Optional(position('INVALID_OPTION_POSITION')),
}
const optionList = { maxItems: 10, 'x-flint-error': 'INVALID_OPTIONS' }

export const OptionInput = named(
  'ProductOptionInput',
  body({ ...newOption, values: Type.Array(body(newValue), { minItems: 1, maxItems: 250, ...valueList }) }),
)
/** An option or value that is named by its id, or as it is called now, stays the same one. */
export const OptionPatch = named(
  'ProductOptionPatch',
  body({
    option_id: Type.Optional(Type.String()),
    ...newOption,
    values: Type.Array(body({ option_value_id: Type.Optional(Type.String()), ...newValue }), {
      minItems: 1,
      maxItems: 250,
      ...valueList,
    }),
  }),
)
export type OptionPatch = Static<typeof OptionPatch>

export const SelectedOptionInput = named(
  'SelectedOptionInput',
  body(
    {
      option_id: Type.Optional(Type.String()),
      name: Type.Optional(Type.String()),
      option_value_id: Type.Optional(Type.String()),
      value: Type.Optional(Type.String()),
    },
    { description: 'The option by its name or id, and one of its values by its text or id.' },
  ),
)
export type SelectedOptionInput = Static<typeof SelectedOptionInput>

const variantFields = {
  unit_price_money: Money,
  name: Type.Optional(nullable(Name)),
  sku: Type.Optional(nullable(Sku)),
  barcode: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: 255 }))),
  status: Type.Optional(VariantStatus),
  taxable: Type.Optional(Type.Boolean({ default: true })),
  line_item_tax_category: Type.Optional(nullable(TaxCategory)),
  inventory_tracking: Type.Optional(oneOf(['not_tracked'])),
  images: Type.Optional(ImageInputs),
}
const choice = {
  position: Type.Optional(Type.Integer({ minimum: 0, maximum: maxPosition })),
  selected_options: Type.Optional(Type.Array(SelectedOptionInput, { maxItems: 10 })),
}

export const DefaultVariantInput = named('DefaultVariantInput', body(variantFields))
export const VariantInput = named('ProductVariantInput', body({ ...variantFields, ...choice }))
export type VariantInput = Static<typeof VariantInput>

const productFields = {
  description: Type.Optional(nullable(Description)),
  status: Type.Optional(ChangeableStatus),
  images: Type.Optional(ImageInputs),
  categories: Type.Optional(CategoryHandles),
  modifier_set_id: Type.Optional(nullable(ModifierSetId)),
  external_reference_id: Type.Optional(nullable(ExternalReferenceId)),
}

export const CreateProductBody = body(
  {
    name: Name,
    product_type: ProductType,
    ...productFields,
    default_variant: Type.Optional(DefaultVariantInput),
    options: Type.Optional(
      Type.Array(OptionInput, { ...optionList, minItems: 1, 'x-flint-required': 'OPTIONS_REQUIRED' }),
    ),
    variants: Type.Optional(
      Type.Array(VariantInput, { minItems: 1, maxItems: 500, 'x-flint-required': 'VARIANTS_REQUIRED' }),
    ),
    metadata: Type.Optional(Metadata),
  },
  { 'x-flint-own-id': 'product_id' },
)
export type CreateProductBody = Static<typeof CreateProductBody>

export const UpdateProductBody = body({
  name: Type.Optional(Name),
  product_type: Type.Optional(ProductType),
  ...productFields,
  options: Type.Optional(
    Type.Array(OptionPatch, {
      ...optionList,
      description:
        'All options as they are to be; what is left out is archived. An option that comes in has one value.',
    }),
  ),
  default_variant_id: Type.Optional(Type.String()),
  metadata: Type.Optional(MetadataPatch),
  expected_version: Type.Optional(ExpectedVersion),
})
export type UpdateProductBody = Static<typeof UpdateProductBody>

export const CreateVariantBody = body({ variant: VariantInput })

export const UpdateVariantBody = body({
  ...variantFields,
  unit_price_money: Type.Optional(Money),
  ...choice,
  expected_version: Type.Optional(ExpectedVersion),
})
export type UpdateVariantBody = Static<typeof UpdateVariantBody>
