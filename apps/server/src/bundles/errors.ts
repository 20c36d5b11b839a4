import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-commerce 14 and 17. A bundle that is not there is RESOURCE_NOT_FOUND. */
export const bundleErrors = defineErrors({
  INVALID_BUNDLE_STATUS: [
    400,
    'A bundle can be set to active or inactive.',
    'Send one of these; DELETE archives.',
  ],
  BUNDLE_COMPONENTS_REQUIRED: [400, 'A bundle needs components.', 'Send at least one entry in components.'],
  COMPONENT_REQUIRED: [400, 'A component names no variant.', 'Send variant_id.'],
  INVALID_COMPONENTS: [400, 'A bundle has at most 100 components.', 'Send a list of fewer components.'],
  INVALID_COMPONENT: [
    400,
    'A component is not as it must be.',
    'Send an object with variant_id and quantity.',
  ],
  INVALID_COMPONENT_QUANTITY: [
    400,
    'The quantity of a component is a whole number from 1 to 9999.',
    'Send such a number.',
  ],
  INVALID_COMPONENT_POSITION: [
    400,
    'The position of a component must be a whole number that no other has.',
    'Leave position out to keep the order of the list.',
  ],
  DUPLICATE_COMPONENT_VARIANT: [
    400,
    'One variant stands in the bundle twice.',
    'Send each variant once, with its quantity.',
  ],
  DUPLICATE_BUNDLE_COMPONENT_ID: [400, 'One component is named twice.', 'Send each component once.'],
  UNKNOWN_BUNDLE_COMPONENT: [
    400,
    'The bundle has no such component.',
    'Leave bundle_component_id out to add a component.',
  ],
  BUNDLE_COMPONENT_VARIANT_NOT_ACTIVE: [
    409,
    'A variant of the bundle is not active.',
    'Activate the variant first, or leave it out.',
  ],
  BUNDLE_COMPONENT_PRODUCT_NOT_ACTIVE: [
    409,
    'A product of the bundle is not active.',
    'Activate the product first, or leave its variant out.',
  ],
  ACTIVE_BUNDLE_COMPONENTS_IMMUTABLE: [
    409,
    'The components of an active bundle stay as they are.',
    'Set the bundle to inactive first.',
  ],
  BUNDLE_NOT_SELLABLE: [
    409,
    'This bundle is not for sale.',
    'Use an active bundle whose variants and products are active.',
  ],
})
