import { productErrors } from '../errors.ts'

/** What several routes of products can answer, apart from what their schemas name. */
export const imageErrors = [
  productErrors.IMAGE_GALLERY_LIMIT_EXCEEDED,
  productErrors.DUPLICATE_IMAGE_SOURCE,
  productErrors.DUPLICATE_IMAGE_EXTERNAL_REFERENCE_ID,
]

export const optionErrors = [
  productErrors.DUPLICATE_OPTION_NAME,
  productErrors.DUPLICATE_OPTION_VALUE,
  productErrors.OPTION_VALUE_TOO_LONG,
]

export const variantErrors = [
  ...imageErrors,
  productErrors.UNKNOWN_OPTION,
  productErrors.UNKNOWN_OPTION_VALUE,
  productErrors.OPTION_REQUIRED,
  productErrors.OPTION_VALUE_REFERENCE_REQUIRED,
  productErrors.DUPLICATE_OPTION,
  productErrors.MIXED_VARIANT_CURRENCIES,
  productErrors.SKU_ALREADY_EXISTS,
  productErrors.VARIANT_OPTION_COMBINATION_ALREADY_EXISTS,
]
