import type { Context } from '../platform/context.ts'
import { type ListQuery, equals, freeText, timeFilters } from '../platform/db/list-query.ts'
import { type Row, type Statement, findOne, write } from '../platform/db/statement.ts'
import type { Category, CategoryStatus } from './category.ts'

/** Every statement on `categories`. */

const toStored = (row: Row): Category => ({
  environmentId: row['environment_id'],
  categoryId: row['category_id'],
  name: row['name'],
  handle: row['handle'],
  description: row['description'],
  status: row['status'],
  version: row['version'],
  createdAt: row['created_at'],
  updatedAt: row['updated_at'],
})

const columns =
  'environment_id, category_id, name, handle, description, status, version, created_at, updated_at'

/** Violates `categories_by_handle` when another category has the handle. */
export const insertCategory = (category: Category): Statement<void> =>
  write(
    'insert_category',
    `INSERT INTO categories (environment_id, category_id, name, handle, description, status, version, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING 1`,
    [
      category.environmentId,
      category.categoryId,
      category.name,
      category.handle,
      category.description,
      category.status,
      category.version,
      category.createdAt,
      category.updatedAt,
    ],
  )

export const saveCategory = (category: Category): Statement<void> =>
  write(
    'save_category',
    `UPDATE categories SET name = $3, description = $4, status = $5, version = $6, updated_at = $7
     WHERE environment_id = $1 AND category_id = $2 AND version = $6 - 1 RETURNING 1`,
    [
      category.environmentId,
      category.categoryId,
      category.name,
      category.description,
      category.status,
      category.version,
      category.updatedAt,
    ],
  )

export const findCategory = (ctx: Context, categoryId: string): Statement<Category | null> =>
  findOne(
    'find_category',
    `SELECT ${columns} FROM categories WHERE environment_id = $1 AND category_id = $2`,
    [ctx.environmentId, categoryId],
    toStored,
  )

export const lockCategory = (ctx: Context, categoryId: string): Statement<Category | null> =>
  findOne(
    'lock_category',
    `SELECT ${columns} FROM categories WHERE environment_id = $1 AND category_id = $2 FOR UPDATE`,
    [ctx.environmentId, categoryId],
    toStored,
  )

/**
 * For a product that is put into these categories. A handle that is missing in the answer belongs to no category; one that
 * only deleted categories had, comes back as deleted. The categories cannot be deleted until the product is written.
 */
export const findCategoriesByHandle = (
  ctx: Context,
  handles: readonly string[],
): Statement<{ handle: string; status: CategoryStatus }[]> => ({
  name: 'find_categories_by_handle',
  text: `SELECT handle, status FROM categories WHERE environment_id = $1 AND handle = ANY($2::text[])
         ORDER BY status FOR SHARE`,
  values: [ctx.environmentId, handles],
  // Active ones come first: of several with one handle only the first counts.
  read: (rows: Row[]) =>
    [...new Map(rows.toReversed().map((row) => [row['handle'], row['status']]))].map(([handle, status]) => ({
      handle,
      status,
    })),
})

/** A product or bundle that would lose its category. Archived ones keep the name of what they were in. */
export const findOwnerInCategory = (
  ctx: Context,
  categoryId: string,
): Statement<{ ownerId: string } | null> =>
  findOne(
    'find_owner_in_category',
    `SELECT owner_id FROM catalog_categories
     WHERE environment_id = $1 AND is_in_use AND category_handle =
       (SELECT handle FROM categories WHERE environment_id = $1 AND category_id = $2)
     LIMIT 1`,
    [ctx.environmentId, categoryId],
    (row) => ({ ownerId: row['owner_id'] }),
  )

/**
 * A promotion whose rules name the category. It would go on asking for what no line can be in any more. Their rules are
 * documents, so every promotion is looked at; categories are seldom deleted.
 */
export const findPromotionOnCategory = (
  ctx: Context,
  categoryId: string,
): Statement<{ promotionId: string } | null> =>
  findOne(
    'find_promotion_on_category',
    `SELECT promotion_id FROM promotions
     WHERE environment_id = $1 AND archived_at IS NULL AND jsonb_path_exists(
       document, '$.** ? (@.field == "line.category").value ? (@ == $handle)',
       jsonb_build_object('handle',
         (SELECT handle FROM categories WHERE environment_id = $1 AND category_id = $2)))
     LIMIT 1`,
    [ctx.environmentId, categoryId],
    (row) => ({ promotionId: row['promotion_id'] }),
  )

export const categoryList: ListQuery<Category> = {
  operation: 'listCategories',
  table: 'categories',
  columns,
  idColumn: 'category_id',
  idPrefix: 'ctg',
  sorts: {
    updated_at: { column: 'updated_at', cast: 'timestamptz', of: (row) => row['updated_at'] },
    name: { column: 'name', cast: 'text', of: (row) => row['name'] },
  },
  filters: {
    status: equals('status'),
    handle: equals('handle'),
    query: freeText(['name', 'handle'], { ctg_: 'category_id' }),
    ...timeFilters,
  },
  map: toStored,
}
