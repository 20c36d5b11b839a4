import type { Context } from '../platform/context.ts'
import { isUniqueViolation } from '../platform/db/database.ts'
import { writeOnce } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import type { Category } from './category.ts'
import { categoryErrors } from './errors.ts'
import { handleFrom } from './handle.ts'
import { insertCategory } from './queries.ts'
import type { CreateCategoryBody } from './schemas.ts'

/** Of two that want one handle at once, the index lets one pass. */
export const createCategory = async (ctx: Context, input: CreateCategoryBody): Promise<Category> => {
  const categoryId = ctx.ids.newId('ctg')
  const name = input.name.trim()
  const category: Category = {
    environmentId: ctx.environmentId,
    categoryId,
    name,
    // A name in another script leaves nothing to make a handle of: the id is one that nobody else has.
    handle: input.handle ?? handleFrom(name) ?? categoryId.toLowerCase().replace('_', '-'),
    description: input.description ?? null,
    status: 'active',
    version: 1,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }
  try {
    return await writeOnce(ctx, { result: category, writes: [insertCategory(category)] })
  } catch (error) {
    if (isUniqueViolation(error, 'categories_by_handle'))
      throw refuse(categoryErrors.CATEGORY_HANDLE_EXISTS, {
        param: input.handle === undefined ? 'name' : 'handle',
        message: `Another category has the handle "${category.handle}".`,
      })
    throw error
  }
}
