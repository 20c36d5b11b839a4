import type { Context } from '../platform/context.ts'
import { type ListQuery, anyOf, equals, freeText, timeFilters } from '../platform/db/list-query.ts'
import { type Row, type Statement, findMany, findOne, write, writeAny } from '../platform/db/statement.ts'
import { type Product, type Variant, inCategory } from '../products/index.ts'
import type { Bundle, BundleComponent, BundleWithParts } from './bundle.ts'

/** Every statement on `bundles` and `bundle_components`. */

/** A bundle and what its components stand for, in one read. */
export const bundleWithParts = `document,
  (SELECT jsonb_agg(jsonb_build_object(
            'component', jsonb_build_object('bundleComponentId', c.bundle_component_id, 'variantId', c.variant_id,
                                            'quantity', c.quantity, 'position', c.position),
            'product', p.document, 'variant', v.document) ORDER BY c.position)
   FROM bundle_components c
     JOIN product_variants v USING (environment_id, variant_id)
     JOIN products p USING (environment_id, product_id)
   WHERE c.environment_id = bundles.environment_id AND c.bundle_id = bundles.bundle_id) AS parts`

export const toBundleWithParts = (row: Row): BundleWithParts => ({
  bundle: row['document'],
  parts: row['parts'] ?? [],
})

export const findBundle = (ctx: Context, bundleId: string): Statement<BundleWithParts | null> =>
  findOne(
    'find_bundle',
    `SELECT ${bundleWithParts} FROM bundles WHERE environment_id = $1 AND bundle_id = $2`,
    [ctx.environmentId, bundleId],
    toBundleWithParts,
  )

export const lockBundle = (ctx: Context, bundleId: string): Statement<Bundle | null> =>
  findOne(
    'lock_bundle',
    'SELECT document FROM bundles WHERE environment_id = $1 AND bundle_id = $2 FOR NO KEY UPDATE',
    [ctx.environmentId, bundleId],
    (row) => row['document'] as Bundle,
  )

/** After the bundle's row is locked. */
export const findComponents = (ctx: Context, bundleId: string): Statement<BundleComponent[]> =>
  findMany(
    'find_bundle_components',
    `SELECT bundle_component_id, variant_id, quantity, position FROM bundle_components
     WHERE environment_id = $1 AND bundle_id = $2 ORDER BY position`,
    [ctx.environmentId, bundleId],
    (row): BundleComponent => ({
      bundleComponentId: row['bundle_component_id'],
      variantId: row['variant_id'],
      quantity: row['quantity'],
      position: row['position'],
    }),
  )

/**
 * Holds the products of what a bundle has or is to have: none of their variants can be archived until the bundle is
 * written, and what was archived before is seen as such by the next statement. In one order, so that two bundles never
 * wait for each other.
 */
export const holdProducts = (
  ctx: Context,
  bundleId: string,
  variantIds: readonly string[],
): Statement<string[]> =>
  findMany(
    'hold_products_of_bundle',
    `SELECT product_id FROM products
     WHERE environment_id = $1 AND product_id IN
       (SELECT product_id FROM product_variants
        WHERE environment_id = $1 AND (variant_id = ANY($3::text[]) OR variant_id IN
          (SELECT variant_id FROM bundle_components WHERE environment_id = $1 AND bundle_id = $2)))
     ORDER BY product_id FOR SHARE`,
    [ctx.environmentId, bundleId, variantIds],
    (row) => row['product_id'] as string,
  )

export type PartVariant = { product: Product; variant: Variant }

/** After `holdProducts`. */
export const findPartVariants = (
  ctx: Context,
  bundleId: string,
  variantIds: readonly string[],
): Statement<PartVariant[]> =>
  findMany(
    'find_part_variants',
    `SELECT v.document AS variant, p.document AS product
     FROM product_variants v JOIN products p USING (environment_id, product_id)
     WHERE v.environment_id = $1 AND (v.variant_id = ANY($3::text[]) OR v.variant_id IN
       (SELECT variant_id FROM bundle_components WHERE environment_id = $1 AND bundle_id = $2))`,
    [ctx.environmentId, bundleId, variantIds],
    (row): PartVariant => ({ product: row['product'], variant: row['variant'] }),
  )

const bundleValues = (bundle: Bundle) => [
  bundle.environmentId,
  bundle.bundleId,
  bundle.status,
  bundle.name,
  bundle.sku,
  bundle.externalReferenceId,
  bundle.version,
  JSON.stringify(bundle),
  bundle.updatedAt,
]

export const insertBundle = (bundle: Bundle): Statement<void> =>
  write(
    'insert_bundle',
    `INSERT INTO bundles (environment_id, bundle_id, status, name, sku, external_reference_id, version, document, updated_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING 1`,
    [...bundleValues(bundle), bundle.createdAt],
  )

export const saveBundle = (bundle: Bundle): Statement<void> =>
  write(
    'save_bundle',
    `UPDATE bundles SET status = $3, name = $4, sku = $5, external_reference_id = $6, version = $7, document = $8, updated_at = $9
     WHERE environment_id = $1 AND bundle_id = $2 AND version = $7 - 1 RETURNING 1`,
    bundleValues(bundle),
  )

/** Those that are not named go; the others are changed or come in. */
export const replaceComponents = (
  bundle: Bundle,
  components: readonly BundleComponent[],
): Statement<void>[] => [
  writeAny(
    'remove_bundle_components',
    `DELETE FROM bundle_components
     WHERE environment_id = $1 AND bundle_id = $2 AND bundle_component_id <> ALL($3::text[])`,
    [bundle.environmentId, bundle.bundleId, components.map(({ bundleComponentId }) => bundleComponentId)],
  ),
  writeAny(
    'put_bundle_components',
    `INSERT INTO bundle_components (environment_id, bundle_id, bundle_component_id, variant_id, quantity, position)
     SELECT $1::text, $2::text, c."bundleComponentId", c."variantId", c.quantity, c.position
     FROM jsonb_to_recordset($3::jsonb) AS c("bundleComponentId" text, "variantId" text, quantity integer, position integer)
     ON CONFLICT (environment_id, bundle_id, bundle_component_id) DO UPDATE
       SET variant_id = excluded.variant_id, quantity = excluded.quantity, position = excluded.position`,
    [bundle.environmentId, bundle.bundleId, JSON.stringify(components)],
  ),
]

export const bundleList: ListQuery<BundleWithParts> = {
  operation: 'listBundles',
  table: 'bundles',
  columns: `bundle_id, name, updated_at, ${bundleWithParts}`,
  idColumn: 'bundle_id',
  idPrefix: 'bun',
  sorts: {
    updated_at: { column: 'updated_at', cast: 'timestamptz', of: (row) => row['updated_at'] },
    name: { column: 'name', cast: 'text', of: (row) => row['name'] },
  },
  filters: {
    status: anyOf('status'),
    category_handle: inCategory('bundles', 'bundle_id'),
    external_reference_id: equals('external_reference_id'),
    sku: equals('sku'),
    query: freeText(['name', 'sku', 'external_reference_id'], { bun_: 'bundle_id' }),
    ...timeFilters,
  },
  map: toBundleWithParts,
}
