import { refuse } from '../platform/http/errors.ts'
import { productErrors } from './errors.ts'
import type { SelectedOptionInput } from './input-schemas.ts'
import type { OptionValue, ProductOption, Selection, Variant } from './product.ts'

/** What a variant chooses: one value of each option. `options` are the active ones of the product. */
export const selectionsOf = (
  options: readonly ProductOption[],
  inputs: readonly SelectedOptionInput[] = [],
  param = 'selected_options',
): Selection[] => {
  const selections: Selection[] = []
  for (const [index, input] of inputs.entries()) {
    const place = `${param}[${index}]`
    const option = namedOption(options, input, place)
    if (selections.some(({ optionId }) => optionId === option.optionId))
      throw refuse(productErrors.DUPLICATE_OPTION, { param: place })
    selections.push({
      optionId: option.optionId,
      optionValueId: namedValue(option, input, place).optionValueId,
    })
  }
  const missing = options.find(({ optionId }) => !selections.some((chosen) => chosen.optionId === optionId))
  if (missing)
    throw refuse(productErrors.OPTION_REQUIRED, {
      param,
      message: `The variant has no value for "${missing.name}".`,
    })
  return selections
}

const namedOption = (
  options: readonly ProductOption[],
  { option_id: id, name }: SelectedOptionInput,
  param: string,
): ProductOption => {
  if (id === undefined && name === undefined)
    throw refuse(productErrors.OPTION_VALUE_REFERENCE_REQUIRED, { param: `${param}.name` })
  const found = options.find(
    (option) => (id ?? option.optionId) === option.optionId && (name ?? option.name) === option.name,
  )
  if (!found) throw refuse(productErrors.UNKNOWN_OPTION, { param })
  return found
}

const namedValue = (
  { values }: ProductOption,
  { option_value_id: id, value }: SelectedOptionInput,
  param: string,
): OptionValue => {
  if (id === undefined && value === undefined)
    throw refuse(productErrors.OPTION_VALUE_REFERENCE_REQUIRED, { param: `${param}.value` })
  const found = values.find(
    (each) =>
      each.status === 'active' &&
      (id ?? each.optionValueId) === each.optionValueId &&
      (value ?? each.value) === each.value,
  )
  if (!found) throw refuse(productErrors.UNKNOWN_OPTION_VALUE, { param })
  return found
}

const combinationOf = ({ selections }: Pick<Variant, 'selections'>): string =>
  selections
    .map(({ optionId, optionValueId }) => `${optionId}=${optionValueId}`)
    .toSorted()
    .join(' ')

/** The place of the first variant that chooses what one before it does; -1 when all differ. */
export const sameCombinationAt = (variants: readonly Pick<Variant, 'selections'>[]): number => {
  const combinations = variants.map(combinationOf)
  return combinations.findIndex((combination, index) => combinations.indexOf(combination) !== index)
}
