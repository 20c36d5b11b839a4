import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormatsModule from 'ajv-formats'
import type { TSchema } from 'typebox'
import { type ErrorDefinition, type ErrorDetail, errorCatalogue, httpErrors, refuse } from './errors.ts'

// The package's types describe its CommonJS form; under Node's own modules the function is one level deeper.
const addFormats = addFormatsModule as unknown as typeof addFormatsModule.default

const options = {
  allErrors: false,
  verbose: true,
  strict: false,
  useDefaults: false,
  coerceTypes: false,
} as const
const ajvWith = (own: object) => {
  const ajv = addFormats(new Ajv2020({ ...options, ...own }), ['date-time', 'email', 'uri'])
  const rfc3339 = ajv.formats['date-time'] as { validate(text: string): boolean }
  // The format's own rule takes a year 0000 and a second 60; neither JavaScript nor PostgreSQL has both.
  return ajv.addFormat('date-time', {
    validate: (text: string) =>
      rfc3339.validate(text) && !text.startsWith('0000') && Number.isFinite(Date.parse(text)),
  })
}
const bodyAjv = ajvWith({})
const queryAjv = ajvWith({ coerceTypes: true })

export type Check = (value: unknown) => void

/** Compiling every route's schemas took a third of the time of a start; a route's own take a few milliseconds. */
const onFirstUse = <T>(make: () => T): (() => T) => {
  let made: T | undefined
  return () => (made ??= make())
}

/** Checks against a body schema. The check throws the contract's code and the field at fault. */
export const bodyCheck = (schema: TSchema): Check => {
  const compiled = onFirstUse(() => bodyAjv.compile(schema))
  return (value) => {
    const validate = compiled()
    if (!validate(value))
      throw refusalOf(validate.errors![0]!, httpErrors.UNKNOWN_FIELD, httpErrors.INVALID_REQUEST)
  }
}

/** Checks against a query schema. Numbers and booleans arrive as text; a list repeats its key or separates by commas. */
export const queryCheck = (schema: TSchema): ((query: Record<string, unknown>) => void) => {
  const compiled = onFirstUse(() => queryAjv.compile(schema) as ValidateFunction)
  const properties = (schema as unknown as { properties: Record<string, { type?: string }> }).properties
  return (query) => {
    for (const [name, value] of Object.entries(query)) {
      if (properties[name]?.type === 'array')
        query[name] = [value].flat().flatMap((text) => String(text).split(','))
      else if (Array.isArray(value))
        throw refuse(codeAt(properties[name]) ?? httpErrors.INVALID_QUERY_PARAMETER, {
          param: name,
          message: `"${name}" can be given once only.`,
        })
    }
    const validate = compiled()
    if (!validate(query))
      throw refusalOf(
        validate.errors![0]!,
        httpErrors.UNSUPPORTED_QUERY_PARAM,
        httpErrors.INVALID_QUERY_PARAMETER,
      )
  }
}

const codeAt = (schema: unknown, keyword = 'x-flint-error'): ErrorDefinition | undefined => {
  const code = (schema as Record<string, unknown> | undefined)?.[keyword]
  return typeof code === 'string' ? definitionOf(code) : undefined
}

const definitionOf = (code: string): ErrorDefinition => {
  const definition = errorCatalogue.get(code)
  if (!definition) throw new Error(`A schema names the error code ${code}, which no capability defines.`)
  return definition
}

/** `/line_items/0/quantity` becomes `line_items[0].quantity`. */
const pathOf = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path ? `${path}.${part}` : part), '')

const join = (path: string, field: string) => (path ? `${path}.${field}` : field)

const refusalOf = (error: ErrorObject, unknownField: ErrorDefinition, general: ErrorDefinition) => {
  const path = pathOf(error.instancePath)
  // A misspelt required field is both missing and unknown: its own spelling says more.
  const misspelt = error.keyword === 'required' ? unknownFieldIn(error) : undefined
  if (error.keyword === 'additionalProperties' || misspelt !== undefined) {
    const field: string = misspelt ?? error.params.additionalProperty
    const param = join(path, field)
    const isId =
      unknownField === httpErrors.UNKNOWN_FIELD &&
      (field === 'id' || /^[a-z_]+_id$/.test(field)) &&
      isOwnId(error, field)
    const definition = isId ? httpErrors.SERVER_GENERATED_ID : unknownField
    return said(definition, param, `"${param}" is not part of this request.`, 'UNKNOWN')
  }
  if (error.keyword === 'required') {
    const field: string = error.params.missingProperty
    const schema = (error.parentSchema?.properties as Record<string, unknown> | undefined)?.[field]
    const param = join(path, field)
    return said(
      codeAt(schema, 'x-flint-required') ?? httpErrors.FIELD_REQUIRED,
      param,
      `"${param}" is required.`,
      'REQUIRED',
    )
  }
  if (!path) return refuse(httpErrors.INVALID_REQUEST_BODY)
  if (error.keyword === 'type' || error.keyword === 'anyOf') {
    const isNull = error.data === null
    const specific = codeAt(error.parentSchema)
    const definition = isNull
      ? httpErrors.NULL_NOT_ALLOWED
      : (specific ?? (general === httpErrors.INVALID_REQUEST ? httpErrors.INVALID_FIELD_TYPE : general))
    const expected = [error.params.type ?? 'object'].flat().join(' or ')
    return said(
      definition,
      path,
      isNull ? `"${path}" must not be null.` : `"${path}" must be of type ${expected}.`,
      isNull ? 'NULL_NOT_ALLOWED' : 'INVALID_TYPE',
    )
  }
  if (
    (error.keyword === 'minItems' || error.keyword === 'minLength') &&
    codeAt(error.parentSchema, 'x-flint-required')
  )
    return said(
      codeAt(error.parentSchema, 'x-flint-required')!,
      path,
      `"${path}" must not be empty.`,
      'REQUIRED',
    )
  const definition =
    (error.keyword === 'minimum' ? codeAt(error.parentSchema, 'x-flint-minimum') : undefined) ??
    codeAt(error.parentSchema) ??
    (error.keyword === 'format' && error.params.format === 'date-time'
      ? httpErrors.INVALID_TIMESTAMP
      : general)
  return said(definition, path, `"${path}" ${reasonOf(error)}.`, definition.code)
}

const unknownFieldIn = ({ data, parentSchema }: ErrorObject): string | undefined => {
  if (parentSchema?.additionalProperties !== false) return undefined
  const known = parentSchema.properties as Record<string, unknown>
  return Object.keys(data as object).find((field) => !Object.hasOwn(known, field))
}

/** `order_id` on an order's create is an id that only the server makes; elsewhere it is just unknown. */
const isOwnId = (error: ErrorObject, field: string): boolean =>
  error.instancePath === '' && (error.parentSchema as Record<string, unknown>)['x-flint-own-id'] === field

const reasonOf = (error: ErrorObject): string => {
  if (error.keyword === 'enum') return `must be one of ${(error.params.allowedValues as string[]).join(', ')}`
  return error.message ?? 'is not valid'
}

const said = (definition: ErrorDefinition, param: string, message: string, detailCode: string) => {
  const detail: ErrorDetail = { code: detailCode, param, message }
  return refuse(definition, { param, message, details: [detail] })
}
