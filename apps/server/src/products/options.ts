import type { ErrorDefinition } from '../platform/http/errors.ts'
import { refuse } from '../platform/http/errors.ts'
import type { Ids } from '../platform/ids/ids.ts'
import { productErrors } from './errors.ts'
import type { OptionPatch } from './input-schemas.ts'
import { byPosition, positionsOf } from './positions.ts'
import type { OptionValue, ProductOption } from './product.ts'

const maxValueLength = 255

/**
 * The options of a product as they are to be. What is named by its id, or as it is called so far, stays the same one;
 * what is not named any more is kept as archived. The active ones come first, in the order of their positions.
 */
export const changedOptions = (
  ids: Ids,
  current: readonly ProductOption[],
  inputs: readonly OptionPatch[],
): ProductOption[] => {
  const before = current.filter(({ status }) => status === 'active')
  const positions = positionsOf(inputs, productErrors.INVALID_OPTION_POSITION, 'options')
  expectDistinct(
    inputs.map(({ name }) => name),
    productErrors.DUPLICATE_OPTION_NAME,
    (index) => `options[${index}].name`,
  )
  const options = inputs.map((input, index): ProductOption => {
    const param = `options[${index}]`
    const same = before.find(({ optionId, name }) =>
      input.option_id === undefined ? name === input.name : optionId === input.option_id,
    )
    if (input.option_id !== undefined && !same)
      throw refuse(productErrors.UNKNOWN_OPTION, { param: `${param}.option_id` })
    return {
      optionId: same?.optionId ?? ids.newId('opt'),
      name: input.name,
      position: positions[index]!,
      status: 'active',
      values: changedValues(ids, same?.values ?? [], input.values, `${param}.values`),
    }
  })
  expectDistinct(
    options.map(({ optionId }) => optionId),
    productErrors.DUPLICATE_OPTION,
    (index) => `options[${index}].option_id`,
  )
  const kept = new Set(options.map(({ optionId }) => optionId))
  return [
    ...options.toSorted(byPosition),
    ...current.filter(({ optionId }) => !kept.has(optionId)).map(archivedOption),
  ]
}

const changedValues = (
  ids: Ids,
  current: readonly OptionValue[],
  inputs: OptionPatch['values'],
  param: string,
): OptionValue[] => {
  const before = current.filter(({ status }) => status === 'active')
  const positions = positionsOf(inputs, productErrors.INVALID_OPTION_VALUE_POSITION, param)
  const tooLong = inputs.findIndex(({ value }) => value.length > maxValueLength)
  if (tooLong !== -1)
    throw refuse(productErrors.OPTION_VALUE_TOO_LONG, {
      param: `${param}[${tooLong}].value`,
      extra: { limit: maxValueLength },
    })
  const place = (index: number) => `${param}[${index}].value`
  expectDistinct(
    inputs.map(({ value }) => value),
    productErrors.DUPLICATE_OPTION_VALUE,
    place,
  )
  const values = inputs.map((input, index): OptionValue => {
    const same = before.find(({ optionValueId, value }) =>
      input.option_value_id === undefined ? value === input.value : optionValueId === input.option_value_id,
    )
    if (input.option_value_id !== undefined && !same)
      throw refuse(productErrors.UNKNOWN_OPTION_VALUE, { param: `${param}[${index}].option_value_id` })
    return {
      optionValueId: same?.optionValueId ?? ids.newId('optv'),
      value: input.value,
      position: positions[index]!,
      status: 'active',
    }
  })
  expectDistinct(
    values.map(({ optionValueId }) => optionValueId),
    productErrors.DUPLICATE_OPTION_VALUE,
    place,
  )
  const kept = new Set(values.map(({ optionValueId }) => optionValueId))
  return [
    ...values.toSorted(byPosition),
    ...current.filter(({ optionValueId }) => !kept.has(optionValueId)).map(archivedValue),
  ]
}

const archivedValue = (value: OptionValue): OptionValue => ({ ...value, status: 'archived' })

const archivedOption = (option: ProductOption): ProductOption => ({
  ...option,
  status: 'archived',
  values: option.values.map(archivedValue),
})

const expectDistinct = (
  texts: readonly string[],
  definition: ErrorDefinition,
  paramOf: (index: number) => string,
): void => {
  const twice = texts.findIndex((text, index) => texts.indexOf(text) !== index)
  if (twice !== -1) throw refuse(definition, { param: paramOf(twice) })
}
