import { refuse } from '../platform/http/errors.ts'
import { productErrors } from './errors.ts'
import type { ProductOption, Variant } from './product.ts'
import { sameCombinationAt } from './selections.ts'

/**
 * The variants, none of them archived, after the options of their product have changed: an option that came in gives its
 * one value to all; an option that went is gone from all, if they still differ without it.
 */
export const refitVariants = (options: readonly ProductOption[], variants: readonly Variant[]): Variant[] => {
  const refitted = variants.map((variant) => refitVariant(options, variant))
  const same = sameCombinationAt(refitted)
  if (same !== -1)
    throw refuse(productErrors.ACTIVE_OPTION_SELECTOR_COLLAPSE, {
      param: 'options',
      message: `Without the option that is left out, ${refitted[same]!.variantId} is the same as another variant.`,
    })
  return refitted
}

const refitVariant = (options: readonly ProductOption[], variant: Variant): Variant => {
  const selections = options.map(({ optionId, values, name }) => {
    const active = values.filter(({ status }) => status === 'active')
    const chosen = variant.selections.find((selection) => selection.optionId === optionId)
    if (!chosen) {
      if (active.length > 1)
        throw refuse(productErrors.ACTIVE_VARIANTS_REQUIRE_OPTION_BACKFILL, {
          param: 'options',
          message: `The variants of this product have no value for "${name}".`,
        })
      return { optionId, optionValueId: active[0]!.optionValueId }
    }
    if (!active.some(({ optionValueId }) => optionValueId === chosen.optionValueId))
      throw refuse(productErrors.ACTIVE_OPTIONS_REQUIRED, {
        param: 'options',
        message: `${variant.variantId} has the value of "${name}" that is left out.`,
      })
    return chosen
  })
  const isSame =
    selections.length === variant.selections.length &&
    selections.every((selection) => variant.selections.includes(selection))
  return isSame ? variant : { ...variant, selections }
}
