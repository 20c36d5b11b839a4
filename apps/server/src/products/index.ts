export { productErrors } from './errors.ts'
export type { SellableItem } from './sellable-item.ts'
export { findVariantsToSell, isVariantForSale, lineNameOf } from './sellable-item.ts'
export { productRoutes } from './routes/index.ts'

// What bundles have in common with products: statuses, images, categories, modifiers, SKUs.
export type { CatalogImage, CatalogStatus, Product, Variant } from './product.ts'
export { catalogStatuses } from './product.ts'
export { checkedImages } from './images.ts'
export { freeCategories, inCategory, moveCategories } from './category-queries.ts'
export {
  CategoryHandles,
  Description,
  ImageInputs,
  ModifierSetId,
  Sku,
  TaxCategory,
} from './input-schemas.ts'
export { byPosition, maxPosition, positionsOf } from './positions.ts'
export { CatalogImage as CatalogImageSchema, ProductVariant } from './schemas.ts'
export { distinctHandles, expectReferences, loadReferences } from './references.ts'
export { expectFreeSkus, findSkuOwners, moveSkus, refuseTakenSku } from './sku-queries.ts'
export { expectOpen } from './change-product.ts'
export { pageThrough } from './page-through.ts'
export { priceOf } from './variant-input.ts'
export { toImage } from './to-image.ts'
export { toVariant } from './to-variant.ts'
