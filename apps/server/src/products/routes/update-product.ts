import { categoryErrors } from '../../categories/index.ts'
import { modifierErrors } from '../../modifiers/index.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { productErrors } from '../errors.ts'
import { UpdateProductBody } from '../input-schemas.ts'
import { Product, ProductParams } from '../schemas.ts'
import { toProduct } from '../to-product.ts'
import { updateProduct } from '../update-product.ts'
import { imageErrors, optionErrors } from './shared-errors.ts'

export const updateProductRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/products/{product_id}',
  operationId: 'updateProduct',
  tag: 'Products',
  summary: 'Change a product',
  description: 'Orders that were made before keep what they copied.',
  callers: ['merchant'],
  scope: 'commerce.products.write',
  idempotency: 'optional',
  params: ProductParams,
  body: UpdateProductBody,
  status: 200,
  data: Product,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    httpErrors.NO_FIELDS_TO_UPDATE,
    httpErrors.FIELD_NOT_UPDATABLE,
    versionErrors.VERSION_CONFLICT,
    ...imageErrors,
    ...optionErrors,
    productErrors.UNKNOWN_OPTION,
    productErrors.UNKNOWN_OPTION_VALUE,
    productErrors.DUPLICATE_OPTION,
    productErrors.ACTIVE_OPTIONS_REQUIRED,
    productErrors.ACTIVE_OPTION_SELECTOR_COLLAPSE,
    productErrors.ACTIVE_VARIANTS_REQUIRE_OPTION_BACKFILL,
    categoryErrors.ARCHIVED_CATEGORY,
    modifierErrors.INVALID_MODIFIER_SET_ID,
  ],
  run: ({ ctx, params, body }) => updateProduct(ctx, params.product_id, body),
  show: (changed) => answer(200, toProduct(changed)),
})
