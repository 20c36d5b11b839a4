import { type ErrorDefinition, errorCatalogue, httpErrors } from './errors.ts'
import { neededBy } from './needed-credential.ts'
import { schemasIn } from './openapi-schemas.ts'
import type { Route } from './route.ts'

const onEvery = [
  httpErrors.INVALID_API_VERSION,
  httpErrors.API_VERSION_RETIRED,
  httpErrors.UNSUPPORTED_QUERY_PARAM,
  httpErrors.INVALID_API_KEY,
  httpErrors.AMBIGUOUS_AUTH,
  httpErrors.INVALID_AUTHORIZATION_HEADER,
  httpErrors.API_KEY_EXPIRED,
  httpErrors.API_KEY_REVOKED,
  httpErrors.API_KEY_MODE_MISMATCH,
  httpErrors.API_KEY_SANDBOX_UNAVAILABLE,
  httpErrors.API_KEY_SCOPE_UNSUPPORTED,
  httpErrors.HTTPS_REQUIRED,
  httpErrors.CHECKOUT_SESSION_AUTH_REQUIRED,
  httpErrors.INVALID_CHECKOUT_SESSION,
  httpErrors.INVALID_ONBOARDING_SESSION,
  httpErrors.ENVIRONMENT_SELECTION_FORBIDDEN,
  httpErrors.RATE_LIMIT_EXCEEDED,
  httpErrors.INTERNAL_ERROR,
  httpErrors.SERVICE_UNAVAILABLE,
]

const onWrites = [
  httpErrors.INVALID_JSON,
  httpErrors.INVALID_REQUEST_BODY,
  httpErrors.UNSUPPORTED_CONTENT_TYPE,
  httpErrors.REQUEST_BODY_TOO_LARGE,
]

const onBodies = [
  httpErrors.UNKNOWN_FIELD,
  httpErrors.FIELD_REQUIRED,
  httpErrors.INVALID_FIELD_TYPE,
  httpErrors.INVALID_REQUEST,
  httpErrors.NULL_NOT_ALLOWED,
]

const onMetadata = [
  httpErrors.METADATA_TOO_MANY_KEYS,
  httpErrors.METADATA_KEY_TOO_LONG,
  httpErrors.METADATA_VALUE_TOO_LONG,
  httpErrors.METADATA_TOO_LARGE,
  httpErrors.RESERVED_METADATA_KEY,
]

const onIdempotent = [
  httpErrors.INVALID_IDEMPOTENCY_KEY,
  httpErrors.IDEMPOTENCY_KEY_TOO_LONG,
  httpErrors.IDEMPOTENCY_KEY_REUSED,
  httpErrors.IDEMPOTENCY_KEY_IN_PROGRESS,
]

/**
 * Every refusal that an operation can answer: its own, those its schemas name, and those that its place in the
 * platform brings along. Sorted by status, then by code.
 */
export const errorsOf = (route: Route): ErrorDefinition[] => {
  const found = new Set<ErrorDefinition>([...route.errors, ...onEvery])
  const add = (definitions: readonly ErrorDefinition[]) => definitions.forEach((each) => found.add(each))
  if (!route.callers.includes('public')) add([neededBy(route)])
  add(ofPeople(route))
  if (!route.callers.includes('checkout') || /\{(order|checkout_session)_id\}/.test(route.path))
    add([httpErrors.CHECKOUT_SESSION_SCOPE_MISMATCH])
  if (route.scope) add([httpErrors.INSUFFICIENT_SCOPE])
  if (route.method !== 'GET') add(onWrites)
  if (route.stream?.takes) found.delete(httpErrors.INVALID_JSON)
  else if (route.body) add([...onBodies, ...namedIn(route.body)])
  else add([httpErrors.REQUEST_BODY_NOT_ALLOWED])
  if (route.query) add(queryErrors(route.query))
  if (route.idempotency !== 'none') add(onIdempotent)
  if (route.idempotency === 'required' || route.idempotency === 'conditional')
    add([httpErrors.IDEMPOTENCY_KEY_REQUIRED])
  return [...found].toSorted((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1))
}

/** A person's refusals: they choose the environment, and their role has limits. */
const ofPeople = ({ callers, needsEnvironment }: Route): ErrorDefinition[] => [
  ...(callers.includes('merchant') || needsEnvironment ? [httpErrors.ENVIRONMENT_REQUIRED] : []),
  ...(callers.includes('operator') ? [httpErrors.AUTHORIZATION_FAILED] : []),
]

const namedIn = (schema: unknown): ErrorDefinition[] => {
  const found: ErrorDefinition[] = []
  for (const inner of schemasIn(schema)) {
    for (const keyword of ['x-flint-error', 'x-flint-minimum', 'x-flint-required']) {
      const code = inner[keyword]
      if (typeof code === 'string') found.push(errorCatalogue.get(code)!)
    }
    if (inner['format'] === 'date-time') found.push(httpErrors.INVALID_TIMESTAMP)
    if (inner['x-flint-own-id']) found.push(httpErrors.SERVER_GENERATED_ID)
    if ((inner['properties'] as { metadata?: unknown } | undefined)?.metadata) found.push(...onMetadata)
  }
  return found
}

const queryErrors = (query: { properties?: Record<string, unknown> }): ErrorDefinition[] => {
  const names = new Set(Object.keys(query.properties ?? {}))
  const found = namedIn(query)
  if (names.size > 0) found.push(httpErrors.INVALID_QUERY_PARAMETER)
  if (names.has('page_token')) found.push(httpErrors.CURSOR_MISMATCH)
  if (names.has('created_after')) found.push(httpErrors.INVALID_CREATED_RANGE)
  if (names.has('min_amount')) found.push(httpErrors.FIELD_REQUIRED)
  if (names.has('expand')) found.push(httpErrors.EXPANSION_LIMIT_EXCEEDED, httpErrors.INSUFFICIENT_SCOPE)
  return found
}
