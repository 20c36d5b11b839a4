import { type TObject, Type } from 'typebox'
import { named, nullable } from '../../platform/http/schema.ts'
import { type JsonObject, schemaWriter } from '../../platform/http/openapi-schemas.ts'
import type { OpenApiDocument } from '../../platform/http/openapi.ts'
import type { Profile } from '../flowlix-payment.ts'
import { type FlowlixErrorCode, flowlixErrors } from './errors.ts'
import type { FlowlixRoute } from './flowlix-route.ts'

/** Every route may be refused so. */
const onEvery: readonly FlowlixErrorCode[] = [
  'https_required',
  'invalid_api_key',
  'permission_denied',
  'rate_limit_exceeded',
  'parameter_invalid',
  'internal_error',
  'service_unavailable',
]
const onWrites: readonly FlowlixErrorCode[] = ['invalid_json', 'idempotency_key_in_use']

/** What each code is refused with on this route in this form: declared, or the same everywhere. */
export const errorsOfRoute = (route: FlowlixRoute, profile: Profile): FlowlixErrorCode[] => {
  const own = route.method === 'POST' ? [...onWrites, ...(profile === 'c' ? missingKey : [])] : []
  return [...new Set([...route.errors, ...own, ...onEvery])].toSorted()
}
const missingKey: readonly FlowlixErrorCode[] = ['parameter_missing']

const errorSchema = (profile: Profile) => {
  const declineCode = nullable(Type.String({ description: 'Of a declined card.' }))
  return named(
    'ErrorResponse',
    Type.Object({
      error: Type.Object({
        type: Type.String({ enum: [...new Set(Object.values(flowlixErrors).map(({ type }) => type))] }),
        code: Type.String({ enum: Object.keys(flowlixErrors) }),
        message: Type.String({ description: 'For developers; may change.' }),
        param: nullable(Type.String({ description: 'The parameter or header at fault.' })),
        decline_code: profile === 'c' ? Type.Optional(declineCode) : declineCode,
        doc_url: nullable(Type.String({ format: 'uri' })),
        request_id: Type.String({ description: 'The same as the header `Flowlix-Request-Id`.' }),
      }),
    }),
  )
}

const text = { type: 'string' }
const integer = { type: 'integer' }
const header = (description: string, schema: JsonObject = text) => ({ description, schema })

const everyHeader = {
  'Flowlix-Request-Id': header('Of this request.'),
  'Request-Id': header('The same.'),
}
const limitHeaders = {
  'X-RateLimit-Limit': header('Requests that the window takes.', integer),
  'X-RateLimit-Remaining': header('Requests that are left.', integer),
  'X-RateLimit-Reset': header('Unix seconds when the window has room again.', integer),
}

const keyParameter = (isNeeded: boolean) => ({
  name: 'Idempotency-Key',
  in: 'header',
  ...(isNeeded ? { required: true } : {}),
  description:
    'At most 255 characters. The same request with the same key is answered as before for 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
})
const versionParameter = {
  name: 'Flowlix-Version',
  in: 'header',
  description: 'A day, such as 2026-01-31; without it the one that the merchant has set.',
  schema: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
}

const titles: Record<Profile, string> = {
  a: 'Keys that begin with `fl_`. The first form, which answers unless another is asked for.',
  b: 'Keys that begin with `fl_`, where the merchant has set this form, or from a version on.',
  c: 'Keys that begin with `api_`.',
}

/**
 * The OpenAPI 3.1 document of one of the three forms. They share paths and differ in what they send there, which one document
 * cannot say.
 */
export const flowlixDocument = (profile: Profile, routes: readonly FlowlixRoute[]): OpenApiDocument => {
  const schemas = schemaWriter()
  const errors = schemas.write(errorSchema(profile))
  const paths: OpenApiDocument['paths'] = {}
  for (const route of routes.filter(({ profiles }) => profiles.includes(profile)))
    (paths[route.path] ??= {})[route.method.toLowerCase()] = {
      operationId: route.operationId,
      tags: ['Payments'],
      summary: route.summary,
      ...(route.description ? { description: route.description } : {}),
      security: [{ bearer: [] }],
      parameters: parametersOf(route, profile, schemas.write),
      ...(route.body
        ? {
            requestBody: {
              required: true,
              content: { 'application/json': { schema: schemas.write(route.body(profile)) } },
            },
          }
        : {}),
      responses: {
        [route.status]: {
          description: route.summary,
          headers: { ...everyHeader, ...limitHeaders },
          content: { 'application/json': { schema: schemas.write(route.data(profile)) } },
        },
        ...errorResponses(errorsOfRoute(route, profile), profile, errors),
      },
      'x-flint-error-codes': errorsOfRoute(route, profile),
    }
  return {
    openapi: '3.1.0',
    info: {
      title: `Flowlix API, form ${profile.toUpperCase()}`,
      version: `1-${profile}`,
      description: titles[profile],
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The server that this document came from.' }],
    tags: [{ name: 'Payments', description: 'Charge a card, open a hosted page, read, list, refund.' }],
    paths,
    components: {
      schemas: schemas.components(),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A secret key: it never leaves your server.' },
      },
    },
  }
}

const parametersOf = (
  route: FlowlixRoute,
  profile: Profile,
  write: (schema: JsonObject) => JsonObject,
): JsonObject[] => [
  ...[...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: text,
  })),
  ...Object.entries((route.query?.(profile) as TObject | undefined)?.properties ?? {}).map(
    ([name, schema]) => {
      const { description, ...shown } = write(schema as unknown as JsonObject)
      return { name, in: 'query', ...(description ? { description } : {}), schema: shown }
    },
  ),
  ...(route.method === 'POST' ? [keyParameter(profile === 'c')] : []),
  ...(profile === 'c' ? [] : [versionParameter]),
]

const errorResponses = (codes: readonly FlowlixErrorCode[], profile: Profile, schema: JsonObject) => {
  const byStatus = Map.groupBy(codes, (code) => flowlixErrors[code].status[profile])
  return Object.fromEntries(
    [...byStatus].map(([status, own]) => [
      status,
      {
        description: own.map((code) => `\`${code}\`: ${flowlixErrors[code].message}`).join('\n\n'),
        headers: {
          ...everyHeader,
          ...(status === 429
            ? { ...limitHeaders, 'Retry-After': header('Whole seconds to wait.', integer) }
            : {}),
        },
        content: { 'application/json': { schema } },
      },
    ]),
  )
}
