import type { Route } from '../../platform/http/route.ts'
import { createProductRoute } from './create-product.ts'
import { createProductVariantRoute } from './create-product-variant.ts'
import { deleteProductRoute } from './delete-product.ts'
import { deleteProductVariantRoute } from './delete-product-variant.ts'
import { getProductRoute } from './get-product.ts'
import { getProductOptionRoute } from './get-product-option.ts'
import { getProductVariantRoute } from './get-product-variant.ts'
import { listProductOptionsRoute } from './list-product-options.ts'
import { listProductVariantsRoute } from './list-product-variants.ts'
import { listProductsRoute } from './list-products.ts'
import { updateProductRoute } from './update-product.ts'
import { updateProductVariantRoute } from './update-product-variant.ts'

/** In the order of the API reference. */
export const productRoutes: Route[] = [
  listProductsRoute,
  createProductRoute,
  getProductRoute,
  updateProductRoute,
  deleteProductRoute,
  listProductOptionsRoute,
  getProductOptionRoute,
  listProductVariantsRoute,
  createProductVariantRoute,
  getProductVariantRoute,
  updateProductVariantRoute,
  deleteProductVariantRoute,
]
