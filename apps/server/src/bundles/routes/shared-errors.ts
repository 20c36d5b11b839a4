import { categoryErrors } from '../../categories/index.ts'
import { modifierErrors } from '../../modifiers/index.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { productErrors } from '../../products/index.ts'
import { bundleErrors } from '../errors.ts'

/** What creating and changing a bundle can answer, apart from what their schemas name. */
export const writeErrors = [
  httpErrors.RESOURCE_NOT_FOUND,
  httpErrors.UNSUPPORTED_CURRENCY,
  bundleErrors.DUPLICATE_COMPONENT_VARIANT,
  bundleErrors.BUNDLE_COMPONENT_VARIANT_NOT_ACTIVE,
  bundleErrors.BUNDLE_COMPONENT_PRODUCT_NOT_ACTIVE,
  categoryErrors.ARCHIVED_CATEGORY,
  modifierErrors.INVALID_MODIFIER_SET_ID,
  productErrors.IMAGE_GALLERY_LIMIT_EXCEEDED,
  productErrors.DUPLICATE_IMAGE_SOURCE,
  productErrors.DUPLICATE_IMAGE_EXTERNAL_REFERENCE_ID,
  productErrors.SKU_ALREADY_EXISTS,
]
