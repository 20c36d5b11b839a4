import type { Context } from '../platform/context.ts'
import { type ListQuery, anyOf, equals, freeText, timeFilters } from '../platform/db/list-query.ts'
import { type Row, type Statement, findMany, findOne, write, writeAny } from '../platform/db/statement.ts'
import { inCategory } from './category-queries.ts'
import type { Product, Variant } from './product.ts'

/** Every statement on `products` and `product_variants`, apart from what orders need of them (`sellable-item.ts`). */

/** A product and its default variant, or a variant and its product. */
export type ProductWithVariant = { product: Product; variant: Variant }

const withDefaultVariant = `document AS product,
  (SELECT v.document FROM product_variants v
   WHERE v.environment_id = products.environment_id AND v.variant_id = products.document ->> 'defaultVariantId') AS variant`

const toProductWithVariant = (row: Row): ProductWithVariant => ({
  product: row['product'],
  variant: row['variant'],
})

const toVariant = (row: Row): Variant => row['document']

export const findProduct = (ctx: Context, productId: string): Statement<ProductWithVariant | null> =>
  findOne(
    'find_product',
    `SELECT ${withDefaultVariant} FROM products WHERE environment_id = $1 AND product_id = $2`,
    [ctx.environmentId, productId],
    toProductWithVariant,
  )

/** NO KEY: whoever only refers to the product need not wait. Bundles hold it FOR SHARE, and so do wait. */
export const lockProduct = (ctx: Context, productId: string): Statement<Product | null> =>
  findOne(
    'lock_product',
    'SELECT document FROM products WHERE environment_id = $1 AND product_id = $2 FOR NO KEY UPDATE',
    [ctx.environmentId, productId],
    (row) => row['document'] as Product,
  )

/** Those that are not archived. After the product's row is locked. */
export const findOpenVariants = (ctx: Context, productId: string): Statement<Variant[]> =>
  findMany(
    'find_open_variants',
    `SELECT document FROM product_variants
     WHERE environment_id = $1 AND product_id = $2 AND status <> 'archived' ORDER BY position, variant_id`,
    [ctx.environmentId, productId],
    toVariant,
  )

export const findVariant = (
  ctx: Context,
  productId: string,
  variantId: string,
): Statement<ProductWithVariant | null> =>
  findOne(
    'find_variant',
    `SELECT p.document AS product, v.document AS variant
     FROM product_variants v JOIN products p USING (environment_id, product_id)
     WHERE v.environment_id = $1 AND v.product_id = $2 AND v.variant_id = $3`,
    [ctx.environmentId, productId, variantId],
    toProductWithVariant,
  )

const productValues = (product: Product) => [
  product.environmentId,
  product.productId,
  product.productType,
  product.status,
  product.name,
  product.modifierSetId,
  product.externalReferenceId,
  product.version,
  JSON.stringify(product),
  product.updatedAt,
]

export const insertProduct = (product: Product): Statement<void> =>
  write(
    'insert_product',
    `INSERT INTO products (environment_id, product_id, product_type, status, name, modifier_set_id, external_reference_id, version,
                           document, updated_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING 1`,
    [...productValues(product), product.createdAt],
  )

export const saveProduct = (product: Product): Statement<void> =>
  write(
    'save_product',
    `UPDATE products SET product_type = $3, status = $4, name = $5, modifier_set_id = $6, external_reference_id = $7, version = $8,
       document = $9, updated_at = $10
     WHERE environment_id = $1 AND product_id = $2 AND version = $8 - 1 RETURNING 1`,
    productValues(product),
  )

export const insertVariants = (ctx: Context, variants: readonly Variant[]): Statement<void>[] =>
  variants.length === 0
    ? []
    : [
        writeAny(
          'insert_variants',
          `INSERT INTO product_variants (environment_id, variant_id, product_id, status, sku, position, version, document,
                                         created_at, updated_at)
           SELECT $1::text, d ->> 'variantId', d ->> 'productId', d ->> 'status', d ->> 'sku', (d ->> 'position')::integer,
                  (d ->> 'version')::bigint, d, (d ->> 'createdAt')::timestamptz, (d ->> 'updatedAt')::timestamptz
           FROM jsonb_array_elements($2::jsonb) AS d`,
          [ctx.environmentId, JSON.stringify(variants)],
        ),
      ]

export const saveVariants = (ctx: Context, variants: readonly Variant[]): Statement<void>[] =>
  variants.length === 0
    ? []
    : [
        writeAny(
          'save_variants',
          `UPDATE product_variants SET status = d ->> 'status', sku = d ->> 'sku', position = (d ->> 'position')::integer,
             version = (d ->> 'version')::bigint, document = d, updated_at = (d ->> 'updatedAt')::timestamptz
           FROM jsonb_array_elements($2::jsonb) AS d
           WHERE environment_id = $1 AND variant_id = d ->> 'variantId'`,
          [ctx.environmentId, JSON.stringify(variants)],
        ),
      ]

/**
 * The variants of a product that active bundles have, each with one of those: reads the tables of `bundles`, which stand above.
 * Who makes a bundle active holds the products of its components (`holdProducts` there), so after the
 * product's row is locked nobody adds to what is found.
 */
export const findBundledVariants = (
  ctx: Context,
  productId: string,
): Statement<{ variantId: string; bundleId: string }[]> =>
  findMany(
    'find_bundled_variants',
    `SELECT DISTINCT ON (v.variant_id) v.variant_id, b.bundle_id
     FROM product_variants v
       JOIN bundle_components c USING (environment_id, variant_id)
       JOIN bundles b USING (environment_id, bundle_id)
     WHERE v.environment_id = $1 AND v.product_id = $2 AND b.status = 'active' ORDER BY v.variant_id, b.bundle_id`,
    [ctx.environmentId, productId],
    (row) => ({ variantId: row['variant_id'] as string, bundleId: row['bundle_id'] as string }),
  )

const byUpdate = {
  column: 'updated_at',
  cast: 'timestamptz',
  of: (row: Row) => row['updated_at'],
}

export const productList: ListQuery<ProductWithVariant> = {
  operation: 'listProducts',
  table: 'products',
  columns: `product_id, name, updated_at, ${withDefaultVariant}`,
  idColumn: 'product_id',
  idPrefix: 'prod',
  sorts: {
    updated_at: byUpdate,
    name: { column: 'name', cast: 'text', of: (row) => row['name'] },
  },
  filters: {
    product_type: anyOf('product_type'),
    status: anyOf('status'),
    category_handle: inCategory('products', 'product_id'),
    external_reference_id: equals('external_reference_id'),
    // A SKU that an archived variant had belongs to no product that is still there. The status is read inside: compared with the
    // outer row's, it made the planner read all products (50 ms among 100,000, against 3).
    sku: {
      sql: (parameter) =>
        `EXISTS (SELECT 1 FROM product_variants v JOIN products own USING (environment_id, product_id)
           WHERE v.environment_id = products.environment_id AND v.product_id = products.product_id AND v.sku = ${parameter}
             AND (v.status <> 'archived' OR own.status = 'archived'))`,
    },
    query: freeText(['name', 'external_reference_id', `document ->> 'description'`], { prod_: 'product_id' }),
    ...timeFilters,
  },
  map: toProductWithVariant,
}

export const variantList: ListQuery<Variant> = {
  operation: 'listProductVariants',
  table: 'product_variants',
  columns: 'variant_id, position, updated_at, document',
  idColumn: 'variant_id',
  idPrefix: 'var',
  sorts: {
    updated_at: byUpdate,
    position: { column: 'position', cast: 'integer', of: (row) => row['position'] },
  },
  filters: {
    product_id: equals('product_id'),
    status: anyOf('status'),
    sku: equals('sku'),
    ...timeFilters,
  },
  map: toVariant,
}
