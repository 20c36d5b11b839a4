import type { Category } from './category.ts'

export const toCategory = (category: Category) => ({
  category_id: category.categoryId,
  name: category.name,
  handle: category.handle,
  description: category.description,
  status: category.status,
  version: category.version,
  created_at: category.createdAt,
  updated_at: category.updatedAt,
})
