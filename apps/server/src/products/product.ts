import type { Instant } from '../platform/clock/clock.ts'
import type { Metadata } from '../platform/http/metadata.ts'
import type { LineTaxCategory } from '../tax/index.ts'

/** Source: contract, flint-commerce 14. */
export const productTypes = ['physical', 'service', 'fee', 'digital', 'gift_card'] as const
export type ProductType = (typeof productTypes)[number]

/** Archived is final; the two others change freely. */
export const catalogStatuses = ['active', 'inactive', 'archived'] as const
export type CatalogStatus = (typeof catalogStatuses)[number]

export type CatalogImage = { url: string; alt: string | null; externalReferenceId: string | null }

/** Options and values that were taken away stay as archived ones: archived variants still name them. */
export const optionStatuses = ['active', 'archived'] as const
export type OptionStatus = (typeof optionStatuses)[number]
export type OptionValue = { optionValueId: string; value: string; position: number; status: OptionStatus }
/** One axis along which variants differ. */
export type ProductOption = {
  optionId: string
  name: string
  position: number
  status: OptionStatus
  values: OptionValue[]
}

/** What the variants that are not archived come to, kept with the product so that a list need not read them. */
export type VariantSummary = {
  count: number
  hasActive: boolean
  /** Minor units: over the active variants, or over all where none is active. */
  lowestPrice: number
  highestPrice: number
  currency: string
}

export type Product = {
  environmentId: string
  productId: string
  productType: ProductType
  status: CatalogStatus
  name: string
  description: string | null
  images: CatalogImage[]
  /** Handles. */
  categories: string[]
  options: ProductOption[]
  defaultVariantId: string
  modifierSetId: string | null
  externalReferenceId: string | null
  metadata: Metadata
  variants: VariantSummary
  /** Grows with every change of the product or of one of its variants. */
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type Selection = { optionId: string; optionValueId: string }

export type Variant = {
  environmentId: string
  variantId: string
  productId: string
  status: CatalogStatus
  name: string | null
  sku: string | null
  barcode: string | null
  /** Minor units. */
  unitPrice: number
  currency: string
  taxable: boolean
  taxCategory: LineTaxCategory | null
  position: number
  /** One value of each option that the product has, or had when the variant was archived. */
  selections: Selection[]
  images: CatalogImage[]
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export const activeOptionsOf = ({ options }: Product): ProductOption[] =>
  options.filter(({ status }) => status === 'active')

/** Every change reads all variants of its product, so there is an end to them. */
export const maxVariants = 500
