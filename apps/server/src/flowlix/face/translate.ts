import type { Refusal } from '../../platform/http/errors.ts'
import { refusalOf } from '../../platform/http/failure.ts'
import { type FlowlixErrorCode, type FlowlixProblem, FlowlixRefusal } from './errors.ts'

/** What the engine's and the server's own refusals are called here. Source: contract, flowlix 10.4 and 17.5. */
const byCode: Readonly<Record<string, FlowlixErrorCode>> = {
  INTERNAL_ERROR: 'internal_error',
  INVALID_JSON: 'invalid_json',
  INVALID_REQUEST_BODY: 'invalid_json',
  UNSUPPORTED_CONTENT_TYPE: 'invalid_json',
  REQUEST_BODY_TOO_LARGE: 'invalid_json',
  HTTPS_REQUIRED: 'https_required',
  FIELD_REQUIRED: 'parameter_missing',
  ROUTE_NOT_FOUND: 'route_not_found',
  METHOD_NOT_ALLOWED: 'route_not_found',
  IDEMPOTENCY_KEY_REUSED: 'idempotency_key_in_use',
  IDEMPOTENCY_KEY_IN_PROGRESS: 'idempotency_key_in_use',
  AMOUNT_EXCEEDS_REFUNDABLE: 'refund_amount_exceeded',
  NOTHING_TO_REFUND: 'payment_already_refunded',
  NO_PAYMENTS_FOR_ORDER: 'payment_not_refundable',
  PAYMENT_INTENT_NOT_REFUNDABLE: 'payment_not_refundable',
  PAYMENT_INTENT_DISPUTED: 'payment_not_refundable',
  // Nobody takes live money for this merchant: nothing was stored, and later it may be otherwise. Source: contract, flowlix Q21.
  MERCHANT_ONBOARDING_REQUIRED: 'service_unavailable',
}

const byStatus: Readonly<Record<number, FlowlixErrorCode>> = {
  400: 'parameter_invalid',
  401: 'invalid_api_key',
  403: 'permission_denied',
  404: 'resource_not_found',
  429: 'rate_limit_exceeded',
  502: 'service_unavailable',
  503: 'service_unavailable',
  504: 'service_unavailable',
}

/** Those whose own words speak of the other API. */
const withOwnWords: ReadonlySet<FlowlixErrorCode> = new Set([
  'permission_denied',
  'resource_not_found',
  'payment_already_refunded',
  'payment_not_refundable',
  'refund_amount_exceeded',
  'service_unavailable',
  'internal_error',
  'https_required',
])

/** Anything thrown behind a route, as this API says it. What nobody foresaw is a fault of ours. */
export const problemOf = (error: unknown): FlowlixProblem => {
  if (error instanceof FlowlixRefusal) return error.problem
  const refusal = refusalOf(error)
  const { definition, context } = refusal
  const code = codeOf(refusal)
  const wait = context.headers?.['Retry-After']
  return {
    code,
    ...(withOwnWords.has(code) ? {} : { message: sentenceOf(refusal, wait) }),
    ...(definition.status === 400 && context.param ? { param: context.param } : {}),
    ...(wait === undefined ? {} : { headers: { 'Retry-After': wait } }),
  }
}

const codeOf = ({ definition }: Refusal): FlowlixErrorCode => {
  const known = byCode[definition.code] ?? byStatus[definition.status]
  if (known) return known
  // What is locked just now can be tried again; anything else should have been asked before.
  return definition.isRetryable ? 'service_unavailable' : 'internal_error'
}

const sentenceOf = ({ definition, message }: Refusal, wait: string | undefined): string =>
  definition.status === 429 && wait !== undefined ? `${message} Retry after ${secondsOf(wait)}.` : message

export const secondsOf = (seconds: number | string): string =>
  Number(seconds) === 1 ? '1 second' : `${seconds} seconds`
