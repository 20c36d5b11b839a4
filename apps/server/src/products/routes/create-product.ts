import { categoryErrors } from '../../categories/index.ts'
import { modifierErrors } from '../../modifiers/index.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { createProduct } from '../create-product.ts'
import { productErrors } from '../errors.ts'
import { CreateProductBody } from '../input-schemas.ts'
import { Product } from '../schemas.ts'
import { toProduct } from '../to-product.ts'
import { optionErrors, variantErrors } from './shared-errors.ts'

export const createProductRoute = defineRoute({
  method: 'POST',
  path: '/v1/products',
  operationId: 'createProduct',
  tag: 'Products',
  summary: 'Create a product',
  description:
    'With `default_variant`: one variant without options. With `options` and `variants`: each variant has one value of each option.',
  callers: ['merchant'],
  scope: 'commerce.products.write',
  idempotency: 'optional',
  body: CreateProductBody,
  status: 201,
  data: Product,
  errors: [
    ...optionErrors,
    ...variantErrors,
    productErrors.INVALID_PRODUCT_CREATE_SHAPE,
    productErrors.INVALID_CATEGORIES,
    categoryErrors.ARCHIVED_CATEGORY,
    modifierErrors.INVALID_MODIFIER_SET_ID,
    httpErrors.UNSUPPORTED_CURRENCY,
  ],
  run: ({ ctx, body }) => createProduct(ctx, body),
  show: (created) => answer(201, toProduct(created)),
})
