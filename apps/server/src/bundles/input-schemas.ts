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
import {
  CategoryHandles,
  Description,
  ImageInputs,
  ModifierSetId,
  Sku,
  TaxCategory,
  maxPosition,
} from '../products/index.ts'

/** What callers send about bundles. Source: contract, flint-commerce 14. */

const newComponent = {
  variant_id: Type.String({ 'x-flint-required': 'COMPONENT_REQUIRED' }),
  quantity: Type.Integer({ minimum: 1, maximum: 9999, 'x-flint-error': 'INVALID_COMPONENT_QUANTITY' }),
  position: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: maxPosition,
      'x-flint-error': 'INVALID_COMPONENT_POSITION',
      description: 'From 0; left out, the place in the list.',
    }),
  ),
}
export const ComponentInput = named(
  'BundleComponentInput',
  body(newComponent, { 'x-flint-error': 'INVALID_COMPONENT' }),
)
/** A component that is named by its id, or whose variant the bundle has, stays the same one. */
export const ComponentPatch = named(
  'BundleComponentPatch',
  body(
    { bundle_component_id: Type.Optional(Type.String()), ...newComponent },
    { 'x-flint-error': 'INVALID_COMPONENT' },
  ),
)
export type ComponentPatch = Static<typeof ComponentPatch>

const componentList = {
  minItems: 1,
  maxItems: 100,
  'x-flint-error': 'INVALID_COMPONENTS',
  'x-flint-required': 'BUNDLE_COMPONENTS_REQUIRED',
}

const Name = Type.String({ minLength: 1, maxLength: 255 })

const bundleFields = {
  description: Type.Optional(nullable(Description)),
  status: Type.Optional(oneOf(['active', 'inactive'], { 'x-flint-error': 'INVALID_BUNDLE_STATUS' })),
  sku: Type.Optional(nullable(Sku)),
  taxable: Type.Optional(Type.Boolean({ default: true })),
  line_item_tax_category: Type.Optional(nullable(TaxCategory)),
  images: Type.Optional(ImageInputs),
  categories: Type.Optional(CategoryHandles),
  modifier_set_id: Type.Optional(nullable(ModifierSetId)),
  external_reference_id: Type.Optional(nullable(ExternalReferenceId)),
}

export const CreateBundleBody = body(
  {
    name: Name,
    unit_price_money: Money,
    components: Type.Array(ComponentInput, componentList),
    ...bundleFields,
    metadata: Type.Optional(Metadata),
  },
  { 'x-flint-own-id': 'bundle_id' },
)
export type CreateBundleBody = Static<typeof CreateBundleBody>

export const UpdateBundleBody = body({
  name: Type.Optional(Name),
  unit_price_money: Type.Optional(Money),
  components: Type.Optional(
    Type.Array(ComponentPatch, {
      ...componentList,
      description: 'All components as they are to be. Those of an active bundle stay as they are.',
    }),
  ),
  ...bundleFields,
  metadata: Type.Optional(MetadataPatch),
  expected_version: Type.Optional(ExpectedVersion),
})
export type UpdateBundleBody = Static<typeof UpdateBundleBody>
