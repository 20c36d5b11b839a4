import type { Profile } from '../flowlix-payment.ts'

/** Source: contract, flowlix 10.3. */
export type FlowlixErrorType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'card_error'
  | 'idempotency_error'
  | 'rate_limit_error'
  | 'api_error'

export type FlowlixErrorDefinition = {
  type: FlowlixErrorType
  status: Record<Profile, number>
  /** For developers: what was wrong. */
  message: string
}

const define = (
  type: FlowlixErrorType,
  status: number | Record<Profile, number>,
  message: string,
): FlowlixErrorDefinition => ({
  type,
  status: typeof status === 'number' ? { a: status, b: status, c: status } : status,
  message,
})

/** Every code with its type and status in each of the three forms, in one table. Source: contract, flowlix 10.2, 10.3, 10.4 and Q11. */
export const flowlixErrors = {
  parameter_missing: define('invalid_request_error', 400, 'A required parameter is missing.'),
  parameter_invalid: define('invalid_request_error', 400, 'A parameter is not as it must be.'),
  invalid_json: define('invalid_request_error', 400, 'The body is not valid JSON.'),
  https_required: define(
    'invalid_request_error',
    400,
    'This API is served over https only. Replace the key that was sent: it travelled in the open.',
  ),
  invalid_api_key: define(
    'authentication_error',
    401,
    'The API key is missing, malformed, revoked or not known.',
  ),
  card_declined: define('card_error', { a: 402, b: 422, c: 422 }, 'The card was declined.'),
  permission_denied: define('authentication_error', 403, 'This API key may not do this.'),
  resource_not_found: define('invalid_request_error', 404, 'There is nothing with this id.'),
  route_not_found: define('invalid_request_error', 404, 'No route has this method and path.'),
  idempotency_key_in_use: define(
    'idempotency_error',
    409,
    'This Idempotency-Key was used with another request.',
  ),
  payment_already_refunded: define('invalid_request_error', 422, 'This payment was refunded before.'),
  payment_not_refundable: define(
    'invalid_request_error',
    422,
    'Only a payment that succeeded can be refunded.',
  ),
  refund_amount_exceeded: define(
    'invalid_request_error',
    422,
    'The amount is more than what is left to refund.',
  ),
  refund_window_expired: define(
    'invalid_request_error',
    422,
    'The payment is more than 180 days old: it can no longer be refunded.',
  ),
  rate_limit_exceeded: define('rate_limit_error', 429, 'Too many requests.'),
  internal_error: define(
    'api_error',
    500,
    'Something went wrong on our side. Retry with the same Idempotency-Key.',
  ),
  service_unavailable: define(
    'api_error',
    // The first form has no 503: whatever is our fault is a 500 there.
    { a: 500, b: 503, c: 503 },
    'The service cannot answer just now. Retry with the same Idempotency-Key.',
  ),
} satisfies Record<string, FlowlixErrorDefinition>

export type FlowlixErrorCode = keyof typeof flowlixErrors

export type FlowlixProblem = {
  code: FlowlixErrorCode
  /** Dotted, as `card.number`; shown in brackets where the form wants it. */
  param?: string
  message?: string
  declineCode?: string
  headers?: Record<string, string>
}

/** An expected "no" of this API; thrown anywhere behind a route, it undoes the call and keeps no answer. */
export class FlowlixRefusal extends Error {
  readonly problem: FlowlixProblem

  constructor(problem: FlowlixProblem) {
    super(problem.message ?? flowlixErrors[problem.code].message)
    this.name = 'FlowlixRefusal'
    this.problem = problem
    // A refusal is an answer, not a fault: the stack would cost more than the answer.
    this.stack = ''
  }
}

/** To be thrown: `throw refuseFlowlix('parameter_invalid', { param: 'card.number' })`. */
export const refuseFlowlix = (
  code: FlowlixErrorCode,
  context: Omit<FlowlixProblem, 'code'> = {},
): FlowlixRefusal => new FlowlixRefusal({ code, ...context })
