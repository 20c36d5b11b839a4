import { httpErrors, refuse } from '../platform/http/errors.ts'
import { paymentLinkErrors } from './errors.ts'
import type { CustomFieldInput } from './input-schemas.ts'
import { freeName } from './new-lines.ts'
import type { CustomField } from './payment-link.ts'

/** Where an answer stands among the order's metadata. Source: contract, flint-commerce 9.3. */
export const answerKey = (key: string): string => `custom_field_${key}`

/** Together with the link's own metadata they fit into an order's. Source: contract, flint-commerce 9.1. */
const limits = { pairs: 44, sizeBytes: 32_768 }

/** A link's questions, in the order in which they are asked, each with a key. */
export const newCustomFields = (inputs: readonly CustomFieldInput[]): CustomField[] => {
  const keys = new Set<string>()
  for (const [index, input] of inputs.entries()) {
    const param = `custom_fields[${index}]`
    if (input.key !== undefined && keys.has(input.key))
      throw refuse(httpErrors.INVALID_REQUEST, {
        param: `${param}.key`,
        message: 'Two custom fields have the same key.',
      })
    if (input.key !== undefined) keys.add(input.key)
    checkOptions(input, param)
  }
  return inputs
    .map((input, index) => ({
      ...input,
      key: input.key ?? freeName(keyOfLabel(input.label, index), keys),
      custom_field_type: input.custom_field_type ?? ('text' as const),
      required: input.required ?? false,
      position: input.position ?? index,
    }))
    .toSorted((a, b) => a.position - b.position)
}

const keyOfLabel = (label: string, index: number): string =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 64) || `field_${index + 1}`

const checkOptions = ({ custom_field_type: type, options, max_length }: CustomFieldInput, param: string) => {
  if (type === 'dropdown' && !options)
    throw refuse(httpErrors.FIELD_REQUIRED, {
      param: `${param}.options`,
      message: 'A dropdown needs "options".',
    })
  if (type !== 'dropdown' && options)
    throw refuse(httpErrors.INVALID_REQUEST, {
      param: `${param}.options`,
      message: '"options" belong to a dropdown.',
    })
  if (max_length !== undefined && (type === 'dropdown' || type === 'checkbox'))
    throw refuse(httpErrors.INVALID_REQUEST, {
      param: `${param}.max_length`,
      message: '"max_length" belongs to a text.',
    })
}

/** How long an answer may be. Source: contract, flint-commerce 9.3. */
export const maxLengthOf = ({ custom_field_type: type, max_length }: CustomField): number =>
  max_length ?? (type === 'textarea' ? 1000 : 255)

/** Room for all answers' keys beside the link's own pairs. */
export const checkPairs = (metadata: Record<string, string>, fields: readonly CustomField[]): void => {
  if (Object.keys(metadata).length + fields.length > limits.pairs)
    throw refuse(httpErrors.METADATA_TOO_MANY_KEYS, {
      param: 'metadata',
      message: `Metadata and custom fields are at most ${limits.pairs} together.`,
      extra: { limit: limits.pairs },
    })
  expectRoom(
    { ...metadata, ...Object.fromEntries(fields.map(({ key }) => [answerKey(key), ''])) },
    'metadata',
  )
}

const expectRoom = (pairs: Record<string, string>, param: string) => {
  const sizeBytes = Object.entries(pairs).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  )
  if (sizeBytes > limits.sizeBytes)
    throw refuse(httpErrors.METADATA_TOO_LARGE, {
      param,
      message: 'Metadata and custom fields have at most 32 KiB together.',
      extra: { limit: limits.sizeBytes },
    })
}

/**
 * A buyer's answers as the metadata of their order, after the link's own. A question without an answer leaves no trace, a
 * checkbox always says true or false. Source: contract, flint-commerce 9.3 and 9.4.
 */
export const answersOf = (
  fields: readonly CustomField[],
  values: Readonly<Record<string, string | boolean>>,
  metadata: Record<string, string>,
): Record<string, string> => {
  const unknown = Object.keys(values).find((key) => fields.every((field) => field.key !== key))
  if (unknown !== undefined)
    throw refuse(paymentLinkErrors.UNKNOWN_CUSTOM_FIELD_KEY, { param: `custom_field_values.${unknown}` })
  const answers = { ...metadata }
  for (const field of fields) {
    const given = Object.hasOwn(values, field.key) ? values[field.key] : undefined
    const answer = answerTo(field, given)
    if (answer !== null) answers[answerKey(field.key)] = answer
  }
  expectRoom(answers, 'custom_field_values')
  return answers
}

const answerTo = (field: CustomField, value: string | boolean | undefined): string | null => {
  const param = `custom_field_values.${field.key}`
  const missing = () =>
    refuse(paymentLinkErrors.REQUIRED_CUSTOM_FIELD_MISSING, {
      param,
      message: `"${field.label}" needs an answer.`,
    })
  if (field.custom_field_type === 'checkbox') {
    const isChecked = value === true || value === 'true'
    if (!isChecked && value !== undefined && value !== false && value !== 'false' && value !== '')
      throw refuse(httpErrors.INVALID_FIELD_TYPE, { param, message: 'Send true or false.' })
    if (field.required && !isChecked) throw missing()
    return String(isChecked)
  }
  if (typeof value === 'boolean') throw refuse(httpErrors.INVALID_FIELD_TYPE, { param })
  if (value === undefined || value.trim() === '') {
    if (field.required) throw missing()
    return null
  }
  if (field.custom_field_type === 'dropdown') {
    if (!field.options?.includes(value)) throw refuse(paymentLinkErrors.INVALID_DROPDOWN_VALUE, { param })
    return value
  }
  const limit = maxLengthOf(field)
  if (value.length > limit)
    throw refuse(httpErrors.INVALID_REQUEST, {
      param,
      message: `"${field.label}" has at most ${limit} characters.`,
      extra: { limit },
    })
  return value
}
