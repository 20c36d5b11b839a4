import type { Instant } from '../platform/clock/clock.ts'
import type { Metadata } from '../platform/http/metadata.ts'
import type { CatalogImage, CatalogStatus, Product, Variant } from '../products/index.ts'
import type { LineTaxCategory } from '../tax/index.ts'

/** Source: contract, flint-commerce 14. */
export type Bundle = {
  environmentId: string
  bundleId: string
  status: CatalogStatus
  name: string
  description: string | null
  sku: string | null
  /** Minor units: the price of the whole, whatever its components cost alone. */
  unitPrice: number
  currency: string
  taxable: boolean
  taxCategory: LineTaxCategory | null
  images: CatalogImage[]
  /** Handles. */
  categories: string[]
  modifierSetId: string | null
  externalReferenceId: string | null
  metadata: Metadata
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type BundleComponent = {
  bundleComponentId: string
  variantId: string
  quantity: number
  position: number
}

/** A component with what it stands for, as that is now. */
export type BundlePart = { component: BundleComponent; product: Product; variant: Variant }

/** In the order of their positions. */
export type BundleWithParts = { bundle: Bundle; parts: BundlePart[] }
