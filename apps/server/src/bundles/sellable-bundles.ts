import type { Context } from '../platform/context.ts'
import { type Statement, findMany } from '../platform/db/statement.ts'
import { type SellableItem, lineNameOf } from '../products/index.ts'
import type { BundleWithParts } from './bundle.ts'
import { isForSale } from './parts.ts'
import { bundleWithParts, toBundleWithParts } from './queries.ts'

/** One read by primary key, without locks; in no certain order, and without what does not exist. */
export const findBundlesToSell = (ctx: Context, bundleIds: readonly string[]): Statement<SellableItem[]> =>
  findMany(
    'find_bundles_to_sell',
    `SELECT ${bundleWithParts} FROM bundles WHERE environment_id = $1 AND bundle_id = ANY($2::text[])`,
    [ctx.environmentId, bundleIds],
    (row) => toSellableBundle(toBundleWithParts(row)),
  )

const toSellableBundle = ({ bundle, parts }: BundleWithParts): SellableItem => ({
  sourceType: 'bundle',
  variantId: null,
  productId: null,
  bundleId: bundle.bundleId,
  name: bundle.name,
  description: bundle.description,
  sku: bundle.sku,
  image: bundle.images[0]?.url ?? null,
  categories: bundle.categories,
  selectedOptions: [],
  unitPrice: bundle.unitPrice,
  currency: bundle.currency,
  taxable: bundle.taxable,
  taxCategory: bundle.taxCategory,
  isSellable: isForSale(bundle, parts),
  bundleComponents: parts.map(({ component: { variantId, quantity, position }, product, variant }) => ({
    variantId,
    name: lineNameOf(product, variant),
    quantity,
    position,
  })),
  modifierSetId: bundle.modifierSetId,
})
