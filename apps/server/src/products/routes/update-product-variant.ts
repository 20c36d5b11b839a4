import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { UpdateVariantBody } from '../input-schemas.ts'
import { ProductVariant, VariantParams } from '../schemas.ts'
import { toVariant } from '../to-variant.ts'
import { updateVariant } from '../update-variant.ts'
import { variantErrors } from './shared-errors.ts'

export const updateProductVariantRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/products/{product_id}/variants/{variant_id}',
  operationId: 'updateProductVariant',
  tag: 'Products',
  summary: 'Change a variant of a product',
  description: 'Orders that were made before keep what they copied.',
  callers: ['merchant'],
  scope: 'commerce.products.write',
  idempotency: 'optional',
  params: VariantParams,
  body: UpdateVariantBody,
  status: 200,
  data: ProductVariant,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    httpErrors.NO_FIELDS_TO_UPDATE,
    httpErrors.FIELD_NOT_UPDATABLE,
    httpErrors.UNSUPPORTED_CURRENCY,
    versionErrors.VERSION_CONFLICT,
    ...variantErrors,
  ],
  run: ({ ctx, params, body }) => updateVariant(ctx, params.product_id, params.variant_id, body),
  show: (changed) => answer(200, toVariant(changed)),
})
