import addFormatsModule from 'ajv-formats'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { routes } from '../../apps/server/src/app.ts'
import { apiDocument } from '../../apps/server/src/developer/api-document.ts'
import { errorCatalogue } from '../../apps/server/src/platform/http/errors.ts'
import type { JsonObject, OpenApiDocument } from '../../apps/server/src/platform/http/openapi.ts'

// The package's types describe its CommonJS form; under Node's own modules the function is one level deeper.
const addFormats = addFormatsModule as unknown as typeof addFormatsModule.default

/** Throws when an answer is not what the OpenAPI document says of this operation and status. */
export type ResponseCheck = (method: string, path: string, answer: { status: number; json: unknown }) => void

/**
 * The check over one document. Paths that the document does not have are not its business.
 *
 * @param statusOf With which status a code comes.
 */
export const responseCheck = (
  document: OpenApiDocument,
  statusOf = (code: string): number | undefined => errorCatalogue.get(code)?.status,
): ResponseCheck => {
  const closed = closeObjects(document) as OpenApiDocument
  const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true, validateFormats: true }))
  // Only references are resolved against it; the document itself is no schema.
  ajv.addSchema({ ...closed, $id: 'flint:document' })
  const compiled = new Map<string, ValidateFunction>()
  const operations = Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      template,
      pattern: new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
      operation,
    })),
  )
  // A literal segment is more than a parameter: `/events/stream` is not `/events/{id}`.
  operations.sort((a, b) => a.template.split('{').length - b.template.split('{').length)

  const validatorOf = (template: string, method: string, status: number) => {
    const pointer = ['paths', template, method.toLowerCase(), 'responses', String(status), 'content']
      .concat('application/json', 'schema')
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/')
    const known = compiled.get(pointer)
    if (known) return known
    const validate = ajv.compile({ $ref: `flint:document#/${pointer}` })
    compiled.set(pointer, validate)
    return validate
  }

  return (method, path, { status, json }) => {
    const pathname = path.split('?', 1)[0]!
    const found = operations.find((each) => each.method === method && each.pattern.test(pathname))
    if (!found || status === 304) return
    const { operation, template } = found
    const name = `${operation['operationId'] as string} (${method} ${pathname}) answered ${status}`
    const responses = operation['responses'] as Record<string, { content?: object }>
    const code = (json as { error?: { code?: string } } | null)?.error?.code
    // The router's own answer to ids that are too long or wrongly encoded, and to a literal path that takes no such method; the
    // operation never saw the request.
    if (/^(ROUTE_NOT_FOUND|METHOD_NOT_ALLOWED)$/i.test(code ?? '')) return
    if (code !== undefined) {
      if (!(operation['x-flint-error-codes'] as string[]).includes(code))
        throw new Error(
          `${name} with ${code}, which its route does not declare. Add it to "errors" of the route.\n${show(json)}`,
        )
      if (statusOf(code) !== status)
        throw new Error(`${name} with ${code}, whose status is ${statusOf(code)}.\n${show(json)}`)
    }
    if (!responses[status])
      throw new Error(`${name}, a status which its route does not declare.\n${show(json)}`)
    // A streamed answer: its text has no schema.
    if (!Object.hasOwn(responses[status].content ?? {}, 'application/json')) return
    const validate = validatorOf(template, method, status)
    if (validate(json)) return
    const problems = [...new Set(validate.errors!.filter((each) => each.keyword !== '$ref').map(problemOf))]
    throw new Error(
      `${name}, and the body is not as the OpenAPI document says:\n${problems.map((line) => `  - ${line}`).join('\n')}\n${show(json)}`,
    )
  }
}

const problemOf = (error: NonNullable<ValidateFunction['errors']>[number]): string => {
  const place = error.instancePath || 'the body'
  if (error.keyword === 'additionalProperties' || error.keyword === 'unevaluatedProperties')
    return `${place} has an undocumented field "${error.params['additionalProperty'] ?? error.params['unevaluatedProperty']}"`
  return `${place} ${error.message}${error.keyword === 'enum' ? `: ${error.params['allowedValues']}` : ''}`
}

const show = (json: unknown) => JSON.stringify(json, null, 2).slice(0, 4000)

/**
 * Objects that list their properties and say nothing of others are taken as closed, so that a field nobody
 * documented fails the test that sees it. In the document itself they stay open: clients must tolerate more.
 */
const closeObjects = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closeObjects)
  if (typeof value !== 'object' || value === null) return value
  const shown: JsonObject = {}
  for (const [key, inner] of Object.entries(value)) shown[key] = closeObjects(inner)
  const { allOf, properties } = value as { allOf?: unknown[]; properties?: unknown }
  if (allOf) {
    // The parts of a whole know only their own fields; the whole knows all of them.
    shown['allOf'] = allOf
    shown['unevaluatedProperties'] ??= false
  } else if (
    typeof properties === 'object' &&
    (value as JsonObject)['type'] !== undefined &&
    !('additionalProperties' in value)
  )
    shown['additionalProperties'] = false
  return shown
}

let ofThisProgram: ResponseCheck | undefined

/** Checks an answer against the routes of this program; the document is made at the first call. */
export const checkResponse: ResponseCheck = (method, path, answer) => {
  ofThisProgram ??= responseCheck(apiDocument(routes))
  ofThisProgram(method, path, answer)
}
