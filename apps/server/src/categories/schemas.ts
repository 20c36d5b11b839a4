import { type Static, Type } from 'typebox'
import { ExpectedVersion } from '../platform/http/expected-version.ts'
import { Timestamp, body, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { categoryStatuses } from './category.ts'
import { handlePattern, maxHandleLength } from './handle.ts'

/** Source: contract, flint-commerce 14. */

const Name = Type.String({
  minLength: 1,
  maxLength: 255,
  pattern: '\\S',
  'x-flint-error': 'INVALID_CATEGORY_NAME',
})
const Description = nullable(
  Type.String({ maxLength: 2000, 'x-flint-error': 'INVALID_CATEGORY_DESCRIPTION' }),
)
export const Handle = Type.String({
  minLength: 1,
  maxLength: maxHandleLength,
  pattern: handlePattern,
  'x-flint-error': 'INVALID_CATEGORY_HANDLE',
})

export const CreateCategoryBody = body(
  {
    name: Name,
    handle: Type.Optional({
      ...Handle,
      description: 'Made from the name when left out. It never changes afterwards.',
    }),
    description: Type.Optional(Description),
  },
  { 'x-flint-own-id': 'category_id' },
)
export type CreateCategoryBody = Static<typeof CreateCategoryBody>

export const UpdateCategoryBody = body({
  name: Type.Optional(Name),
  description: Type.Optional(Description),
  expected_version: Type.Optional(ExpectedVersion),
})
export type UpdateCategoryBody = Static<typeof UpdateCategoryBody>

export const CategoryParams = Type.Object({ category_id: id('ctg', 'The category') })

export const CategoryStatusWord = oneOf(categoryStatuses, { 'x-flint-error': 'INVALID_CATEGORY_STATUS' })

export const Category = named(
  'Category',
  Type.Object({
    category_id: id('ctg', 'The category'),
    name: Type.String(),
    handle: Type.String({ description: 'What products name the category by.' }),
    description: nullable(Type.String()),
    status: oneOf(categoryStatuses),
    version: Type.Integer({ minimum: 1 }),
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)
