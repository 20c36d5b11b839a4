import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import type { Category } from './category.ts'
import { categoryErrors } from './errors.ts'
import { findOwnerInCategory, findPromotionOnCategory, lockCategory, saveCategory } from './queries.ts'
import type { UpdateCategoryBody } from './schemas.ts'

export const updateCategory = async (
  ctx: Context,
  categoryId: string,
  input: UpdateCategoryBody,
): Promise<Category> => {
  const { expected_version: expectedVersion, ...changes } = input
  if (Object.keys(changes).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  return transact(ctx, { category: lockCategory(ctx, categoryId) }, ({ category: found }) => {
    const before = expectChangeable(found, expectedVersion)
    const after: Category = {
      ...before,
      name: changes.name?.trim() ?? before.name,
      description: changes.description === undefined ? before.description : changes.description,
      version: before.version + 1,
      updatedAt: ctx.now,
    }
    return { result: after, writes: [saveCategory(after)] }
  })
}

/** Its handle is free again afterwards. Products that are put into it meanwhile wait for the lock, or it waits for them. */
export const deleteCategory = (
  ctx: Context,
  categoryId: string,
  expectedVersion: number | undefined,
): Promise<Category> =>
  transact(
    ctx,
    {
      category: lockCategory(ctx, categoryId),
      owner: findOwnerInCategory(ctx, categoryId),
      promotion: findPromotionOnCategory(ctx, categoryId),
    },
    ({ category: found, owner, promotion }) => {
      const before = expectChangeable(found, expectedVersion)
      if (owner)
        throw refuse(categoryErrors.CATEGORY_REFERENCED, {
          param: 'category_id',
          message: `${owner.ownerId} is in this category.`,
        })
      if (promotion)
        throw refuse(categoryErrors.CATEGORY_TARGETED, {
          param: 'category_id',
          message: `The rules of ${promotion.promotionId} name this category.`,
        })
      const after: Category = {
        ...before,
        status: 'deleted',
        version: before.version + 1,
        updatedAt: ctx.now,
      }
      return { result: after, writes: [saveCategory(after)] }
    },
  )

const expectChangeable = (category: Category | null, expectedVersion: number | undefined): Category => {
  if (!category) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'category_id' })
  if (category.status === 'deleted')
    throw refuse(categoryErrors.ARCHIVED_CATEGORY, {
      param: 'category_id',
      extra: { current_status: category.status, supported_actions: ['get_category'] },
    })
  expectVersion(category.version, expectedVersion, categoryErrors.CATEGORY_MODIFIED)
  return category
}
