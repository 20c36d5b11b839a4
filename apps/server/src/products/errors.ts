import { defineErrors } from '../platform/http/errors.ts'

/**
 * Source: contract, flint-commerce 14 and 17. A product or variant that is not there is RESOURCE_NOT_FOUND: the contract
 * has no codes of their own for it.
 */
export const productErrors = defineErrors({
  INVALID_PRODUCT_CREATE_SHAPE: [
    400,
    'A product has either one default variant, or options with variants.',
    'Send default_variant, or options together with variants.',
  ],
  INVALID_PRODUCT_TYPE: [
    400,
    'This product type does not exist.',
    'Send physical, service, fee, digital or gift_card.',
  ],
  INVALID_CATEGORIES: [
    400,
    'categories names a category that does not exist, or more than 100.',
    'Send handles that GET /v1/categories lists.',
  ],
  INVALID_VARIANT_STATUS: [
    400,
    'A variant can be set to active or inactive.',
    'Send one of these; DELETE archives.',
  ],
  INVALID_TAX_CATEGORY: [400, 'This tax category does not exist.', 'Use one of the documented categories.'],
  DEFAULT_VARIANT_REQUIRED: [
    400,
    'A product keeps at least one variant, and one of them is its default.',
    'Name a variant of this product that is not archived, or archive the product instead.',
  ],
  VARIANTS_REQUIRED: [400, 'A product with options needs variants.', 'Send at least one entry in variants.'],
  OPTIONS_REQUIRED: [400, 'Several variants need options to tell them apart.', 'Send options.'],
  OPTION_VALUES_REQUIRED: [400, 'An option needs values.', 'Send at least one value.'],
  OPTION_VALUE_REQUIRED: [400, 'A value of an option must not be empty.', 'Send its text in value.'],
  OPTION_VALUE_TOO_LONG: [400, 'A value of an option has at most 255 characters.', 'Shorten the value.'],
  INVALID_OPTIONS: [
    400,
    'A product has at most 10 options with 250 values each.',
    'Send fewer, each as an object with name and values.',
  ],
  INVALID_OPTION_POSITION: [
    400,
    'The position of an option must be a whole number that no other has.',
    'Leave position out to keep the order of the list.',
  ],
  INVALID_OPTION_STATUS: [400, 'This option status is not known.', 'Send active or archived.'],
  INVALID_OPTION_VALUE: [
    400,
    'A value of an option is not as it must be.',
    'Send an object with the text in value.',
  ],
  INVALID_OPTION_VALUE_POSITION: [
    400,
    'The position of a value must be a whole number that no other has.',
    'Leave position out to keep the order of the list.',
  ],
  DUPLICATE_OPTION_NAME: [400, 'Two options have one name.', 'Give each option a name of its own.'],
  DUPLICATE_OPTION_VALUE: [400, 'An option has one value twice.', 'Send each value once.'],
  DUPLICATE_OPTION: [400, 'A variant names one option twice.', 'Send one value for each option.'],
  UNKNOWN_OPTION: [400, 'The product has no such option.', 'Read the product for its options.'],
  UNKNOWN_OPTION_VALUE: [400, 'The option has no such value.', 'Read the product for its options.'],
  OPTION_REQUIRED: [
    400,
    'A variant needs one value for each option of the product.',
    'Add the missing option to selected_options.',
  ],
  OPTION_VALUE_REFERENCE_REQUIRED: [
    400,
    'A selected option names no option or no value.',
    'Send name and value, or option_id and option_value_id.',
  ],
  VARIANT_OPTION_COMBINATION_ALREADY_EXISTS: [
    409,
    'Another variant of the product has the same options.',
    'Choose another combination, or archive the other variant first.',
  ],
  ACTIVE_OPTIONS_REQUIRED: [
    400,
    'A variant that is not archived needs an option or value that is missing.',
    'Keep the option and value, or archive the variants that have it first.',
  ],
  ACTIVE_OPTION_SELECTOR_COLLAPSE: [
    400,
    'Without this option, two variants would be the same.',
    'Archive the variants that differ by this option only, then remove it.',
  ],
  ACTIVE_VARIANTS_REQUIRE_OPTION_BACKFILL: [
    400,
    'The variants of this product have no value for a new option.',
    'Add the option with one value first, which all variants get; then add its other values.',
  ],
  MIXED_VARIANT_CURRENCIES: [
    400,
    'All variants of a product have one currency.',
    "Send prices in the product's currency.",
  ],
  SKU_ALREADY_EXISTS: [
    409,
    'Another variant or bundle has this SKU.',
    'Choose another SKU, or archive what has it.',
  ],
  VARIANT_NOT_SELLABLE: [409, 'This variant is not for sale.', 'Use an active variant of an active product.'],
  VARIANT_IN_ACTIVE_BUNDLE: [
    409,
    'The variant is part of an active bundle.',
    'Set the bundle to inactive, or archive it, first.',
  ],
  PRODUCT_IN_ACTIVE_BUNDLE: [
    409,
    'A variant of the product is part of an active bundle.',
    'Set the bundle to inactive, or archive it, first.',
  ],
  IMAGE_GALLERY_LIMIT_EXCEEDED: [400, 'There can be at most 8 images.', 'Send fewer images.'],
  INVALID_IMAGE_GALLERY: [
    400,
    'images is not as it must be.',
    'Send a list of objects with url, and alt if wanted.',
  ],
  IMAGE_URL_INVALID: [400, 'This is not the address of an image.', 'Send an http or https URL.'],
  INVALID_IMAGE_ALT: [400, 'The text of an image has at most 512 characters.', 'Shorten alt.'],
  INVALID_IMAGE_EXTERNAL_REFERENCE_ID: [
    400,
    'The reference of an image has 1 to 255 characters.',
    'Shorten external_reference_id.',
  ],
  DUPLICATE_IMAGE_SOURCE: [400, 'One image stands in the list twice.', 'Send each URL once.'],
  DUPLICATE_IMAGE_EXTERNAL_REFERENCE_ID: [
    400,
    'Two images have one external_reference_id.',
    'Give each image a reference of its own.',
  ],
})
