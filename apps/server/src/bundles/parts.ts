import { isVariantForSale } from '../products/index.ts'
import type { Bundle, BundlePart } from './bundle.ts'

/** An active bundle of active variants of active products. */
export const isForSale = (bundle: Bundle, parts: readonly BundlePart[]): boolean =>
  bundle.status === 'active' && parts.every(({ product, variant }) => isVariantForSale(product, variant))
