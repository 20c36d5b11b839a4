import { Type } from 'typebox'
import { scopeRequirement } from '../auth/scopes.ts'
import { ErrorResponse, Meta } from './openapi-envelope.ts'
import { errorsOf } from './openapi-errors.ts'
import { ref } from './openapi-parts.ts'
import type { JsonObject, SchemaWriter } from './openapi-schemas.ts'
import type { Route } from './route.ts'

/** One operation of the document, from its route's declaration. */
export const operationOf = (route: Route, schemas: SchemaWriter): JsonObject => {
  const errors = errorsOf(route)
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    security: securityOf(route),
    parameters: parametersOf(route, schemas),
    ...requestBodyOf(route, schemas),
    responses: {
      [route.status]: successOf(route, schemas),
      ...(route.isBare ? { 304: { description: 'Not changed since the ETag that was sent.' } } : {}),
      ...errorResponses(errors, schemas),
    },
    'x-flint-error-codes': errors.map(({ code }) => code),
    ...nextActionsOf(errors),
    ...scopesOf(route),
    'x-flint-route-class': classOf(route),
    // Nobody can install a partner app here yet.
    'x-flint-partner-access': false,
    ...(route.isExtension ? { 'x-flint-extension': true } : {}),
  }
}

const requestBodyOf = ({ body, stream, isBodyOptional }: Route, schemas: SchemaWriter): JsonObject => {
  const content = (type: string, schema: JsonObject) => ({ [type]: { schema } })
  if (stream?.takes)
    return { requestBody: { required: true, content: content(stream.takes.contentType, { type: 'string' }) } }
  if (!body) return {}
  return {
    requestBody: { required: !isBodyOptional, content: content('application/json', schemas.write(body)) },
  }
}

const securityOf = (route: Route): JsonObject[] =>
  route.callers.flatMap((caller): JsonObject[] => {
    if (caller === 'merchant') return [{ bearer: [] }, { apiKey: [] }]
    if (caller === 'checkout') return [{ checkoutSessionId: [], checkoutSessionSecret: [] }]
    if (caller === 'onboarding') return [{ onboardingSession: [] }]
    return caller === 'public' ? [{}] : [{ dashboardSession: [] }]
  })

/** What kind of work it is, for whoever decides what to allow or to retry. Source: contract, flint-platform 2. */
const classOf = ({ method, asksProcessor }: Route): string => {
  if (asksProcessor) return 'external_provider_action'
  return method === 'GET' ? 'read' : 'write'
}

/** A read is open to either scope of its area. Source: contract, flint-platform 9.3. */
const scopesOf = ({ scope }: Route): JsonObject => {
  if (!scope) return {}
  const { mode, scopes } = scopeRequirement(scope)
  return { 'x-flint-required-scopes': scopes, 'x-flint-required-scopes-mode': mode }
}

const parametersOf = (route: Route, schemas: SchemaWriter): JsonObject[] => [
  ...[...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) =>
    parameter('path', name!, route.params?.properties?.[name!] ?? { type: 'string' }, true, schemas),
  ),
  ...Object.entries<JsonObject>(route.query?.properties ?? {}).map(([name, schema]) =>
    parameter('query', name, schema, route.query.required?.includes(name) ?? false, schemas),
  ),
  ...(route.idempotency === 'none'
    ? []
    : [ref('parameters', route.idempotency === 'required' ? 'RequiredIdempotencyKey' : 'IdempotencyKey')]),
  ...(route.stream?.answers === 'text/event-stream' ? [ref('parameters', 'LastEventId')] : []),
  ref('parameters', 'Version'),
  ref('parameters', 'RequestId'),
]

const parameter = (
  place: 'path' | 'query',
  name: string,
  schema: JsonObject,
  required: boolean,
  schemas: SchemaWriter,
): JsonObject => {
  const { description, ...shown } = schemas.write(schema)
  return {
    name,
    in: place,
    ...(required ? { required } : {}),
    ...(description ? { description } : {}),
    schema: shown,
    ...(schema['type'] === 'array' ? { style: 'form', explode: true } : {}),
  }
}

const everyHeader = {
  'X-Request-Id': ref('headers', 'RequestId'),
  'Flint-Version': ref('headers', 'Version'),
}
const contextHeaders = {
  'Flint-Mode': ref('headers', 'Mode'),
  'Flint-Merchant-Id': ref('headers', 'MerchantId'),
  'Flint-Merchant-Environment-Id': ref('headers', 'MerchantEnvironmentId'),
  'Flint-Sandbox-Id': ref('headers', 'SandboxId'),
  'Flint-Sandbox-Time': ref('headers', 'SandboxTime'),
  'Flint-Fault': ref('headers', 'Fault'),
}
const idempotencyHeaders = {
  'Idempotency-Key': ref('headers', 'IdempotencyKey'),
  'Idempotency-Replayed': ref('headers', 'IdempotencyReplayed'),
}
const waitHeader = { 'Retry-After': ref('headers', 'RetryAfter') }
const limitHeaders = {
  ...waitHeader,
  'Flint-Rate-Limited-Reason': ref('headers', 'RateLimitedReason'),
}

const successOf = (route: Route, schemas: SchemaWriter): JsonObject => ({
  description: route.summary,
  headers: {
    ...everyHeader,
    ...(belongsToMerchant(route) ? contextHeaders : {}),
    ...(route.idempotency === 'none' ? {} : idempotencyHeaders),
  },
  content: {
    [route.stream?.answers ?? 'application/json']: {
      schema: schemas.write(route.isBare || route.stream?.answers ? route.data : envelopeOf(route)),
    },
  },
})

const belongsToMerchant = ({ callers, needsEnvironment }: Route): boolean =>
  needsEnvironment === true ||
  (!callers.includes('public') && !callers.includes('user') && !callers.includes('operator'))

/** Source: contract, flint-platform 4.1. */
const envelopeOf = (route: Route) =>
  Type.Object({
    data: route.isList ? Type.Array(route.data) : route.data,
    ...route.beside,
    ...(route.isList
      ? { next_page_token: Type.Optional(Type.String({ description: 'Absent on the last page.' })) }
      : {}),
    request_id: Type.String(),
    meta: Meta,
  })

/** Extension: which refusals may name a next action, and which one. */
const nextActionsOf = (errors: ReturnType<typeof errorsOf>): JsonObject => {
  const named = errors.filter(({ nextActions }) => nextActions.length > 0)
  if (named.length === 0) return {}
  return {
    'x-flint-next-actions': Object.fromEntries(
      named.map(({ code, nextActions }) => [code, nextActions.map(({ action }) => action)]),
    ),
  }
}

const errorResponses = (errors: ReturnType<typeof errorsOf>, schemas: SchemaWriter): JsonObject => {
  const statuses = [...new Set(errors.map(({ status }) => status))]
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: errors
          .filter((error) => error.status === status)
          .map(({ code }) => `\`${code}\``)
          .join(', '),
        headers: { ...everyHeader, ...(status === 429 ? limitHeaders : status === 503 ? waitHeader : {}) },
        content: { 'application/json': { schema: schemas.write(ErrorResponse) } },
      },
    ]),
  )
}
