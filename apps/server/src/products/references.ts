import { categoryErrors, findCategoriesByHandle } from '../categories/index.ts'
import { findModifierSet, modifierErrors } from '../modifiers/index.ts'
import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { productErrors } from './errors.ts'

type Input = { categories?: readonly string[]; modifier_set_id?: string | null }
type Loaded = {
  categories: { handle: string; status: 'active' | 'deleted' }[]
  modifierSet: { modifierSetId: string; status: string } | null
}

/** What a product or bundle names of other capabilities, read before it is written. */
export const loadReferences = (ctx: Context, { categories = [], modifier_set_id: setId }: Input) => ({
  categories: findCategoriesByHandle(ctx, categories),
  modifierSet: findModifierSet(ctx, setId ?? ''),
})

export const expectReferences = (input: Input, { categories, modifierSet }: Loaded): void => {
  for (const [index, handle] of (input.categories ?? []).entries()) {
    const param = `categories[${index}]`
    const found = categories.filter((category) => category.handle === handle)
    if (found.length === 0)
      throw refuse(productErrors.INVALID_CATEGORIES, { param, message: `There is no category "${handle}".` })
    if (found.every(({ status }) => status === 'deleted'))
      throw refuse(categoryErrors.ARCHIVED_CATEGORY, { param })
  }
  if (typeof input.modifier_set_id === 'string' && modifierSet?.status !== 'active')
    throw refuse(modifierErrors.INVALID_MODIFIER_SET_ID, { param: 'modifier_set_id' })
}

/** Named twice is named once. */
export const distinctHandles = (handles: readonly string[] = []): string[] => [...new Set(handles)]
