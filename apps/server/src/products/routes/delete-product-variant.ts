import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { ExpectedVersion, versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { archiveVariant } from '../archive-variant.ts'
import { productErrors } from '../errors.ts'
import { ProductVariant, VariantParams } from '../schemas.ts'
import { toVariant } from '../to-variant.ts'

export const deleteProductVariantRoute = defineRoute({
  method: 'DELETE',
  path: '/v1/products/{product_id}/variants/{variant_id}',
  operationId: 'deleteProductVariant',
  tag: 'Products',
  summary: 'Archive a variant of a product',
  description:
    'It can still be read, but not sold or changed any more. Archiving it again changes nothing. If it was the default one, the next by position is.',
  callers: ['merchant'],
  scope: 'commerce.products.write',
  idempotency: 'optional',
  params: VariantParams,
  query: body({ expected_version: Type.Optional(ExpectedVersion) }),
  status: 200,
  data: ProductVariant,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    versionErrors.VERSION_CONFLICT,
    productErrors.VARIANT_IN_ACTIVE_BUNDLE,
    productErrors.DEFAULT_VARIANT_REQUIRED,
  ],
  run: ({ ctx, params, query }) =>
    archiveVariant(ctx, params.product_id, params.variant_id, query.expected_version),
  show: (archived) => answer(200, toVariant(archived)),
})
