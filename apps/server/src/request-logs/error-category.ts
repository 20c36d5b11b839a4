import { type ErrorDefinition, type ErrorType } from '../platform/http/errors.ts'

/** Those that begin with `webhook_` are of deliveries, which timelines show. Source: contract, flint-platform 20.1. */
export const errorCategories = [
  'authentication',
  'authorization',
  'validation',
  'server_error',
  'rate_limit',
  'idempotency',
  'merchant_readiness',
  'payment',
  'request_error',
  'webhook_timeout',
  'webhook_dns',
  'webhook_tls',
  'webhook_connection',
  'webhook_blocked_target',
  'webhook_request',
  'webhook_http_5xx',
  'webhook_http_4xx',
  'webhook_delivery',
] as const
export type ErrorCategory = (typeof errorCategories)[number]

const ofType: Readonly<Record<ErrorType, ErrorCategory>> = {
  validation_error: 'validation',
  invalid_request_error: 'request_error',
  authentication_error: 'authentication',
  payment_error: 'payment',
  authorization_error: 'authorization',
  not_found_error: 'request_error',
  conflict_error: 'request_error',
  rate_limit_error: 'rate_limit',
  internal_error: 'server_error',
  external_service_error: 'server_error',
  unavailable_error: 'server_error',
  timeout_error: 'server_error',
}

/** Codes that say more than their type; the first that fits counts. */
const ofCode: readonly [RegExp, ErrorCategory][] = [
  [/IDEMPOTENCY/, 'idempotency'],
  [/^MERCHANT_(?:ONBOARDING|ACCOUNT|ACCESS)_/, 'merchant_readiness'],
  [/^(?:PAYMENT|CARD|CAPTURE|REFUND|ORDER_PAYMENT|ORDER_ALREADY_PAID)/, 'payment'],
]

/** The contract names the categories only; which code is of which follows from its type and, for conflicts, its name. */
export const errorCategoryOf = ({ code, type }: Pick<ErrorDefinition, 'code' | 'type'>): ErrorCategory => {
  const byCode = ofCode.find(([pattern]) => pattern.test(code))?.[1]
  if (byCode === 'payment' && type !== 'conflict_error') return ofType[type]
  return byCode ?? ofType[type]
}
