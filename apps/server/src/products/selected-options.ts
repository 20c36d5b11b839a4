import type { ProductOption, Selection } from './product.ts'

export type SelectedOption = { optionId: string; optionValueId: string; name: string; value: string }

/** A variant's values in the order of the product's options, by the names that they have now. */
export const selectedOptionsOf = (
  options: readonly ProductOption[],
  selections: readonly Selection[],
): SelectedOption[] =>
  options.flatMap(({ optionId, name, values }) => {
    const chosen = selections.find((selection) => selection.optionId === optionId)
    const found = values.find(({ optionValueId }) => optionValueId === chosen?.optionValueId)
    return found ? [{ optionId, optionValueId: found.optionValueId, name, value: found.value }] : []
  })
