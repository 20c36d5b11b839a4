import type { DeclaredAction, KnownIds } from './next-actions.ts'

/** Source of types and statuses: contract, flint-platform 6.2. */
export type ErrorType =
  | 'validation_error'
  | 'invalid_request_error'
  | 'authentication_error'
  | 'payment_error'
  | 'authorization_error'
  | 'not_found_error'
  | 'conflict_error'
  | 'rate_limit_error'
  | 'internal_error'
  | 'external_service_error'
  | 'unavailable_error'
  | 'timeout_error'

/** Who must act: the integration's code, the merchant (account, settings), or Flint. */
export type ErrorSource = 'merchant' | 'integration' | 'flint'

export type ErrorDefinition = {
  code: string
  status: number
  type: ErrorType
  /** For a person: what was wrong. */
  message: string
  /** What to do about it. */
  nextSteps: string
  source: ErrorSource
  isRetryable: boolean
  /** Which calls may help. Answers carry those whose ids are known. */
  nextActions: readonly DeclaredAction[]
}

const typeOfStatus: Record<number, ErrorType> = {
  400: 'validation_error',
  401: 'authentication_error',
  402: 'payment_error',
  403: 'authorization_error',
  404: 'not_found_error',
  405: 'invalid_request_error',
  409: 'conflict_error',
  410: 'not_found_error',
  413: 'invalid_request_error',
  415: 'invalid_request_error',
  429: 'rate_limit_error',
  500: 'internal_error',
  502: 'external_service_error',
  503: 'unavailable_error',
  504: 'timeout_error',
}

/** Every code that some capability has defined; the error pages and the OpenAPI document list them from here. */
export const errorCatalogue = new Map<string, ErrorDefinition>()

type ErrorInput = readonly [
  status: number,
  message: string,
  nextSteps: string,
  options?: Partial<ErrorDefinition>,
]

/**
 * Declares a capability's refusals: code, status, a sentence for a person, what to do.
 * A code that two capabilities declare differently is a bug and stops the start.
 */
export const defineErrors = <T extends Record<string, ErrorInput>>(
  inputs: T,
): { [Code in keyof T]: ErrorDefinition } => {
  const definitions: Record<string, ErrorDefinition> = {}
  for (const [code, [status, message, nextSteps, options]] of Object.entries(inputs)) {
    if (errorCatalogue.has(code)) throw new Error(`The error code ${code} is defined twice.`)
    const definition: ErrorDefinition = {
      code,
      status,
      type: typeOfStatus[status] ?? 'internal_error',
      message,
      nextSteps,
      source: status >= 500 ? 'flint' : 'integration',
      isRetryable: status === 429 || status >= 500,
      nextActions: [],
      ...options,
    }
    errorCatalogue.set(code, definition)
    definitions[code] = definition
  }
  return definitions as { [Code in keyof T]: ErrorDefinition }
}

export type ErrorDetail = { code: string; param?: string; message: string; [context: string]: unknown }

export type RefusalContext = {
  param?: string
  message?: string
  details?: ErrorDetail[]
  /** Further fields of the error object that contract 6.1 lists: `current_status`, `missing_scopes`, `limit` … */
  extra?: Record<string, unknown>
  headers?: Record<string, string>
  /** For the addresses of next actions, beside what the request names itself. */
  ids?: KnownIds
}

/** An expected "no". One place turns it into HTTP; throwing it rolls back and changes nothing. */
export class Refusal extends Error {
  readonly definition: ErrorDefinition
  readonly context: RefusalContext

  constructor(definition: ErrorDefinition, context: RefusalContext = {}) {
    super(context.message ?? definition.message)
    this.name = 'Refusal'
    this.definition = definition
    this.context = context
    // A refusal is an answer, not a fault: the stack would cost more than the answer.
    this.stack = ''
  }
}

export const refuse = (definition: ErrorDefinition, context?: RefusalContext): Refusal =>
  new Refusal(definition, context)

/** Refusals that belong to HTTP itself and to no capability. Source: contract, flint-platform 1, 3.2, 5, 6, 7. */
export const httpErrors = defineErrors({
  ROUTE_NOT_FOUND: [404, 'No route has this path.', 'Check the path against the API reference.'],
  HTTPS_REQUIRED: [
    403,
    'Live mode is served over https only: what came with this call travelled in the open.',
    'Call the https address of this server, and replace the key, session or password that was sent.',
  ],
  METHOD_NOT_ALLOWED: [
    405,
    'This path does not take this method.',
    'Use one of the methods in the Allow header.',
  ],
  UNSUPPORTED_CONTENT_TYPE: [
    415,
    'The body must be JSON.',
    'Send the header "Content-Type: application/json" and a JSON body.',
  ],
  INVALID_JSON: [400, 'The body is not valid JSON.', 'Send a JSON object, encoded in UTF-8.'],
  INVALID_REQUEST_BODY: [
    400,
    'The body must be a JSON object.',
    'Send a JSON object with the documented fields.',
  ],
  REQUEST_BODY_TOO_LARGE: [
    413,
    'The body is larger than 1 MiB, or than this route takes.',
    'Send less in one request.',
  ],
  REQUEST_BODY_NOT_ALLOWED: [400, 'This request takes no body.', 'Send the request without a body.'],
  INVALID_REQUEST: [
    400,
    'A field of this request is not as it must be.',
    'Correct the named field and send again.',
  ],
  FIELD_REQUIRED: [400, 'A required field is missing.', 'Add the named field and send again.'],
  INVALID_FIELD_TYPE: [400, 'A field has the wrong type.', 'Send the named field with the documented type.'],
  UNKNOWN_FIELD: [400, 'A field is not part of this request.', 'Remove the field.'],
  EXACTLY_ONE_REQUIRED: [
    400,
    'Exactly one of several fields is needed.',
    'Send exactly one of the named fields.',
  ],
  EMAIL_REQUIRED: [
    400,
    'An e-mail address is needed.',
    'Send the named field with an e-mail address; in a checkout, ask the buyer for theirs.',
    {
      nextActions: [
        {
          action: 'update_checkout_session',
          because: 'email_missing',
          requiredFields: ['buyer_contact.email'],
        },
      ],
    },
  ],
  NULL_NOT_ALLOWED: [400, 'A field must not be null.', 'Leave the field out, or give it a value.'],
  SERVER_GENERATED_ID: [400, 'Ids are made by the server.', 'Remove the id from the request.'],
  NO_FIELDS_TO_UPDATE: [400, 'The request changes nothing.', 'Send at least one field to change.'],
  FIELD_NOT_UPDATABLE: [
    409,
    'This can no longer be changed.',
    'Leave it as it is; create a new one instead if it has to be different.',
  ],
  RESOURCE_LIMIT_EXCEEDED: [
    409,
    'No more of these can be created.',
    'Delete one that is no longer needed first.',
  ],
  INVALID_TIMESTAMP: [400, 'A time is not in RFC 3339.', 'Send a time such as 2026-07-02T18:04:11Z.'],
  INVALID_AMOUNT: [
    400,
    'An amount is not in the allowed range.',
    'Send a whole number of minor units in the range.',
  ],
  INVALID_CURRENCY: [400, 'A currency must be three capital letters.', 'Send an ISO 4217 code such as USD.'],
  UNSUPPORTED_CURRENCY: [400, 'This currency is not known.', 'Send an active ISO 4217 code such as USD.'],
  CURRENCY_MISMATCH: [
    400,
    'Amounts of one request must share one currency.',
    'Send all amounts in one currency.',
  ],
  UNSUPPORTED_QUERY_PARAM: [
    400,
    'This route does not know a query parameter.',
    'Remove the named parameter.',
  ],
  INVALID_QUERY_PARAMETER: [400, 'A query parameter is not as it must be.', 'Correct the named parameter.'],
  INVALID_QUERY: [400, 'The free text of the query is not usable.', 'Send 1 to 255 characters.'],
  INVALID_PAGE_SIZE: [400, 'page_size must be from 1 to 100.', 'Send a whole number from 1 to 100.'],
  INVALID_PAGE_TOKEN: [400, 'This page token is not one of ours.', 'Start again without page_token.'],
  CURSOR_MISMATCH: [
    400,
    'This page token belongs to a list with other parameters.',
    'Repeat the parameters of the first page, or start again without page_token.',
  ],
  INVALID_SORT_BY: [400, 'This list cannot be sorted by that field.', 'Use one of the documented fields.'],
  INVALID_SORT_DIRECTION: [400, 'sort_direction must be asc or desc.', 'Send asc or desc.'],
  INVALID_CREATED_AFTER: [
    400,
    'created_after is not an RFC 3339 time.',
    'Send a time such as 2026-07-02T18:04:11Z.',
  ],
  INVALID_CREATED_BEFORE: [
    400,
    'created_before is not an RFC 3339 time.',
    'Send a time such as 2026-07-02T18:04:11Z.',
  ],
  INVALID_CREATED_RANGE: [400, 'created_after lies behind created_before.', 'Swap the two bounds.'],
  INVALID_MIN_AMOUNT: [400, 'min_amount must be a whole number from 1 up.', 'Send minor units, at least 1.'],
  INVALID_MAX_AMOUNT: [400, 'max_amount must be a whole number from 1 up.', 'Send minor units, at least 1.'],
  INVALID_EXPAND: [
    400,
    'This resource cannot be expanded that way.',
    'Use one of the documented expand paths.',
  ],
  EXPANSION_LIMIT_EXCEEDED: [400, 'At most 10 paths can be expanded at once.', 'Ask for fewer paths.'],
  INVALID_EXTERNAL_REFERENCE_ID: [
    400,
    'external_reference_id has 1 to 255 characters.',
    'Send a shorter reference.',
  ],
  METADATA_TOO_MANY_KEYS: [400, 'Metadata has at most 50 keys.', 'Remove keys.'],
  METADATA_KEY_TOO_LONG: [400, 'A metadata key has at most 40 characters.', 'Shorten the key.'],
  METADATA_VALUE_TOO_LONG: [400, 'A metadata value has at most 500 characters.', 'Shorten the value.'],
  METADATA_TOO_LARGE: [400, 'Metadata has at most 16 KiB in all.', 'Store less with the object.'],
  RESERVED_METADATA_KEY: [400, 'Metadata keys that begin with flint_ are reserved.', 'Choose another key.'],
  RESOURCE_NOT_FOUND: [
    404,
    'There is nothing with this id here.',
    'Check the id, and that the key belongs to its mode.',
  ],
  INVALID_API_VERSION: [
    400,
    'This API version does not exist.',
    'Send one of the supported versions in Flint-Version, or leave the header out.',
  ],
  API_VERSION_RETIRED: [
    400,
    'This API version is no longer served.',
    'Send one of the supported versions in Flint-Version, or leave the header out.',
  ],
  API_VERSION_CHANGED: [
    409,
    'The API version that was expected is not the one that is set.',
    'Read the object again, then repeat with its api_version as expected_api_version.',
  ],
  API_KEY_REQUIRED: [
    401,
    'An API key is needed.',
    'Send the header "Authorization: Bearer flint_test_…" or "X-API-Key: flint_test_…".',
  ],
  INVALID_API_KEY: [
    401,
    'This API key is not known.',
    'Check that the whole key was sent, and to the right server.',
  ],
  AMBIGUOUS_AUTH: [401, 'Two credentials were sent.', 'Send either Authorization or X-API-Key, not both.'],
  INVALID_AUTHORIZATION_HEADER: [
    401,
    'The Authorization header must read "Bearer <key>".',
    'Send a bearer token.',
  ],
  API_KEY_NOT_FOUND: [401, 'This API key no longer exists.', 'Create a new key and use that.'],
  API_KEY_EXPIRED: [401, 'This API key has expired.', 'Create a new key and use that.'],
  API_KEY_REVOKED: [401, 'This API key was revoked.', 'Create a new key and use that.'],
  API_KEY_MODE_MISMATCH: [
    401,
    'The key does not belong to the mode that its prefix names.',
    'Create a new key.',
  ],
  API_KEY_SANDBOX_UNAVAILABLE: [
    401,
    "The key's sandbox is archived or gone.",
    'Use a key of an active sandbox.',
    {
      nextActions: [
        { action: 'issue_developer_sandbox_test_key', because: 'sandbox_unavailable', isGeneral: true },
      ],
    },
  ],
  API_KEY_SCOPE_UNSUPPORTED: [
    401,
    'The key holds a scope that is no longer known.',
    'Give the key other scopes with another key, or create a new one.',
  ],
  CHECKOUT_SESSION_AUTH_REQUIRED: [
    401,
    'Both checkout session headers are needed.',
    'Send X-Checkout-Session-ID and X-Checkout-Session-Secret.',
  ],
  INVALID_CHECKOUT_SESSION: [
    401,
    'The checkout session and its secret do not match.',
    "Use the session's own link.",
  ],
  AUTHENTICATION_REQUIRED: [
    401,
    'A person who is signed in is needed.',
    'Sign in to the dashboard, and send its cookie with the header "Flint-Dashboard: 1".',
  ],
  ONBOARDING_SESSION_REQUIRED: [
    401,
    'An onboarding session is needed.',
    'Send the header "Authorization: Bearer flint_onb_…" with the token that POST /v1/onboarding/verify-email answered.',
  ],
  INVALID_ONBOARDING_SESSION: [
    401,
    'This onboarding session is not known, or has ended.',
    'Start again with POST /v1/onboarding/start; the merchant is found by its e-mail address.',
  ],
  ENVIRONMENT_REQUIRED: [
    400,
    'It must be said which environment is meant.',
    'Send the header "Flint-Environment: menv_…" with an environment that GET /v1/dashboard/session lists.',
  ],
  ENVIRONMENT_SELECTION_FORBIDDEN: [
    403,
    'This person reaches no such environment.',
    'Use an environment that GET /v1/dashboard/session lists.',
  ],
  AUTHORIZATION_FAILED: [403, 'Your role does not allow this.', 'Ask an owner or an admin of the merchant.'],
  INSUFFICIENT_SCOPE: [
    403,
    'This key or role lacks a scope that the request needs.',
    'Use a key that has the missing scopes; in the dashboard, ask an owner or an admin.',
  ],
  CHECKOUT_SESSION_SCOPE_MISMATCH: [
    403,
    'A checkout session reaches only its own order, payments and session.',
    'Use the ids that belong to this session.',
  ],
  IDEMPOTENCY_KEY_REQUIRED: [
    400,
    'This request needs an Idempotency-Key header.',
    'Send a key of your own, such as a UUID, and send the same one when you retry.',
  ],
  INVALID_IDEMPOTENCY_KEY: [
    400,
    'An idempotency key has printable ASCII characters only.',
    'Send such a key.',
  ],
  IDEMPOTENCY_KEY_TOO_LONG: [400, 'An idempotency key has at most 255 characters.', 'Send a shorter key.'],
  IDEMPOTENCY_KEY_REUSED: [
    409,
    'This idempotency key was used with another body.',
    'Send the first body to see its answer again, or a new key for a new request.',
  ],
  IDEMPOTENCY_KEY_IN_PROGRESS: [
    409,
    'The first request with this key still runs.',
    'Wait a moment, then send the same request again.',
    {
      isRetryable: true,
      nextActions: [{ action: 'get_operation', because: 'request_in_progress', delayMs: 500 }],
    },
  ],
  RATE_LIMIT_EXCEEDED: [
    429,
    'Too many requests.',
    'Wait for the seconds that Retry-After names, then retry.',
  ],
  INTERNAL_ERROR: [500, 'Something went wrong on our side.', 'Retry with the same Idempotency-Key.'],
  SERVICE_UNAVAILABLE: [503, 'The service cannot answer just now.', 'Retry with the same Idempotency-Key.'],
})
