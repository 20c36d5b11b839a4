import type { Context } from '../platform/context.ts'
import type { Filter } from '../platform/db/list-query.ts'
import { type Statement, writeAny } from '../platform/db/statement.ts'

/** Which products and bundles are in a category. Every statement on `catalog_categories`. */

const enterCategories = (ctx: Context, ownerId: string, handles: readonly string[]): Statement<void> =>
  writeAny(
    'enter_categories',
    `INSERT INTO catalog_categories (environment_id, category_handle, owner_id, is_in_use)
     SELECT $1::text, handle, $2::text, true FROM unnest($3::text[]) AS handle`,
    [ctx.environmentId, ownerId, handles],
  )

const leaveCategories = (ctx: Context, ownerId: string, handles: readonly string[]): Statement<void> =>
  writeAny(
    'leave_categories',
    `DELETE FROM catalog_categories
     WHERE environment_id = $1 AND owner_id = $2 AND category_handle = ANY($3::text[])`,
    [ctx.environmentId, ownerId, handles],
  )

export const moveCategories = (
  ctx: Context,
  ownerId: string,
  from: readonly string[],
  to: readonly string[],
): Statement<void>[] => {
  const left = from.filter((handle) => !to.includes(handle))
  const entered = to.filter((handle) => !from.includes(handle))
  return [
    ...(left.length > 0 ? [leaveCategories(ctx, ownerId, left)] : []),
    ...(entered.length > 0 ? [enterCategories(ctx, ownerId, entered)] : []),
  ]
}

/** What is archived stays in its categories, but no longer keeps them from being deleted. */
export const freeCategories = (ctx: Context, ownerId: string): Statement<void> =>
  writeAny(
    'free_categories',
    'UPDATE catalog_categories SET is_in_use = false WHERE environment_id = $1 AND owner_id = $2',
    [ctx.environmentId, ownerId],
  )

export const inCategory = (table: string, idColumn: string): Filter => ({
  sql: (parameter) =>
    `EXISTS (SELECT 1 FROM catalog_categories c
       WHERE c.environment_id = ${table}.environment_id AND c.owner_id = ${table}.${idColumn} AND c.category_handle = ${parameter})`,
})
