import type { Route } from '../../platform/http/route.ts'
import { createCategoryRoute } from './create-category.ts'
import { deleteCategoryRoute } from './delete-category.ts'
import { getCategoryRoute } from './get-category.ts'
import { listCategoriesRoute } from './list-categories.ts'
import { updateCategoryRoute } from './update-category.ts'

/** In the order of the API reference. */
export const categoryRoutes: Route[] = [
  listCategoriesRoute,
  createCategoryRoute,
  getCategoryRoute,
  updateCategoryRoute,
  deleteCategoryRoute,
]
