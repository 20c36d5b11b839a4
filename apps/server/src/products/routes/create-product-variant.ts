import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { createVariant } from '../create-variant.ts'
import { productErrors } from '../errors.ts'
import { CreateVariantBody } from '../input-schemas.ts'
import { ProductParams, ProductVariant } from '../schemas.ts'
import { toVariant } from '../to-variant.ts'
import { variantErrors } from './shared-errors.ts'

export const createProductVariantRoute = defineRoute({
  method: 'POST',
  path: '/v1/products/{product_id}/variants',
  operationId: 'createProductVariant',
  tag: 'Products',
  summary: 'Add a variant to a product with options',
  callers: ['merchant'],
  scope: 'commerce.products.write',
  idempotency: 'optional',
  params: ProductParams,
  body: CreateVariantBody,
  status: 201,
  data: ProductVariant,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    httpErrors.FIELD_NOT_UPDATABLE,
    httpErrors.RESOURCE_LIMIT_EXCEEDED,
    httpErrors.UNSUPPORTED_CURRENCY,
    productErrors.OPTIONS_REQUIRED,
    ...variantErrors,
  ],
  run: ({ ctx, params, body }) => createVariant(ctx, params.product_id, body.variant),
  show: (created) => answer(201, toVariant(created)),
})
