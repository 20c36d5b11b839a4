import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { ExpectedVersion, versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { archiveProduct } from '../archive-product.ts'
import { productErrors } from '../errors.ts'
import { Product, ProductParams } from '../schemas.ts'
import { toProduct } from '../to-product.ts'

export const deleteProductRoute = defineRoute({
  method: 'DELETE',
  path: '/v1/products/{product_id}',
  operationId: 'deleteProduct',
  tag: 'Products',
  summary: 'Archive a product',
  description:
    'With all its variants. It can still be read, but not sold or changed any more. Archiving it again changes nothing.',
  callers: ['merchant'],
  scope: 'commerce.products.write',
  idempotency: 'optional',
  params: ProductParams,
  query: body({ expected_version: Type.Optional(ExpectedVersion) }),
  status: 200,
  data: Product,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    versionErrors.VERSION_CONFLICT,
    productErrors.PRODUCT_IN_ACTIVE_BUNDLE,
  ],
  run: ({ ctx, params, query }) => archiveProduct(ctx, params.product_id, query.expected_version),
  show: (archived) => answer(200, toProduct(archived)),
})
